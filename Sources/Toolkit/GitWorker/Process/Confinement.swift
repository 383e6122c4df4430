import CLibGit2
import Git
import Glibc

/// What keeps this process from doing harm when a library in it goes astray.
enum Confinement {
    /// Before anything is read: a process group of its own, death with the server, no core file (it would hold the
    /// credential), files readable by nobody else.
    static func enter() {
        setpgid(0, 0)
        _ = mt_die_with_parent()
        limit(RLIMIT_CORE, to: 0)
        umask(0o077)
        signal(SIGPIPE, SIG_IGN)
        // Writing beyond the limit is then an error that can be reported.
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Once the request is known. False when the server that asked is gone already.
    static func apply(_ limits: GitLimits, parent: Int32) -> Bool {
        // A thin pack grows by its bases, and the index of a pack of tiny objects is larger than the pack.
        limit(RLIMIT_FSIZE, to: min(limits.maxTransferBytes, 1 << 50) * 2 + UInt64(limits.maxObjects) * 64 + 1 << 20)
        limit(RLIMIT_DATA, to: limits.maxMemoryBytes)
        limit(RLIMIT_CPU, to: UInt64(max(1, limits.deadline.components.seconds + 1)))
        limit(RLIMIT_NOFILE, to: 1024)
        return getppid() == parent
    }

    private static func limit(_ resource: __rlimit_resource, to value: UInt64) {
        var limit = rlimit()
        let resource = __rlimit_resource_t(resource.rawValue)
        // Never above the hard limit that is in force: raising it would fail and leave no limit of ours at all.
        getrlimit(resource, &limit)
        limit.rlim_cur = min(rlim_t(value), limit.rlim_max)
        limit.rlim_max = limit.rlim_cur
        setrlimit(resource, &limit)
    }
}
