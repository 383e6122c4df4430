import Glibc
import PrivatePostgres
import SQL
import Synchronization

/// The one Postgres of this test process.
actor TestServer {
    static let shared = TestServer()
    private static let prefix = "martlet-postgres-"
    /// Read by the exit handler, which can capture nothing.
    private static let folder = Mutex<String?>(nil)

    private var starting: Task<DatabaseAddress, any Error>?

    func address() async throws -> DatabaseAddress {
        if let starting { return try await starting.value }
        let task = Task { try await Self.start() }
        starting = task
        return try await task.value
    }

    private static func start() async throws -> DatabaseAddress {
        for abandoned in abandonedFolders() { remove(abandoned) }
        let folder = "/tmp/\(prefix)\(getpid())"
        let server = PrivatePostgres(directory: folder, logger: TestDatabase.quiet)
        Self.folder.withLock { $0 = folder }
        atexit { TestServer.folder.withLock { $0 }.map(TestServer.remove) }
        let address = try await server.start()
        // Lives as long as the process, which ends it in the handler above.
        keeper.withLock { $0 = server }
        return address
    }

    private static let keeper = Mutex<PrivatePostgres?>(nil)

    /// Folders of test processes that were killed and could not clean up.
    private static func abandonedFolders() -> [String] {
        guard let directory = opendir("/tmp") else { return [] }
        defer { closedir(directory) }
        var found: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name.hasPrefix(prefix), let process = pid_t(name.dropFirst(prefix.count)) else { continue }
            if kill(process, 0) != 0, errno == ESRCH { found.append("/tmp/\(name)") }
        }
        return found
    }

    /// Ends the folder's server at once and deletes everything; the data are not wanted, so nothing is stopped in
    /// order.
    private static func remove(_ folder: String) {
        if let process = postmaster(of: folder) {
            kill(process, SIGQUIT)
            for _ in 0..<500 where kill(process, 0) == 0 { usleep(10_000) }
        }
        TestFolder.remove(folder)
    }

    private static func postmaster(of folder: String) -> pid_t? {
        guard let file = fopen("\(folder)/data/postmaster.pid", "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 64)
        guard fgets(&line, Int32(line.count), file) != nil else { return nil }
        let process = pid_t(strtol(line, nil, 10))
        return process > 1 ? process : nil
    }
}
