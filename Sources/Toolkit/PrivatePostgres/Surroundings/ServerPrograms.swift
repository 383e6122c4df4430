import Glibc

/// PostgreSQL's programs: one folder with `postgres`, `initdb` and `pg_ctl` of one version.
struct ServerPrograms: Sendable, Equatable {
    var folder: String
    var majorVersion: Int

    static let oldestVersion = 14

    func path(_ program: String) -> String { "\(folder)/\(program)" }

    /// Finds the programs of the version that made the cluster, or the newest ones when there is no cluster.
    /// - Parameter given: the folder to use instead of searching.
    static func find(given: String?, clusterVersion: Int?, tool: Tool) async throws -> ServerPrograms {
        var found: [ServerPrograms] = []
        for folder in given.map({ [$0] }) ?? candidates() {
            if let programs = try await inspect(folder, tool) { found.append(programs) }
        }
        if let clusterVersion {
            if let same = found.first(where: { $0.majorVersion == clusterVersion }) { return same }
            if let other = newest(found) { throw foreign(clusterVersion, other) }
        } else if let newest = newest(found), newest.majorVersion >= oldestVersion {
            return newest
        }
        throw missing(given: given)
    }

    /// The folders where distributions put them: Debian's are not in PATH.
    private static func candidates() -> [String] {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        let versions = (oldestVersion...oldestVersion + 20).reversed()
        let folders =
            versions.map { "/usr/lib/postgresql/\($0)/bin" } + versions.map { "/usr/pgsql-\($0)/bin" }
            + ["/usr/local/pgsql/bin", "/usr/libexec/postgresql"] + path.split(separator: ":").map(String.init)
        var seen: Set<String> = []
        // PATH often holds a link to one program only, whose real folder holds the others.
        return folders.compactMap { Folder.resolved("\($0)/postgres") }.map { String($0.dropLast("/postgres".count)) }
            .filter { seen.insert($0).inserted }
    }

    private static func inspect(_ folder: String, _ tool: Tool) async throws -> ServerPrograms? {
        guard ["postgres", "initdb", "pg_ctl"].allSatisfy({ access("\(folder)/\($0)", X_OK) == 0 }) else { return nil }
        let outcome = try await tool.run("\(folder)/postgres", ["--version"])
        guard outcome.succeeded, let version = majorVersion(inVersionLine: outcome.line) else { return nil }
        return ServerPrograms(folder: folder, majorVersion: version)
    }

    /// `postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)` is 15.
    static func majorVersion(inVersionLine line: String) -> Int? {
        guard let number = line.split(separator: " ").first(where: { $0.first?.isNumber == true }) else { return nil }
        return Int(number.prefix { $0.isNumber })
    }

    private static func newest(_ found: [ServerPrograms]) -> ServerPrograms? {
        found.max { $0.majorVersion < $1.majorVersion }
    }

    private static func foreign(_ cluster: Int, _ programs: ServerPrograms) -> PrivatePostgresError {
        PrivatePostgresError(
            .foreignVersion,
            "the database was made by PostgreSQL \(cluster), but the installed programs in \(programs.folder) are version \(programs.majorVersion)",
            fix:
                "install PostgreSQL \(cluster) beside it, or move the data with pg_upgrade or pg_dump and then start again"
        )
    }

    private static func missing(given: String?) -> PrivatePostgresError {
        PrivatePostgresError(
            .programsMissing, "PostgreSQL \(oldestVersion) or later was not found\(given.map { " in \($0)" } ?? "")",
            fix: "install the distribution's postgresql package, or use a database of your own with --database-url")
    }
}
