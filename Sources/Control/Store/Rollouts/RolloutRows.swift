import Resources
public import Rollout
public import SQL

/// The ledger of rollouts in Postgres, within one transaction of the caller.
///
/// Every method is one statement over a set of devices, or two; which devices it concerns is decided in the statement that
/// writes them. The fleet's lock is that of its row in `resource`, which a commit that changes or removes the fleet takes first as
/// well, so that the two never wait for each other.
public final class RolloutRows: RolloutLedger {
    let connection: Connection
    let organization: OrganizationID
    let limits: RolloutLimits
    private let isDelivering: Bool
    private var loaded: LoadedFleet?

    /// A ledger on a transaction.
    /// - Parameter isDelivering: whether a delivery pass is going on, which renders afterwards whatever devices got.
    public init(
        _ connection: Connection, _ organization: OrganizationID, limits: RolloutLimits = RolloutLimits(),
        isDelivering: Bool = false
    ) {
        self.connection = connection
        self.organization = organization
        self.limits = limits
        self.isDelivering = isDelivering
    }

    /// Asks for what devices got to be rendered.
    func deliver() throws {
        if !isDelivering { try DeliveryQueue.enqueue(connection, organization) }
    }

    struct LoadedFleet {
        let id: Int64
        let name: String
        let policy: RolloutPolicy?
        var good: Int64?
    }

    /// Locks the fleet and reads how it stands.
    public func load(fleet: Int64) throws -> FleetStanding? {
        let rows = try connection.query(
            """
            select r.name, r.spec -> 'rolloutPolicy'
            from resource r where r.id = $1 and r.org = $2 and r.kind = 'Fleet' for no key update
            """,
            [.int(fleet), .int(organization.value)])
        guard let row = rows.first else { return nil }
        let policy = try row.optionalJSON(1).map { try StoredSpec.decode(RolloutPolicy.self, $0) }
        let standing = try standing(fleet, policy)
        loaded = try LoadedFleet(id: fleet, name: row.string(0), policy: policy, good: standing.good?.id)
        return standing
    }

    /// Read after the lock is held, so that it shows what the step before has written.
    private func standing(_ fleet: Int64, _ policy: RolloutPolicy?) throws -> FleetStanding {
        let row = try connection.query(
            """
            select \(StoredMoment.now), current.id, current.name, good.id, good.name
            from fleet f
            left join template_version current on current.id = f.current_tv_id
            left join template_version good on good.id = f.good_tv_id
            where f.id = $1
            """,
            [.int(fleet)]
        ).one()
        return try FleetStanding(
            fleet: fleet, now: Moment(milliseconds: row.int(0)), current: Self.version(row, 1),
            good: Self.version(row, 3), policy: policy, rollout: StoredRollout.newest(connection, fleet: fleet))
    }

    private static func version(_ row: Row, _ column: Int) throws -> TemplateVersionName? {
        guard let id = try row.optionalInt(column) else { return nil }
        return try TemplateVersionName(id: id, name: row.string(column + 1))
    }

    /// The fleet of `load`.
    func fleet() throws -> LoadedFleet {
        guard let loaded else { throw StoreError.nothingLoaded }
        return loaded
    }

    /// States that the version of a rollout is the fleet's good one.
    public func adoptGood(_ version: Int64) throws {
        let fleet = try fleet().id
        try connection.query(
            "update fleet set good_tv_id = $2 where id = $1 and good_tv_id is distinct from $2",
            [.int(fleet), .int(version)])
        loaded?.good = version
    }
}

/// Limits of the server that rollouts keep to.
public struct RolloutLimits: Sendable {
    /// At most how many devices of an organization get another version in a minute; nil is any number.
    public var devicesPerMinute: Int64?

    /// No limits.
    public init(devicesPerMinute: Int64? = nil) { self.devicesPerMinute = devicesPerMinute }
}

/// Instants in statements, as milliseconds since 1970.
enum StoredMoment {
    /// The database's time at the beginning of the statement: later than that of a transaction that had to wait.
    static let now = read("statement_timestamp()")

    /// A `timestamptz` expression as a number.
    static func read(_ expression: String) -> String { "(extract(epoch from \(expression)) * 1000)::bigint" }

    /// A number as `timestamptz`.
    static func write(_ parameter: String) -> String { "to_timestamp(\(parameter)::bigint / 1000.0)" }
}

extension StoreError {
    /// A ledger that was used before `load`.
    static let nothingLoaded = StoreError(description: "no fleet was loaded: call load first")
}
