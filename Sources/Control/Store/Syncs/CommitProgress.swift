import Resources
import Rollout
public import SQL

/// How far what a commit changed has come: counts, and the fleet that a person would ask about first.
public struct CommitProgress: Sendable, Hashable {
    /// Where a fleet stands with what a commit changed of it, in the order in which people want to hear of it.
    public enum Standing: Int64, Sendable, Hashable {
        /// Its rollout ended without success: the devices went back.
        case failed
        /// Its devices are going back.
        case rollingBack
        /// An operator ended its rollout.
        case cancelled
        /// Another commit's version took its place.
        case superseded
        /// Its rollout is held.
        case paused
        /// Its next batch waits for a person.
        case awaitingApproval
        /// Its outside references are being read.
        case resolving
        /// Devices are being updated.
        case inProgress
        /// Its rollout is about to begin.
        case beginning
        /// It was rolled out.
        case completed
    }

    /// A fleet that is not rolled out.
    public struct Fleet: Sendable, Hashable {
        /// Its name.
        public let name: String
        /// Where it stands.
        public let standing: Standing
        /// The batch that is worked on, as messages call it.
        public let batch: String
        /// What its rollout says, or why its references cannot be read; empty when nothing does.
        public let message: String
        /// The commit of its current version.
        public let commit: String?

        /// States a fleet.
        public init(name: String, standing: Standing, batch: String, message: String, commit: String?) {
            self.name = name
            self.standing = standing
            self.batch = batch
            self.message = message
            self.commit = commit
        }
    }

    /// The organization of the sync.
    public let organization: OrganizationID
    /// Fleets that the commit changed.
    public let total: Int64
    /// Those of them that were rolled out.
    public let completed: Int64
    /// The first fleet that was not; nil when all were.
    public let first: Fleet?

    /// States progress.
    public init(organization: OrganizationID, total: Int64, completed: Int64, first: Fleet?) {
        self.organization = organization
        self.total = total
        self.completed = completed
        self.first = first
    }

    /// Reads it in one statement, whatever the number of fleets; nil when nobody is to be told any more.
    public static func find(_ connection: Connection, _ key: CommitStatusKey) throws -> CommitProgress? {
        guard let row = try connection.query(statement, [.int(key.sync), .text(key.oid)]).first else { return nil }
        let standing = try row.optionalInt(3).flatMap(Standing.init)
        return try CommitProgress(
            organization: OrganizationID(row.int(0)), total: row.int(1), completed: row.int(2),
            first: standing == .completed ? nil : standing.map { try Self.fleet(row, $0) })
    }

    private static func fleet(_ row: Row, _ standing: Standing) throws -> Fleet {
        let plan = RolloutPlan(try row.optionalJSON(5).map { try StoredSpec.decode(RolloutPolicy.self, $0) })
        return try Fleet(
            name: row.string(4), standing: standing, batch: plan.name(of: Int(row.optionalInt(6) ?? -1)),
            message: row.optionalString(7) ?? "", commit: row.optionalString(8))
    }
}

extension CommitProgress {
    /// A fleet's rollout is the newest one of a version with something of the commit in it, but one that completed counts
    /// for good: what is made of the commit later, as when an outside reference moved, is not the commit's. Once all was
    /// rolled out, only what was is looked at: it may still be taken back.
    private static let statement = """
        with told as (
            select r.org, s.since, case when s.outcome = 'rolledOut' then s.at end as until
            from commit_status s join resource r on r.id = s.sync_id
            where s.sync_id = $1 and s.oid = $2 and s.subject = 'rollouts'
        ), own as (
            select object_id as fleet_id from manifest where sync_id = $1 and kind = 'Fleet'
        ), changed as (
            select v.id, v.fleet_id, v.generation, v.state, v.error, v.created_at
            from told join commit c on c.org = told.org and c.oid = $2
            join template_version v on v.commit_id = c.id join own on own.fleet_id = v.fleet_id
            union
            select v.id, v.fleet_id, v.generation, v.state, v.error, v.created_at
            from told join commit c on c.org = told.org and c.oid = $2
            join tv_layer l on l.commit_id = c.id join own on own.fleet_id = l.fleet_id
            join template_version v on v.id = l.tv_id
        ), carrying as materialized (
            select v.* from changed v, told
            where v.created_at >= told.since and (told.until is null or v.created_at <= told.until)
        ), newest as (
            select distinct on (fleet_id) * from carrying order by fleet_id, generation desc, id desc
        ), rolling as (
            select distinct on (o.fleet_id) o.fleet_id, o.state, o.batch, o.message
            from carrying v join rollout o on o.fleet_id = v.fleet_id and o.tv_id = v.id
            order by o.fleet_id, o.state = 'Completed' desc, o.id desc
        ), fleets as (
            select r.name, r.spec -> 'rolloutPolicy' as policy, o.batch, coalesce(o.message, n.error) as message, c.oid,
                case
                    when o.state = 'Failed' then 0
                    when o.state = 'RollingBack' then 1
                    when o.state = 'Cancelled' then 2
                    when o.state = 'Paused' then 4
                    when o.state = 'AwaitingApproval' then 5
                    when o.state in ('InProgress', 'Pending') then 7
                    when o.state = 'Completed' then 9
                    when f.current_tv_id in (select id from carrying) then 8
                    when (current.generation, current.id) > (n.generation, n.id) then 3
                    when n.state = 0 then 6
                    else 8 end as standing
            from newest n
            join resource r on r.id = n.fleet_id
            join fleet f on f.id = n.fleet_id
            left join rolling o on o.fleet_id = n.fleet_id
            left join template_version current on current.id = f.current_tv_id
            left join commit c on c.id = current.commit_id
        )
        select told.org, (select count(*) from fleets), (select count(*) from fleets where standing = 9),
               first.standing, first.name, first.policy, first.batch, first.message, first.oid
        from told left join lateral (select * from fleets order by standing, name limit 1) first on true
        """
}
