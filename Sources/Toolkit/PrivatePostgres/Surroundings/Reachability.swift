/// Whether the unprivileged user can get to the folders that PostgreSQL needs.
///
/// Asked of the system itself, since mode bits are not the whole truth (access lists, security modules).
enum Reachability {
    private static let script = #"for folder in "$@"; do cd "$folder" 2>/dev/null || { echo "$folder"; exit 1; }; done"#

    static func check(_ folders: [String], _ tool: Tool) async throws {
        let outcome = try await tool.run("/bin/sh", ["-c", script, "sh"] + folders)
        guard !outcome.succeeded else { return }
        let closed = outcome.line
        guard closed.hasPrefix("/") else {
            throw PrivatePostgresError(
                .program, "cannot run programs as the user \(tool.account.name): \(closed)",
                fix: "install setpriv (package util-linux), or start the server as an ordinary user")
        }
        throw PrivatePostgresError(
            .folderClosed,
            "PostgreSQL runs as the user \(tool.account.name), because it refuses to run as root, and that user cannot enter \(closed)",
            fix: "open it with `chmod o+x \(closed)`, or put the database elsewhere with --database-dir")
    }
}
