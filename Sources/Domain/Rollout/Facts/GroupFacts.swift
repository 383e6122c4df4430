/// The devices for which a disruption budget counts together.
public struct GroupFacts: Sendable, Hashable {
    /// The values of the labels that the budget groups by, in its order; nil where a device lacks the label. Empty
    /// when all devices are one group.
    public var key: [String?]
    /// All members of the fleet in the group, dispatched to or not.
    public var total: Int64
    /// Those that are connected.
    public var connected: Int64
    /// Those that are connected and report another version than the newest rendered one, whatever the reason, and those that
    /// were dispatched to, have no outcome and went silent since: each may be away because of us.
    public var busy: Int64
    /// Those that are connected and not busy.
    public var available: Int64
    /// Those that could be dispatched to now: in the scope that is asked for, connected, not dispatched to.
    public var eligible: Int64

    /// States the facts.
    public init(key: [String?], total: Int64, connected: Int64, busy: Int64, available: Int64, eligible: Int64) {
        self.key = key
        self.total = total
        self.connected = connected
        self.busy = busy
        self.available = available
        self.eligible = eligible
    }
}

/// How many devices of a group may be dispatched to.
public struct GroupAllowance: Sendable, Hashable {
    /// The group, as in ``GroupFacts/key``.
    public var key: [String?]
    /// At most so many.
    public var count: Int64

    /// States an allowance.
    public init(key: [String?], count: Int64) {
        self.key = key
        self.count = count
    }
}
