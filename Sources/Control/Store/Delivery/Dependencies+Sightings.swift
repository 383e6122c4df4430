import Jobs
public import SQL

/// A place as it was found.
public struct DependencySighting: Sendable, Equatable {
    /// The commit, or the hash of the document.
    public let fingerprint: String
    /// `ETag` of the document.
    public let etag: String?
    /// `Last-Modified` of the document.
    public let lastModified: String?

    /// States what was found.
    public init(fingerprint: String, etag: String? = nil, lastModified: String? = nil) {
        self.fingerprint = fingerprint
        self.etag = etag
        self.lastModified = lastModified
    }
}

extension Dependencies {
    /// Notes what a place was found to be, and asks for the specs that draw on it to be frozen anew when it is something
    /// else. Writes nothing when that is known already.
    public static func note(
        _ connection: Connection, _ key: DependencyKey, _ sighting: DependencySighting, _ known: DependencyState
    ) throws {
        let isNews = !known.frozen.isSubset(of: [sighting.fingerprint])
        if known.problem != nil || sighting != DependencySighting(known) || isNews && known.fingerprint == nil {
            try connection.query(
                """
                insert into dependency (org, kind, repository, revision, fingerprint, etag, last_modified)
                values ($1, $2, $3, $4, $5, $6, $7)
                on conflict (org, kind, repository, revision) do update
                    set fingerprint = excluded.fingerprint, etag = excluded.etag,
                        last_modified = excluded.last_modified, problem = null, failures = 0, next_attempt = null
                """,
                key.parameters + [
                    .text(sighting.fingerprint), .optionalText(sighting.etag), .optionalText(sighting.lastModified),
                ])
        }
        guard isNews else { return }
        let users = try users(connection, key)
        try JobQueue.enqueue(
            connection,
            users.map {
                NewJob(organization: key.organization.value, kind: jobKind, key: $0.key, priority: 20)
            })
        guard known.fingerprint != sighting.fingerprint else { return }
        try tell(
            connection, key, users, reason: "DependencyChangeDetected", severity: "Normal",
            message: "\(key.description) is now \(sighting.fingerprint.prefix(12))",
            detail: ("fingerprint", sighting.fingerprint))
    }

    /// Notes that a place cannot be looked at. An event tells it once, until it can.
    public static func fail(
        _ connection: Connection, _ key: DependencyKey, problem: String, failures: Int, nextInSeconds pause: Double
    ) throws {
        let before = try connection.query(
            "select problem from dependency d where \(isPlace("d"))", key.parameters
        ).first?.optionalString(0)
        try connection.query(
            """
            insert into dependency (org, kind, repository, revision, problem, failures, next_attempt)
            values ($1, $2, $3, $4, $5, $6, now() + $7::float8 * interval '1 second')
            on conflict (org, kind, repository, revision) do update
                set problem = excluded.problem, failures = excluded.failures, next_attempt = excluded.next_attempt
            """,
            key.parameters + [.text(problem), .int(Int64(failures)), .double(pause)])
        guard before == nil else { return }
        try tell(
            connection, key, users(connection, key), reason: "DependencySyncProbeFailed", severity: "Warning",
            message: "\(key.description) cannot be looked at, what was frozen stays in force: \(problem)",
            detail: ("error", problem))
    }

    /// One event for each fleet and device that draws on the place, as many as one change may tell of.
    private static func tell(
        _ connection: Connection, _ key: DependencyKey, _ users: [RefreshTarget], reason: String, severity: String,
        message: String, detail: (name: String, text: String)
    ) throws {
        let fleets = users.compactMap { if case .fleet(let id) = $0 { id } else { nil } }
        let declared = users.compactMap { if case .declared(let hash) = $0 { hash } else { nil } }
        try connection.query(
            """
            insert into event (org, kind, name, reason, type, message, details, actor, component)
            select $1, kind, name, $4, $5, left($6, \(Events.longestMessage)),
                   jsonb_build_object('detailType', $4::text, 'resourceKey', $7::text, $8::text, left($9, \(Events.longestMessage))),
                   'service:delivery', 'delivery'
            from (select 'Fleet' as kind, name from resource where id = any($2)
                  union all
                  select 'Device', d.name from device d join device_target t on t.device_id = d.id
                  where d.org = $1 and d.declared_hash = any($3) and t.fleet_id is null
                  limit \(Events.mostPerChange)) users
            """,
            [
                .int(key.organization.value), .intArray(fleets), .bytesArray(declared), .text(reason), .text(severity),
                .text(message), .text(key.description), .text(detail.name), .text(detail.text),
            ])
    }

    /// Removes what is known of places that nobody draws on any more, and sources of specs that no device declares.
    public static func expire(_ connection: Connection) throws {
        try connection.query(
            """
            delete from declared_source s where not exists (
                select 1 from device d where d.org = s.org and d.declared_hash = s.declared_hash)
            """, [])
        try connection.query(
            """
            delete from dependency d where not exists (
                select 1 from tv_source s join template_version v on v.id = s.tv_id
                where v.org = d.org and s.kind = d.kind and s.repository = d.repository and s.revision = d.revision)
              and not exists (
                select 1 from declared_source s
                where s.org = d.org and s.kind = d.kind and s.repository = d.repository and s.revision = d.revision)
            """, [])
    }
}

extension DependencySighting {
    /// What was found last; of a place that nobody looked at, nothing.
    fileprivate init(_ state: DependencyState) {
        self.init(
            fingerprint: state.fingerprint ?? state.frozen.first ?? "", etag: state.etag,
            lastModified: state.lastModified)
    }
}
