import Glibc

/// A git host on loopback: nginx in front of `git http-backend`.
enum GitHost {
    /// Serves every repository below `root`; gives the base URL.
    /// - Parameter log: Writes how many bytes each answer had, a line each, into `access.log` of the host's folder.
    static func with<T: Sendable>(
        _ root: String, _ place: Workplace, log: Bool = false, _ body: (String) async throws -> T
    ) async throws -> T {
        let directory = try place.folder("git-host")
        let port = try await Port.free()
        let backend = try await Program.run(["git", "--exec-path"]).filter { $0 != "\n" } + "/git-http-backend"
        let socket = "\(directory)/fcgiwrap.sock"
        try Workplace.write(configuration(root, port, backend, directory, log: log), to: "\(directory)/nginx.conf")
        return try await Program.with(["fcgiwrap", "-s", "unix:\(socket)"], log: "\(directory)/fcgiwrap.log") { _ in
            try await wait(for: "fcgiwrap") { access(socket, F_OK) == 0 }
            return try await Program.with(Nginx.command(directory), log: "\(directory)/error.log") { _ in
                try await wait(for: "nginx") { await Port.listens(port) }
                return try await body("http://127.0.0.1:\(port)")
            }
        }
    }

    private static func configuration(
        _ root: String, _ port: Int, _ backend: String, _ directory: String, log: Bool
    ) -> String {
        Nginx.configuration(
            directory,
            """
            log_format bytes '$bytes_sent';
            server {
                \(log ? "access_log \(directory)/access.log bytes;" : "")
                listen 127.0.0.1:\(port);
                location / {
                    fastcgi_pass unix:\(directory)/fcgiwrap.sock;
                    include /etc/nginx/fastcgi_params;
                    fastcgi_param SCRIPT_FILENAME \(backend);
                    fastcgi_param GIT_PROJECT_ROOT \(root);
                    fastcgi_param GIT_HTTP_EXPORT_ALL 1;
                    fastcgi_param PATH_INFO $uri;
                }
            }
            """)
    }
}

/// nginx in the foreground, with nothing outside its folder.
enum Nginx {
    static func command(_ directory: String) -> [String] {
        ["nginx", "-c", "\(directory)/nginx.conf", "-p", directory, "-g", "daemon off;"]
    }

    /// - Parameter connections: how many are open at once, at most.
    static func configuration(_ directory: String, _ server: String, connections: Int = 4_000) -> String {
        """
        pid \(directory)/nginx.pid;
        error_log \(directory)/error.log;
        worker_processes 1;
        \(geteuid() == 0 ? "user root;" : "")
        worker_rlimit_nofile \(connections + 400);
        # It closes idle ones when less than a sixteenth is left.
        events { worker_connections \(connections + connections / 8 + 200); }
        http {
            access_log off;
            client_body_temp_path \(directory)/body;
            fastcgi_temp_path \(directory)/fastcgi;
            proxy_temp_path \(directory)/proxy;
            scgi_temp_path \(directory)/scgi;
            uwsgi_temp_path \(directory)/uwsgi;
            \(server)
        }

        """
    }
}
