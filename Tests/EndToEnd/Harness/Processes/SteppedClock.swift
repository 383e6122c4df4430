import FoundationEssentials
import Subprocess
import TestSupport

/// A wall clock of one process that tests move. The other clocks, by which time only passes, are the system's own.
struct SteppedClock: Sendable {
    private static let library = "clock.so"
    private static let offset = "clock"

    /// What makes a program in this folder go by the clock.
    static func environment(_ folder: String) -> [String: String] {
        ["LD_PRELOAD": "\(folder)/\(library)", "STEPPED_CLOCK": "\(folder)/\(offset)"]
    }

    private let folder: String

    /// Compiles the library, with the compiler that comes with Swift, and sets the clock right.
    init(in sandbox: Sandbox) async throws {
        folder = sandbox.folder
        let source = sandbox.path("clock.c")
        try Data(Self.source.utf8).write(to: URL(filePath: source))
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let made = try await run(
            "clang", ["-shared", "-fPIC", "-o", sandbox.path(Self.library), source], environment: ["PATH": path])
        guard made.status == 0 else { throw TestSupportError("the clock does not compile: \(made.errors)") }
        try step(to: .zero)
    }

    /// Sets the clock so much ahead of the right time, or behind it.
    func step(to offset: Duration) throws {
        try Data("\(offset.components.seconds)\n".utf8).write(to: URL(filePath: "\(folder)/\(Self.offset)"))
    }

    private static let source = """
        #define _GNU_SOURCE
        #include <fcntl.h>
        #include <stdlib.h>
        #include <sys/syscall.h>
        #include <sys/time.h>
        #include <time.h>
        #include <unistd.h>

        static long offset(void) {
            char text[32] = {0};
            const char *path = getenv("STEPPED_CLOCK");
            int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
            if (file < 0) return 0;
            long count = read(file, text, sizeof text - 1);
            close(file);
            return count > 0 ? atol(text) : 0;
        }
        int clock_gettime(clockid_t clock, struct timespec *now) {
            int status = syscall(SYS_clock_gettime, clock, now);
            if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += offset();
            return status;
        }
        int gettimeofday(struct timeval *restrict now, void *restrict zone) {
            int status = syscall(SYS_gettimeofday, now, zone);
            if (status == 0) now->tv_sec += offset();
            return status;
        }
        time_t time(time_t *now) {
            struct timespec read;
            clock_gettime(CLOCK_REALTIME, &read);
            if (now) *now = read.tv_sec;
            return read.tv_sec;
        }

        """
}
