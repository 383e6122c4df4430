#include <git2.h>
#include <git2/sys/transport.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/prctl.h>
#include <unistd.h>

// git_libgit2_opts, prctl and syscall take variable arguments, which Swift cannot pass: one function for each use.

// Where configuration of a level is looked for; an empty path means nowhere.
static inline int mt_git_set_search_path(int level, const char *path) { return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path); }

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

// A file without a name that closes with the process that made it and is not handed to programs that it starts.
static inline int mt_memory_file(const char *label) { return (int)syscall(SYS_memfd_create, label, 1u /* MFD_CLOEXEC */); }

// What the library knows of a transport of ours, and what stands behind it.
typedef struct { git_smart_subtransport base; void *session; } mt_subtransport;
typedef struct { git_smart_subtransport_stream base; void *stream; } mt_stream;
