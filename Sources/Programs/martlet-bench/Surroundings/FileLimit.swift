import Glibc

/// How many files and sockets this process and its children may open.
enum FileLimit {
    /// Takes as many as the system allows.
    static func raise() throws {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw BenchError("the limit of open files cannot be read")
        }
        limit.rlim_cur = limit.rlim_max
        guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw BenchError("the limit of open files cannot be raised")
        }
    }

    /// How many connections fit beside everything else.
    static var connections: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
        return max(0, Int(min(limit.rlim_cur, 1 << 20)) - 256)
    }
}
