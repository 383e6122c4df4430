public import Nodes

/// One entry of `status.conditions`.
public struct ConditionDocument: Sendable, Equatable {
    /// For instance `Approved`.
    public var type: String
    /// `True`, `False` or `Unknown`.
    public var status: String
    /// One word.
    public var reason: String
    /// A sentence for people.
    public var message: String
    /// RFC 3339; when `status` last changed.
    public var lastTransitionTime: String

    /// States a condition.
    public init(type: String, status: String, reason: String, message: String, lastTransitionTime: String) {
        self.type = type
        self.status = status
        self.reason = reason
        self.message = message
        self.lastTransitionTime = lastTransitionTime
    }

    /// Appends the condition to an array that is being written.
    public func write(to writer: inout JSONWriter) {
        writer.object {
            $0.field("type", type)
            $0.field("status", status)
            $0.field("reason", reason)
            $0.field("message", message)
            $0.field("lastTransitionTime", lastTransitionTime)
        }
    }
}
