#include <git2.h>
#include <git2/sys/transport.h>
#include <signal.h>
#include <sys/prctl.h>

// git_libgit2_opts and prctl take variable arguments, which Swift cannot pass: one function for each use.

// Trusts the certificates of this PEM file instead of the distribution's, for the whole process.
static inline int mt_git_set_ca_file(const char *file) { return git_libgit2_opts(GIT_OPT_SET_SSL_CERT_LOCATIONS, file, NULL); }

// Where configuration of a level is looked for; an empty path means nowhere.
static inline int mt_git_set_search_path(int level, const char *path) { return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path); }

static inline int mt_git_set_user_agent(const char *name) { return git_libgit2_opts(GIT_OPT_SET_USER_AGENT, name); }

static inline int mt_git_set_owner_validation(int enabled) { return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled); }

// Opens repositories that use these extensions, none of which says anything about how objects are read.
static inline int mt_git_accept_extensions(void) {
    const char *names[] = {"worktreeconfig", "partialclone", "preciousobjects", "relativeworktrees"};
    return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, sizeof names / sizeof *names);
}

// Most objects in a received pack.
static inline int mt_git_set_max_objects(size_t objects) { return git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECTS, objects); }

// How much of the packs is mapped at once, and how much memory caches objects.
static inline int mt_git_set_memory(size_t window, size_t mapped, ssize_t cache) {
    int status = git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, window);
    if (status == 0) status = git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, mapped);
    return status < 0 ? status : git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, cache);
}

// The kernel kills this process when the thread that started it ends.
static inline int mt_die_with_parent(void) { return prctl(PR_SET_PDEATHSIG, SIGKILL); }
