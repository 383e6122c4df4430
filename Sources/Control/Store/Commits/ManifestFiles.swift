public import SQL

/// The files that the commit in force of a sync was read from: which content was judged, and by which rules.
public enum ManifestFiles {
    /// One file.
    public struct File: Sendable, Hashable {
        /// From the root of the repository.
        public let path: String
        /// Object id of its content, 20 bytes.
        public let blob: [UInt8]

        /// Names a file.
        public init(path: String, blob: [UInt8]) {
            self.path = path
            self.blob = blob
        }
    }

    /// What a commit changes about the files.
    public struct Change: Sendable {
        /// Added, changed, or read again.
        public var read: [File] = []
        /// Gone.
        public var gone: [String] = []
        /// Which rules judged what was read.
        public var rules: Int64 = 0

        /// No change.
        public init() {}
    }

    /// The files whose content the given rules judged.
    public static func known(_ connection: Connection, sync: Int64, rules: Int64) throws -> [File] {
        try connection.query(
            "select path, blob from manifest_file where sync_id = $1 and rules = $2", [.int(sync), .int(rules)]
        ).map { try File(path: $0.string(0), blob: $0.bytes(1)) }
    }

    /// Paths with documents of the sync that are not among its known files.
    public static func unknownPaths(_ connection: Connection, sync: Int64, rules: Int64) throws -> [String] {
        try connection.query(
            """
            select distinct path from manifest m where sync_id = $1 and not exists (
                select from manifest_file f where f.sync_id = $1 and f.path = m.path and f.rules = $2)
            """, [.int(sync), .int(rules)]
        ).map { try $0.string(0) }
    }

    /// Remembers what a commit was read from, in the caller's transaction.
    static func save(_ connection: Connection, sync: Int64, _ change: Change) throws {
        if !change.gone.isEmpty {
            try connection.query(
                "delete from manifest_file where sync_id = $1 and path = any($2)",
                [.int(sync), .textArray(change.gone)])
        }
        guard !change.read.isEmpty else { return }
        try connection.query(
            """
            insert into manifest_file (sync_id, path, blob, rules)
            select $1, i.path, i.blob, $2 from unnest($3::text[], $4::bytea[]) i(path, blob)
            on conflict (sync_id, path) do update set blob = excluded.blob, rules = excluded.rules
            """,
            [
                .int(sync), .int(change.rules), .textArray(change.read.map(\.path)),
                .bytesArray(change.read.map(\.blob)),
            ])
    }
}
