import Glibc

/// A running server of our cluster, found by the file that it writes into its data directory.
struct Postmaster: Sendable, Equatable {
    var process: pid_t
    var sockets: String
    var isReady: Bool

    /// The live server of `layout`, whoever started it. A stale file, whose number another process may have by now, is
    /// nil.
    static func running(in layout: Layout) -> Postmaster? {
        guard let text = SmallFile.read(layout.processFile), let postmaster = Postmaster(processFile: text) else {
            return nil
        }
        guard ProcessTable.isAlive(postmaster.process),
            ProcessTable.arguments(of: postmaster.process).contains(layout.data)
        else { return nil }
        return postmaster
    }

    /// Reads `postmaster.pid`: process, data directory, start time, port, socket folder, address, shared memory,
    /// status.
    init?(processFile text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, let process = pid_t(first), process > 1 else { return nil }
        self.process = process
        sockets = lines.count > 4 ? String(lines[4]) : ""
        isReady = lines.count > 7 && lines[7].hasPrefix("ready")
    }

    /// Whether we would have started the very same server.
    func isUsable(for cluster: Cluster) -> Bool {
        isReady && sockets == cluster.layout.sockets && cluster.isConfigured
            && ProcessTable.executable(of: process) == Folder.resolved(cluster.programs.path("postgres"))
    }

    /// Stops the server: in order, then at once, then by force.
    func stop() async throws {
        for (signal, patience) in [(SIGINT, Duration.seconds(60)), (SIGQUIT, .seconds(10)), (SIGKILL, .seconds(10))] {
            kill(process, signal)
            if await ProcessTable.waitForEnd(of: process, upTo: patience) { return }
        }
        throw PrivatePostgresError(
            .doesNotStop, "PostgreSQL (process \(process)) does not stop",
            fix: "look at the process and the disk it waits for")
    }

    /// Ends what a server that was killed left behind; a new one refuses to start while they hold its shared memory.
    static func endLeftovers(in layout: Layout) async {
        for (signal, patience) in [(SIGQUIT, Duration.seconds(5)), (SIGKILL, .seconds(5))] {
            let left = ProcessTable.processes(workingIn: layout.data)
            if left.isEmpty { return }
            for process in left { kill(process, signal) }
            for process in left { _ = await ProcessTable.waitForEnd(of: process, upTo: patience) }
        }
    }
}
