/// The server's configuration, written anew at each start, so that an upgrade of the program can change it.
enum ClusterConfiguration {
    /// The superuser that the cluster is made with.
    static let user = "martlet"
    /// The database that every cluster has.
    static let database = "postgres"

    /// Reached through a socket in a private folder only; durable; nothing that quotes values is logged.
    static func text(_ layout: Layout) -> String {
        """
        # Written at each start. Put own settings into a file local.conf beside this one.
        listen_addresses = ''
        unix_socket_directories = '\(quoted(layout.sockets))'
        unix_socket_permissions = 0700
        port = 5432
        max_connections = 100
        fsync = on
        full_page_writes = on
        synchronous_commit = on
        jit = off
        # Files in the data directory: /dev/shm is small in containers, and keeps what a killed Postgres had there.
        dynamic_shared_memory_type = mmap
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_destination = 'stderr'
        logging_collector = off
        log_line_prefix = '%m [%p] '
        log_error_verbosity = terse
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0
        include_if_exists = 'local.conf'

        """
    }

    /// Whoever can enter the socket's folder may log in: the user itself and root.
    static let access = "local all all trust\n"

    /// A quote is written twice inside quotes; a backslash as well.
    private static func quoted(_ text: String) -> String {
        text.reduce(into: "") { $0 += ($1 == "'" || $1 == "\\") ? "\($1)\($1)" : "\($1)" }
    }
}
