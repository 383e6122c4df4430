/// Why a text is no address that is used. Never quotes the text: it may hold a password.
public struct AddressError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What kind of failure it is.
    public enum Kind: Sendable, Hashable {
        /// The text is not formed as an address.
        case malformed
        /// A user or password stands in it, where a log or an error would show it.
        case credential
    }

    /// What kind of failure it is.
    public let kind: Kind
    /// What is wrong, as the end of a sentence that begins with the address.
    public let description: String

    init(_ description: String, kind: Kind = .malformed) {
        self.kind = kind
        self.description = description
    }
}
