import Glibc
import PrivatePostgres
import SQL
import TestSupport
import Testing

/// A folder for one private PostgreSQL, gone with its server at the end, however the test ends.
struct Place: Sendable {
    let folder: String

    static func with(_ inner: String = "/state", _ body: (Place) async throws -> Void) async throws {
        let root = TestFolder.make("martlet-private")
        let place = Place(folder: root + inner)
        let result: Result<Void, any Error>
        do { result = .success(try await body(place)) } catch { result = .failure(error) }
        place.killServer(SIGKILL)
        TestFolder.remove(root)
        try result.get()
    }

    func server(programs: String? = nil) -> PrivatePostgres {
        PrivatePostgres(directory: folder, programs: programs, logger: TestDatabase.quiet)
    }

    /// The process of the server, as it wrote it down.
    var process: pid_t? {
        guard let file = fopen("\(folder)/data/postmaster.pid", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 64)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let process = pid_t(strtol(line, nil, 10))
        return process > 1 ? process : nil
    }

    var isRunning: Bool { process.map { kill($0, 0) == 0 } ?? false }

    func killServer(_ signal: Int32) {
        guard let process, process != getpid() else { return }
        kill(process, signal)
        while kill(process, 0) == 0 { usleep(1000) }
    }

    /// Makes a private folder that belongs to whoever PostgreSQL runs as.
    func makeFolder(_ name: String) throws {
        mkdir("\(folder)/\(name)", 0o700)
        guard geteuid() == 0 else { return }
        let postgres = try #require(getpwnam("postgres"))
        chown("\(folder)/\(name)", postgres.pointee.pw_uid, postgres.pointee.pw_gid)
    }

    func write(_ text: String, to file: String) {
        guard let handle = fopen("\(folder)/\(file)", "w") else { return }
        fputs(text, handle)
        fclose(handle)
    }

    /// Mode bits and owner.
    static func status(_ path: String) -> (mode: mode_t, owner: uid_t)? {
        var status = stat()
        return stat(path, &status) == 0 ? (status.st_mode & 0o777, status.st_uid) : nil
    }
}

extension DatabaseAddress {
    /// Runs `body` with two threads on this address.
    func use<T: Sendable>(_ body: (Database) async throws -> T) async throws -> T {
        let database = Database(self, threads: 2, logger: TestDatabase.quiet)
        let result: Result<T, any Error>
        do { result = .success(try await body(database)) } catch { result = .failure(error) }
        await database.close()
        return try result.get()
    }

    func setting(_ name: String) async throws -> String {
        try await use {
            try await $0.read { try $0.query("SELECT current_setting($1)", [.text(name)]).one().string(0) }
        }
    }
}
