/// The devices for which a disruption budget counts together.
public struct GroupFacts: Sendable, Hashable {
    /// The values of the labels that the budget groups by, in its order; nil where a device lacks the label. Empty
    /// when all devices are one group.
    public var key: [String?]
    /// All members of the fleet in the group, dispatched to or not.
    public var total: Int64
    /// Those that may be away because of us: they are connected and report another version than the newest rendered one, whatever
    /// the reason; or they are connected and what they should run is not rendered for them yet (`tv_id` is not `rendered_tv_id`:
    /// without this, a step between a dispatch and its rendering would spend the budget twice); or they were dispatched to while
    /// connected, have no outcome, went silent since, and their time is not up.
    public var busy: Int64
    /// Those that are connected and not busy.
    public var available: Int64
    /// Those that could be dispatched to now: in the scope that is asked for, and connected; one
    /// that is new and was never heard of counts as well.
    public var eligible: Int64

    /// States the facts.
    public init(key: [String?], total: Int64, busy: Int64, available: Int64, eligible: Int64) {
        self.key = key
        self.total = total
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
