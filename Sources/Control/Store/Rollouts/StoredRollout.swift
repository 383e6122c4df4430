import Nodes
import Rollout
import SQL

/// Rollouts as rows.
enum StoredRollout {
    /// The newest rollout of a fleet, ended or not.
    static func newest(_ connection: Connection, fleet: Int64) throws -> Rollout? {
        try connection.query(
            """
            select r.id, r.tv_id, v.name, r.good_tv_id, r.state, r.reason, r.message, r.batch, r.approved, r.is_manual, r.digest,
                   r.report, \(StoredMoment.read("r.created_at")), \(StoredMoment.read("r.progress_at")), r.progress,
                   \(StoredMoment.read("r.finished_at")), r.rate_used, \(StoredMoment.read("r.rate_since"))
            from rollout r join template_version v on v.id = r.tv_id
            where r.fleet_id = $1 order by r.id desc limit 1
            """,
            [.int(fleet)]
        ).first.map(rollout)
    }

    private static func rollout(_ row: Row) throws -> Rollout {
        guard let state = try RolloutState(rawValue: row.string(4)) else {
            throw StoreError.unreadable("a rollout in the state \(try row.string(4))")
        }
        var rollout = try Rollout(
            version: row.int(1), versionName: row.string(2), goodVersion: row.optionalInt(3), digest: row.string(10),
            now: Moment(milliseconds: row.int(12)))
        rollout.id = try row.int(0)
        rollout.state = state
        rollout.reason = try row.string(5)
        rollout.message = try row.string(6)
        rollout.batch = try Int(row.int(7))
        rollout.isApproved = try row.bool(8)
        rollout.isManual = try row.optionalBool(9)
        rollout.report = try row.optionalJSON(11).map(report)
        rollout.progressAt = try Moment(milliseconds: row.int(13))
        rollout.progress = try row.int(14)
        rollout.finishedAt = try row.optionalInt(15).map { Moment(milliseconds: $0) }
        rollout.rateUsed = try row.int(16)
        rollout.rateSince = try Moment(milliseconds: row.int(17))
        return rollout
    }

    private static func report(_ json: [UInt8]) throws -> BatchReport {
        let node = try StoredSpec.node(json)
        func count(_ key: String) -> Int64 { node[key]?.integer ?? 0 }
        return BatchReport(
            name: node["batchName"]?.string ?? "", successPercentage: count("successPercentage"),
            total: count("total"), successful: count("successful"), failed: count("failed"),
            timedOut: count("timedOut"), offline: count("offline"))
    }

    /// Inserts a rollout with id 0, or writes the new values of an old one. Whoever tells of commits learns of a new state or
    /// batch.
    /// - Returns: its id.
    static func save(
        _ connection: Connection, _ organization: OrganizationID, fleet: Int64, _ rollout: Rollout, _ plan: RolloutPlan
    ) throws -> Int64 {
        let values: [Parameter] = [
            .text(rollout.state.rawValue), .text(rollout.reason), .text(rollout.message), .int(Int64(rollout.batch)),
            .bool(rollout.isApproved), rollout.isManual.map(Parameter.bool) ?? .null, .text(rollout.digest),
            .optionalJSON(rollout.report.map(json)), .int(rollout.progressAt.milliseconds), .int(rollout.progress),
            .optionalInt(rollout.finishedAt?.milliseconds), .int(rollout.rateUsed),
            .int(rollout.rateSince.milliseconds), .json(RolloutWire(rollout, plan).annotationsJSON),
        ]
        guard rollout.id == 0 else {
            let before = try connection.query(update, values + [.int(rollout.id)]).first
            let hasMoved = try before.map {
                try $0.string(0) != rollout.state.rawValue || $0.int(1) != Int64(rollout.batch)
            }
            if hasMoved ?? false { try CommitRollouts.moved(connection, versions: [rollout.version]) }
            return rollout.id
        }
        try CommitRollouts.moved(connection, versions: [rollout.version])
        return try connection.query(
            insert,
            values + [
                .int(organization.value), .int(fleet), .int(rollout.version), .optionalInt(rollout.goodVersion),
                .int(rollout.createdAt.milliseconds),
            ]
        ).one().int(0)
    }

    /// `next_at` is of the state before: whatever wakes the new one says so.
    private static let update = """
        update rollout
        set state = $1, reason = $2, message = $3, batch = $4, approved = $5, is_manual = $6, digest = $7, report = $8,
            progress_at = \(StoredMoment.write("$9")), progress = $10, finished_at = \(StoredMoment.write("$11")),
            rate_used = $12, rate_since = \(StoredMoment.write("$13")), annotations = $14, next_at = null, rev = rollout.rev + 1
        from (select id, state, batch from rollout where id = $15) before
        where rollout.id = before.id
        returning before.state, before.batch
        """

    private static let insert = """
        insert into rollout (state, reason, message, batch, approved, is_manual, digest, report, progress_at, progress,
                             finished_at, rate_used, rate_since, annotations, org, fleet_id, tv_id, good_tv_id, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, \(StoredMoment.write("$9")), $10, \(StoredMoment.write("$11")), $12,
                \(StoredMoment.write("$13")), $14, $15, $16, $17, $18, \(StoredMoment.write("$19")))
        returning id
        """

    private static func json(_ report: BatchReport) -> [UInt8] {
        Node.object([
            ("batchName", .string(report.name)), ("successPercentage", .integer(report.successPercentage)),
            ("total", .integer(report.total)), ("successful", .integer(report.successful)),
            ("failed", .integer(report.failed)), ("timedOut", .integer(report.timedOut)),
            ("offline", .integer(report.offline)),
        ]).json()
    }
}

extension RolloutWire {
    /// The annotations as a JSON object.
    var annotationsJSON: [UInt8] {
        Node.object(annotations.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) }).json()
    }
}
