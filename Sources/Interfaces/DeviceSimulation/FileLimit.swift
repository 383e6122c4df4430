import Glibc

/// How many files and sockets this process and its children may open.
public enum FileLimit {
    /// Takes as many as the system allows.
    public static func raise() throws(SimulationError) {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw SimulationError("the limit of open files cannot be read", fix: "look at the system's log")
        }
        limit.rlim_cur = limit.rlim_max
        guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw SimulationError("the limit of open files cannot be raised", fix: "look at 'ulimit -Hn'")
        }
    }

    /// How many connections fit beside everything else.
    public static var connections: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 0 }
        return max(0, Int(min(limit.rlim_cur, 1 << 20)) - 256)
    }
}
