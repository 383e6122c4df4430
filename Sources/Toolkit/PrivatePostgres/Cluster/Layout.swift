/// Where things lie in the directory of a private PostgreSQL.
struct Layout: Sendable, Equatable {
    let directory: String
    let sockets: String

    init(directory: String) {
        self.directory = directory
        sockets = SocketFolder.path(forDirectory: directory)
    }

    /// PostgreSQL's data directory.
    var data: String { directory + "/data" }
    /// The data directory until it is complete.
    var draft: String { directory + "/data.new" }
    var logs: String { directory + "/log" }
    /// What PostgreSQL writes to standard error.
    var log: String { logs + "/postgres.log" }
    var configuration: String { data + "/postgresql.conf" }
    var processFile: String { data + "/postmaster.pid" }
    var versionFile: String { data + "/PG_VERSION" }
}
