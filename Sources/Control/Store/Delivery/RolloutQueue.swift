import Jobs
public import SQL

/// How a transaction says that a rollout may go on.
public enum RolloutQueue {
    /// Kind of the job that makes one step of a fleet's rollout; its key is the fleet's id.
    public static let jobKind = "rollout"

    /// Asks for a step of each fleet's rollout, in the caller's transaction.
    /// - Parameter pause: time until then; many causes within it make one step.
    public static func enqueue(
        _ connection: Connection, _ organization: OrganizationID, fleets: [Int64], after pause: Duration = .zero
    ) throws {
        try JobQueue.enqueue(
            connection,
            fleets.map {
                NewJob(organization: organization.value, kind: jobKind, key: "\($0)", priority: 10, delay: pause)
            })
    }

    /// Tells the delivery pass, in whose transaction it is, which fleets' rollouts may begin or go on.
    /// - Parameters:
    ///   - fleets: with another template version, policy or selector.
    ///   - devices: whose fleets have a member more or less that counts.
    ///   - changed: devices with other labels or another spec, which matters where a rollout is going on, and for those that do not
    ///     run the good version: it may have been withheld from them for their labels.
    static func note(
        _ connection: Connection, _ organization: OrganizationID, fleets: [Int64], membersOf devices: [Int64],
        changed: [Int64]
    ) throws {
        try connection.query(
            """
            insert into rollout_due (fleet_id, org)
            select f.id, $1 from fleet f where f.id in (
                select unnest($2::bigint[])
                union select fleet_id from device_target where device_id = any($3)
                union select t.fleet_id from device_target t join fleet of on of.id = t.fleet_id
                      where t.device_id = any($4)
                        and (t.tv_id is distinct from of.good_tv_id or \(isGoingOn("of.id"))))
            order by f.id
            on conflict (fleet_id) do update set org = excluded.org
            """,
            [.int(organization.value), .intArray(fleets), .intArray(devices), .intArray(changed)])
    }

    /// Asks for a step of every rollout that is going on. What causes steps asks for them itself: this is for what an operator
    /// repaired by hand, and for jobs that failed for good.
    public static func sweep(_ connection: Connection) throws {
        let rows = try connection.query(
            "select org, fleet_id from rollout where finished_at is null and state not in ('Paused') order by org, fleet_id"
        )
        for (organization, fleets) in try byOrganization(rows) {
            try enqueue(connection, organization, fleets: fleets)
        }
    }

    /// Whether a fleet has a rollout that has not ended.
    private static func isGoingOn(_ fleet: String) -> String {
        "exists (select from rollout o where o.fleet_id = \(fleet) and o.finished_at is null)"
    }

    /// Whether it makes a difference to the rollout of the fleet `f`, which is `resource r`, that members who should run a version
    /// have an outcome, or are back or gone: where a rollout is going on, where a device waits for the good version, and where one
    /// that is done makes room for another.
    private static func matters(_ version: String) -> String {
        """
        (\(version) is distinct from f.good_tv_id or \(isGoingOn("f.id"))
         or r.spec -> 'rolloutPolicy' ?| array['disruptionBudget', 'maxUnavailable'])
        """
    }

    private static func byOrganization(_ rows: Rows) throws -> [(OrganizationID, [Int64])] {
        try Dictionary(grouping: rows.map { try ($0.int(0), $0.int(1)) }) { $0.0 }
            .sorted { $0.key < $1.key }.map { (OrganizationID($0.key), $0.value.map(\.1)) }
    }

    /// How long reports of devices gather before they make a step.
    private static let gathering = Duration.milliseconds(250)

    /// Asks for a step where devices have an outcome, came back or fell silent.
    static func devicesChanged(_ connection: Connection, _ devices: [Int64]) throws {
        guard !devices.isEmpty else { return }
        let rows = try connection.query(
            """
            select distinct t.org, t.fleet_id
            from device_target t
            join fleet f on f.id = t.fleet_id
            join resource r on r.id = t.fleet_id
            where t.device_id = any($1) and \(matters("t.tv_id"))
            order by 1, 2
            """,
            [.intArray(devices)])
        for (organization, fleets) in try byOrganization(rows) {
            try enqueue(connection, organization, fleets: fleets, after: gathering)
        }
    }

    /// Asks for a step where rendering gave members of a fleet who should run a version their outcome: nothing could be rendered,
    /// or what they run stays as it is. They will report nothing.
    static func rendered(
        _ connection: Connection, _ organization: OrganizationID, fleet: Int64, version: Int64
    ) throws {
        let fleets = try connection.query(
            """
            select f.id from fleet f join resource r on r.id = f.id
            where f.id = $1 and \(matters("$2::bigint"))
            """,
            [.int(fleet), .int(version)])
        try enqueue(connection, organization, fleets: fleets.map { try $0.int(0) })
    }
}
