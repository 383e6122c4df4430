/// The versions of the resource model on the wire.
public enum APIVersion: String, Sendable, CaseIterable {
    /// The version that all core endpoints speak, and the one used when a client names none.
    case beta = "v1beta1"

    /// The group in front of a version in resources.
    public static let group = "flightctl.io"

    /// What resources say in `apiVersion`: `flightctl.io/v1beta1`.
    public var resource: String { "\(Self.group)/\(rawValue)" }

    /// Whether a body's `apiVersion` means this version: with the group, without it, or left empty.
    public func accepts(_ text: String) -> Bool {
        text.isEmpty || text == rawValue || text == resource
    }
}
