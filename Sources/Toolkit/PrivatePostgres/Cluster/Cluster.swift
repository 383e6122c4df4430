import Glibc

/// The database cluster on disk: made once, configured at each start.
struct Cluster: Sendable {
    let layout: Layout
    let programs: ServerPrograms
    let tool: Tool

    /// The major version that made the cluster in `layout`; nil when there is none.
    static func version(_ layout: Layout) -> Int? {
        SmallFile.read(layout.versionFile).flatMap { Int($0.prefix { $0.isNumber }) }
    }

    /// Makes the cluster when there is none. It gets its name only when it is complete, so that a start that was
    /// interrupted leaves no half of one.
    func makeIfMissing() async throws {
        guard Self.version(layout) == nil else { return }
        guard !Folder.isFolder(layout.data) else {
            throw PrivatePostgresError(
                .files, "\(layout.data) exists but is not a database",
                fix: "move the folder away, or restore it from a backup")
        }
        _ = try await tool.run("/bin/rm", ["-rf", layout.draft + "/"])
        rmdir(layout.draft)
        try Folder.makePrivate(layout.draft, for: tool.account)
        let outcome = try await tool.run(
            programs.path("initdb"),
            [
                "-D", layout.draft, "--username=\(ClusterConfiguration.user)", "--encoding=UTF8", "--locale=C",
                "--data-checksums",
                "--auth-local=trust", "--auth-host=reject", "--no-instructions",
            ])
        guard outcome.succeeded else {
            throw PrivatePostgresError(
                .program, "initdb failed: \(outcome.line)",
                fix: "check free space and permissions in \(layout.directory)")
        }
        guard rename(layout.draft, layout.data) == 0 else { throw Folder.failure("cannot rename \(layout.draft)") }
        syncDirectory()
    }

    /// Whether the configuration on disk is the one that this program would write.
    var isConfigured: Bool { SmallFile.read(layout.configuration) == ClusterConfiguration.text(layout) }

    /// Writes the configuration and makes the folders that the server needs.
    func configure() throws(PrivatePostgresError) {
        try Folder.makePrivate(layout.sockets, for: tool.account)
        try Folder.makePrivate(layout.logs, for: tool.account)
        try SmallFile.write(ClusterConfiguration.text(layout), to: layout.configuration, for: tool.account)
        try SmallFile.write(ClusterConfiguration.access, to: layout.data + "/pg_hba.conf", for: tool.account)
    }

    /// Starts the server and waits until it answers, which takes long only when it has to recover from a crash.
    ///
    /// `pg_ctl` leaves the server without a parent: one that we started and one that we found are then the same to us.
    func startServer() async throws {
        let outcome = try await tool.run(
            programs.path("pg_ctl"), ["start", "-D", layout.data, "-l", layout.log, "-w", "-t", "600", "-s"])
        guard outcome.succeeded else {
            throw PrivatePostgresError(
                .program, "PostgreSQL did not start: \(outcome.line) \(SmallFile.lastLines(5, of: layout.log))",
                fix: "see \(layout.log)")
        }
    }

    /// The log only ever grows between restarts of the server, so it is emptied when it is too long.
    func trimLog() {
        var status = stat()
        guard stat(layout.log, &status) == 0, status.st_size > 16 << 20 else { return }
        truncate(layout.log, 0)
    }

    private func syncDirectory() {
        let descriptor = open(layout.directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
