public import Resources

/// What a fleet should run and how far it is.
public struct FleetStanding: Sendable, Equatable {
    /// `fleet.id`.
    public var fleet: Int64
    /// The database's time when it was read.
    public var now: Moment
    /// The newest template version that is ready, and its name; nil when there is none yet.
    public var current: TemplateVersionName?
    /// The newest version whose rollout completed; nil before the first.
    public var good: TemplateVersionName?
    /// The fleet's policy as it is now.
    public var policy: RolloutPolicy?
    /// The newest rollout of the fleet, ended or not; nil before the first.
    public var rollout: Rollout?

    /// States a standing.
    public init(
        fleet: Int64, now: Moment, current: TemplateVersionName?, good: TemplateVersionName?, policy: RolloutPolicy?,
        rollout: Rollout?
    ) {
        self.fleet = fleet
        self.now = now
        self.current = current
        self.good = good
        self.policy = policy
        self.rollout = rollout
    }
}

/// A template version by id and name.
public struct TemplateVersionName: Sendable, Hashable {
    /// `template_version.id`.
    public var id: Int64
    /// As `v3`.
    public var name: String

    /// States one.
    public init(id: Int64, name: String) {
        self.id = id
        self.name = name
    }
}
