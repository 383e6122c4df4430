import Jobs
import SQL

/// Why the schema could not be brought up to date.
public struct MigrationError: Error, CustomStringConvertible {
    /// What is wrong and what to do.
    public let description: String
}

/// The ordered `.sql` files of the folder `Migrations`. They expand the schema first and contract it in a later release,
/// so that two releases can share a database while one replaces the other.
struct Migration: Sendable {
    let version: Int64
    let name: String
    let script: String

    static let all: [Migration] = [
        Migration(version: 1, name: "house", script: text(PackageResources._001_house_sql)),
        Migration(version: 2, name: "device_state", script: text(PackageResources._002_device_state_sql)),
        Migration(version: 3, name: "conditions", script: text(PackageResources._003_conditions_sql)),
        Migration(version: 4, name: "job", script: JobQueue.schema),
        Migration(version: 5, name: "guards", script: text(PackageResources._005_guards_sql)),
        Migration(version: 6, name: "operations", script: text(PackageResources._006_operations_sql)),
        Migration(version: 7, name: "verification", script: text(PackageResources._007_verification_sql)),
        Migration(version: 8, name: "sources", script: text(PackageResources._008_sources_sql)),
        Migration(version: 9, name: "rollouts", script: text(PackageResources._009_rollouts_sql)),
        Migration(version: 10, name: "layers_secrets", script: text(PackageResources._010_layers_secrets_sql)),
        Migration(version: 11, name: "rollout_statuses", script: text(PackageResources._011_rollout_statuses_sql)),
        Migration(version: 12, name: "refusals", script: text(PackageResources._012_refusals_sql)),
        Migration(version: 13, name: "cutoff", script: text(PackageResources._013_cutoff_sql)),
    ]

    // The package manager makes `_001_house_sql` of `0001_house.sql`: an identifier cannot begin with a digit.
    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}

extension Store {
    /// Brings the schema up to date, under a lock, one transaction per migration. Safe to call from every replica at
    /// once and at every start.
    /// - Returns: Names of the migrations that were applied now.
    /// - Throws: `MigrationError` when the database is newer than this program; `SQLError` otherwise.
    @discardableResult
    public func migrate() async throws -> [String] {
        try await database.transaction { connection in
            try connection.query("select pg_advisory_xact_lock(hashtext('martlet.migrate'))", [])
            try connection.execute(
                script: """
                    create table if not exists schema_migration (
                        version bigint primary key, name text not null, applied_at timestamptz not null default now())
                    """)
            let known = try connection.query("select coalesce(max(version), 0) from schema_migration", [])
            let version = try known.first?.int(0) ?? 0
            guard version <= Migration.all.count else { throw MigrationError.newerDatabase(version) }
            let due = Migration.all.filter { $0.version > version }
            for migration in due { try Self.apply(migration, connection) }
            return due.map(\.name)
        }
    }

    private static func apply(_ migration: Migration, _ connection: Connection) throws {
        try connection.execute(script: migration.script)
        try connection.query(
            "insert into schema_migration (version, name) values ($1, $2)",
            [.int(migration.version), .text(migration.name)])
    }
}

extension MigrationError {
    fileprivate static func newerDatabase(_ version: Int64) -> MigrationError {
        MigrationError(
            description: """
                the database has schema version \(version), this program knows up to \(Migration.all.count): \
                run the newer martletd, or restore a backup made before it was upgraded
                """)
    }
}
