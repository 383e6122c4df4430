public import SQL

/// Brings a server or its database down at the nth statement that writes: a trigger on every table counts in a sequence,
/// which no rollback takes back.
public struct CrashPlan: Sendable {
    /// What happens at the statement.
    public enum How: String, Sendable, CaseIterable {
        /// The statement fails as when the server process is killed: everything of the transaction is gone.
        case failure
        /// The transaction of the statement fails at its very end, in COMMIT.
        case commit
        /// The database ends the connection, and the transaction is tried again.
        case connection
        /// The database server is stopped without any order, and recovers.
        case database
    }

    private let database: Database

    /// A plan for a database with Martlet's schema.
    public init(_ database: Database) { self.database = database }

    /// Puts the triggers in place.
    public func prepare() async throws {
        let tables = try await database.read { connection in
            try connection.query(
                """
                select table_name from information_schema.tables
                where table_schema = current_schema() and table_type = 'BASE TABLE'
                """
            ).map { try $0.string(0) }
        }
        let triggers = tables.map {
            "create trigger crash before insert or update or delete on \($0) for each statement execute function crash();"
        }
        try await database.transaction {
            try $0.execute(script: Self.function + triggers.joined(separator: "\n"))
        }
    }

    /// Crashes at a statement, counted from 1 and from now.
    public func arm(_ how: How, at step: Int64) async throws {
        try await run(
            "alter sequence crash_step restart; truncate crash_at; insert into crash_at values (\(step), '\(how)')")
    }

    /// Crashes no more.
    /// - Returns: How many statements were counted.
    public func disarm() async throws -> Int64 {
        try await run("truncate crash_at")
        return try await database.read {
            try $0.query("select case when is_called then last_value else 0 end from crash_step").one().int(0)
        }
    }

    private func run(_ script: String) async throws {
        try await database.transaction { try $0.execute(script: script) }
    }

    private static let function = """
        create table crash_at (step bigint not null, how text not null);
        create sequence crash_step;
        create table crash_commit (step bigint not null);
        create function crash_late() returns trigger language plpgsql as $$
        begin raise exception 'a crash in COMMIT'; end $$;
        create constraint trigger late after insert on crash_commit deferrable initially deferred
            for each row execute function crash_late();
        create function crash() returns trigger language plpgsql as $$
        declare planned record;
        begin
            select * into planned from crash_at;
            if found and nextval('crash_step') = planned.step then
                case planned.how
                    when 'failure' then raise exception 'a crash';
                    when 'commit' then insert into crash_commit values (planned.step);
                    when 'connection' then perform pg_terminate_backend(pg_backend_pid());
                    when 'database' then
                        -- Once: what the sequence counted may be lost with the crash.
                        copy (select 1) to program
                            'if mkdir crashed 2>/dev/null; then kill -QUIT $(head -n 1 postmaster.pid); sleep 10; fi';
                end case;
            end if;
            return null;
        end $$;

        """
}
