public import Resources

/// What names an object inside one organization: its kind and its name.
public struct ObjectKey: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The kind of the object.
    public let kind: Kind
    /// `metadata.name`.
    public let name: String

    /// Names an object.
    public init(kind: Kind, name: String) {
        self.kind = kind
        self.name = name
    }

    /// `Fleet/web`, as owners and messages are written.
    public var description: String { "\(kind.rawValue)/\(name)" }

    /// The order in which objects are written to the store: by kind, then by name, the same for every writer, so that
    /// two transactions never wait for each other in a circle.
    public static func < (left: ObjectKey, right: ObjectKey) -> Bool {
        (left.kind.rawValue, left.name) < (right.kind.rawValue, right.name)
    }
}
