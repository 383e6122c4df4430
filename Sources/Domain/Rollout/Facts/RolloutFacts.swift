/// What the machine looks at: one row of aggregates, never single devices.
public struct RolloutFacts: Sendable, Hashable {
    /// The database's time when the facts were read.
    public var now: Moment
    /// All members of the fleet that take part: those in conflict between fleets or being decommissioned do not.
    public var fleet: MemberCounts
    /// Those chosen for the current batch.
    public var batch: MemberCounts
    /// Those of the current batch that were connected when they were dispatched to and are silent now, without an outcome.
    public var lost: Int64
    /// When the first of those that are waiting or offline, of all members, runs out of its update timeout; nil when there
    /// is none.
    public var nextTimeout: Moment?
    /// Members that failed and are not remembered as having refused the version yet: their `refused_tv_id` is another.
    public var refusing: Int64
    /// Members for ``DispatchScope/joiners``; 0 when the fleet has no good version.
    public var joiners: Int64
    /// How many more devices of the organization may be dispatched to now; nil is no limit.
    public var organizationRoom: Int64?

    /// States the facts.
    public init(
        now: Moment, fleet: MemberCounts = MemberCounts(), batch: MemberCounts = MemberCounts(), lost: Int64 = 0,
        nextTimeout: Moment? = nil, refusing: Int64 = 0, joiners: Int64 = 0, organizationRoom: Int64? = nil
    ) {
        self.now = now
        self.fleet = fleet
        self.batch = batch
        self.lost = lost
        self.nextTimeout = nextTimeout
        self.refusing = refusing
        self.joiners = joiners
        self.organizationRoom = organizationRoom
    }
}
