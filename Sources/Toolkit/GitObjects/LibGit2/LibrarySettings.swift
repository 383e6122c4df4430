import CLibGit2

/// The settings of libgit2 that every process of ours has, whether it fetches or only looks.
package enum LibrarySettings {
    /// Starts the library. No configuration of the machine or of a user applies: it could rewrite addresses or name
    /// programs to run.
    ///
    /// Who owns a repository is not asked. git refuses those of other users because it would run their hooks and obey
    /// their configuration; here neither happens, and a pipeline's checkout often belongs to another user.
    ///
    /// Once in a process, however many threads ask: libgit2 does not guard its settings against a repository that is being
    /// opened meanwhile.
    package static func start() throws(LibGit2Error) { try started.get() }

    /// The same, for repositories that git itself keeps: those with extensions that say nothing about how objects are read
    /// are opened as well.
    static func startForLocal() throws(LibGit2Error) { try startedForLocal.get() }

    private static let started = Result { () throws(LibGit2Error) in
        try LibGit2Error.check(git_libgit2_init())
        for level in [
            GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
        ] {
            try LibGit2Error.check(mt_git_set_search_path(level.rawValue, ""))
        }
        try LibGit2Error.check(mt_git_set_owner_validation(0))
    }

    private static let startedForLocal = Result { () throws(LibGit2Error) in
        try start()
        try LibGit2Error.check(mt_git_accept_extensions())
    }
}
