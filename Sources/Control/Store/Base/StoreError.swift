/// Something in the database that this program cannot read or that contradicts itself.
public struct StoreError: Error, CustomStringConvertible, Equatable {
    /// What is wrong.
    public let description: String

    /// A stored value that cannot be read.
    public static func unreadable(_ what: String) -> StoreError {
        StoreError(description: "the store holds \(what); was it written by a newer release?")
    }

    /// A kind whose objects are not listed from the store.
    static func unlisted(_ kind: String) -> StoreError {
        StoreError(description: "objects of kind \(kind) are not listed")
    }

    /// A continue token whose keys are none of the list's.
    static let foreignToken = StoreError(description: "the continue token belongs to another list: begin without it")
}
