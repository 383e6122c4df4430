public import SQL

/// Names an outside place that specs draw on: a reference of a git repository, a document of a web server, or a secret.
public struct DependencyKey: Sendable, Hashable {
    /// The organization.
    public let organization: OrganizationID
    /// What it is.
    public let kind: SourceKey.Kind
    /// Name of the Repository; the namespace of a secret.
    public let repository: String
    /// Branch, tag or commit; what is appended to the URL; the name of a secret.
    public let revision: String

    /// Names a place.
    public init(organization: OrganizationID, kind: SourceKey.Kind, repository: String, revision: String) {
        self.organization = organization
        self.kind = kind
        self.repository = repository
        self.revision = revision
    }

    /// `git:<repository>/<revision>`, `http:<repository>/<suffix>` or `secret:<namespace>/<name>`, as events name it.
    public var description: String { "\(kind.rawValue):\(repository)/\(revision.drop { $0 == "/" })" }

    var parameters: [Parameter] {
        [.int(organization.value), .text(kind.rawValue), .text(repository), .text(revision)]
    }
}

/// A place that current specs draw on.
public struct Dependency: Sendable {
    /// The place.
    public let key: DependencyKey
    /// `spec.url` of the Repository; nil when there is none.
    public let address: String?
    /// Differs when the Repository was written.
    public let stamp: String
    /// Failures in a row, when the last look failed.
    public let failures: Int64?
    /// Seconds until the next attempt, when the last look failed; negative when it is over.
    public let wait: Double?
}

/// What is known of a place, and who draws on it.
public struct DependencyState: Sendable {
    /// What specs were frozen from it: commits or hashes.
    public let frozen: Set<String>
    /// What it was when it was looked at last.
    public let fingerprint: String?
    /// `ETag` of the document then.
    public let etag: String?
    /// `Last-Modified` of the document then.
    public let lastModified: String?
    /// Why it could not be looked at; nil when it could.
    public let problem: String?
}

/// The outside places that specs of fleets and of devices of no fleet draw on.
public enum Dependencies {
    /// Kind of the job that looks whether the sources of a spec changed; its key is `RefreshTarget`.
    public static let jobKind = "refresh"

    /// What a current spec was frozen from: of fleets by their current template version, of devices of no fleet by what
    /// they declare.
    private static let used = """
        select f.org, s.kind, s.repository, s.revision, s.oid, f.id as fleet_id, null::bytea as declared_hash
        from fleet f join tv_source s on s.tv_id = f.current_tv_id and s.layer_tv_id is null
        union all
        select s.org, s.kind, s.repository, s.revision, s.oid, null, s.declared_hash
        from declared_source s
        where exists (select 1 from device d join device_target t on t.device_id = d.id
                      where d.org = s.org and d.declared_hash = s.declared_hash and t.fleet_id is null)
        """

    /// Every place, once, however many specs draw on it.
    public static func all(_ connection: Connection) throws -> [Dependency] {
        try connection.query(
            """
            select u.org, u.kind, u.repository, u.revision, r.spec ->> 'url', coalesce(r.id || '/' || r.rev, ''),
                   case when d.problem is not null then d.failures end,
                   case when d.problem is not null then extract(epoch from d.next_attempt - now())::float8 end
            from (select distinct org, kind, repository, revision from (\(used)) used) u
            left join resource r on r.org = u.org and r.kind = 'Repository' and r.name = u.repository
                and u.kind <> 'secret'
            left join dependency d on d.org = u.org and d.kind = u.kind and d.repository = u.repository
                and d.revision = u.revision
            """, []
        ).compactMap { row in
            guard let kind = try SourceKey.Kind(rawValue: row.string(1)) else { return nil }
            return try Dependency(
                key: DependencyKey(
                    organization: OrganizationID(row.int(0)), kind: kind, repository: row.string(2),
                    revision: row.string(3)),
                address: row.optionalString(4), stamp: row.string(5), failures: row.optionalInt(6),
                wait: row.optionalDouble(7))
        }
    }

    /// What is known of a place.
    public static func state(_ connection: Connection, _ key: DependencyKey) throws -> DependencyState {
        let row = try connection.query(
            """
            select (select coalesce(string_agg(distinct oid, ','), '') from (\(used)) u where \(isPlace("u"))),
                   d.fingerprint, d.etag, d.last_modified, d.problem
            from (select 1) one left join dependency d on \(isPlace("d"))
            """,
            key.parameters
        ).one()
        return try DependencyState(
            frozen: Set(row.string(0).split(separator: ",").map(String.init)), fingerprint: row.optionalString(1),
            etag: row.optionalString(2), lastModified: row.optionalString(3), problem: row.optionalString(4))
    }

    /// The fleets and the declared specs that draw on a place.
    public static func users(
        _ connection: Connection, _ key: DependencyKey
    ) throws -> [RefreshTarget] {
        try connection.query(
            "select distinct fleet_id, declared_hash from (\(used)) u where \(isPlace("u"))", key.parameters
        ).compactMap { row in
            try row.optionalInt(0).map(RefreshTarget.fleet) ?? row.optionalBytes(1).map(RefreshTarget.declared)
        }
    }

    static func isPlace(_ table: String) -> String {
        "\(table).org = $1 and \(table).kind = $2 and \(table).repository = $3 and \(table).revision = $4"
    }
}

/// Whose sources are looked at again: the key of a refresh job.
public enum RefreshTarget: Sendable, Hashable {
    /// The current template version of a fleet.
    case fleet(Int64)
    /// The specs with this hash that devices of no fleet declare.
    case declared([UInt8])

    /// The key of the job.
    public var key: String {
        switch self {
        case .fleet(let id): "\(id)"
        case .declared(let hash):
            "declared:" + hash.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
    }

    /// Reads the key of a job; nil when it is none.
    public init?(key: String) {
        guard key.hasPrefix("declared:") else {
            guard let id = Int64(key) else { return nil }
            self = .fleet(id)
            return
        }
        let digits = key.dropFirst("declared:".count).compactMap(\.hexDigitValue)
        guard digits.count.isMultiple(of: 2), digits.count == key.count - "declared:".count else { return nil }
        self = .declared(stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) })
    }
}
