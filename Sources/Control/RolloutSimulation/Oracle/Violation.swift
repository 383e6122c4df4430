/// A promise that was broken.
public struct Violation: Error, Sendable, Hashable, CustomStringConvertible {
    /// Which, and how.
    public let description: String

    init(_ description: String) { self.description = description }
}

func demand(_ condition: Bool, _ what: @autoclosure () -> String) throws {
    if !condition { throw Violation(what()) }
}
