import Glibc
import PrivatePostgres
import SQL
import Synchronization
import TestSupport
import Testing

@Suite("The life of a private PostgreSQL") struct LifeTests {
    @Test("A new cluster is durable, checked, private and without network, and keeps its data when it is stopped")
    func fresh() async throws {
        try await Place.with { (place: Place) async throws -> Void in
            let server = place.server()
            let address = try await server.start()
            for (name, value) in [
                ("fsync", "on"), ("full_page_writes", "on"), ("synchronous_commit", "on"), ("data_checksums", "on"),
                ("listen_addresses", ""), ("server_encoding", "UTF8"), ("lc_collate", "C"), ("lc_ctype", "C"),
                ("log_error_verbosity", "terse"),
            ] {
                #expect(try await address.setting(name) == value, "\(name)")
            }
            for folder in ["data", "run", "log"] {
                let status = try #require(Place.status("\(place.folder)/\(folder)"))
                #expect(status.mode == 0o700 && status.owner != 0)
            }
            try await address.use { try await $0.transaction { try $0.execute(script: "CREATE TABLE t (v int)") } }
            try await server.stop()
            #expect(!place.isRunning)
            try await server.stop()
            let again = try await place.server().start()
            #expect(try await again.use { try await $0.read { try $0.query("SELECT * FROM t").count } } == 0)
        }
    }

    @Test("Two servers do not share a directory")
    func locked() async throws {
        try await Place.with { (place: Place) async throws -> Void in
            let first = place.server()
            _ = try await first.start()
            let error = await #expect(throws: PrivatePostgresError.self) { try await place.server().start() }
            #expect(error?.code == .locked)
            #expect(error?.message.contains("\(getpid())") == true)
            try await first.stop()
        }
    }

    @Test("The server that a killed program left behind is adopted (P7)")
    func adopted() async throws {
        try await Place.with { (place: Place) async throws -> Void in
            var first: PrivatePostgres? = place.server()
            _ = try await first?.start()
            let process = place.process
            // As kill -9 does: the lock is gone, and nobody has stopped the server.
            first = nil
            let second = place.server()
            let address = try await second.start()
            #expect(place.process == process)
            #expect(try await address.setting("fsync") == "on")
            try await second.stop()
            #expect(!place.isRunning)
        }
    }

    @Test("A server left behind with another configuration is stopped and started anew")
    func replaced() async throws {
        try await Place.with { (place: Place) async throws -> Void in
            var first: PrivatePostgres? = place.server()
            _ = try await first?.start()
            let process = place.process
            first = nil
            place.write("fsync = off\n", to: "data/postgresql.conf")
            let address = try await place.server().start()
            #expect(place.process != process)
            #expect(try await address.setting("fsync") == "on")
        }
    }

    @Test(
        "A postmaster that is killed is started again, and a transaction under way runs again with its effect once (P6, P7)"
    )
    func killed() async throws {
        try await Place.with { (place: Place) async throws -> Void in
            let server = place.server()
            let address = try await server.start()
            try await Self.running(server) {
                try await address.use { database in
                    try await database.transaction {
                        try $0.execute(script: "CREATE TABLE t (v int); INSERT INTO t VALUES (0)")
                    }
                    let runs = Mutex(0)
                    try await database.transaction { connection in
                        try connection.query("UPDATE t SET v = v + 1")
                        if runs.withLock({
                            $0 += 1; return $0
                        }) == 1 {
                            place.killServer(SIGKILL)
                        }
                        // The server process of this connection notices within a moment that its parent is gone.
                        try connection.query(
                            "SELECT pg_sleep(CASE WHEN $1 THEN 30 ELSE 0 END)", [.bool(runs.withLock { $0 } == 1)])
                    }
                    #expect(runs.withLock { $0 } >= 2)
                    #expect(try await database.read { try $0.query("SELECT v FROM t").one().int(0) } == 1)
                }
            }
            #expect(!place.isRunning)
        }
    }

    /// Supervises the server while `body` runs, and waits until it was stopped.
    private static func running(_ server: PrivatePostgres, _ body: () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    @Test("A stale process file with the number of another process does no harm")
    func staleProcessFile() async throws {
        try await Place.with { (place: Place) async throws -> Void in
            let server = place.server()
            _ = try await server.start()
            try await server.stop()
            place.write("\(getppid())\n\(place.folder)/data\n", to: "data/postmaster.pid")
            #expect(try await place.server().start().setting("fsync") == "on")
        }
    }

    @Test("A start that was interrupted leaves nothing that the next one stumbles over")
    func interrupted() async throws {
        try await Place.with { (place: Place) async throws -> Void in
            mkdir(place.folder, 0o711)
            try place.makeFolder("data.new")
            try place.makeFolder("data.new/base")
            #expect(try await place.server().start().setting("fsync") == "on")
        }
    }
}
