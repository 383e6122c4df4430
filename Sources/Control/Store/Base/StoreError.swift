/// Something in the database that this program cannot read or that contradicts itself.
public struct StoreError: Error, CustomStringConvertible, Equatable {
    /// What is wrong.
    public let description: String

    /// A stored value that cannot be read.
    public static func unreadable(_ what: String) -> StoreError {
        StoreError(description: "the store holds \(what); was it written by a newer release?")
    }
}
