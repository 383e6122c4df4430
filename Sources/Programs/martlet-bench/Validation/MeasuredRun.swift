// The members of `timeval` belong to whichever C module of this program includes its header first.
import CLibYAML
import FoundationEssentials
import Glibc

/// One run of a program to its end, with what it took.
struct MeasuredRun: Sendable {
    let status: Int32
    /// From start to end.
    let wall: Duration
    /// On all processors together, in the program and in the system for it.
    let processor: Duration
    /// The most resident memory that was seen, in bytes; looked at every two milliseconds.
    let peakMemory: Int

    /// Runs a program that writes to nowhere.
    static func of(_ command: [String]) async throws -> MeasuredRun {
        let start = ContinuousClock.now
        let process = try spawn(command)
        var peak = 0
        var (status, usage) = (Int32(0), rusage())
        while true {
            peak = max(peak, (try? Machine.peakMemory(of: process)) ?? 0)
            let ended = wait4(process, &status, WNOHANG, &usage)
            if ended == process { break }
            guard ended == 0 || errno == EINTR else { throw BenchError("\(command[0]) is gone") }
            try? await Task.sleep(for: .milliseconds(2))
        }
        return MeasuredRun(
            status: status, wall: .now - start, processor: duration(usage.ru_utime) + duration(usage.ru_stime),
            peakMemory: peak)
    }

    /// The same without looking at memory, and so exact to the microsecond: for runs of milliseconds.
    static func time(_ command: [String]) throws -> Duration {
        let start = ContinuousClock.now
        let process = try spawn(command)
        var status = Int32(0)
        while waitpid(process, &status, 0) != process {
            guard errno == EINTR else { throw BenchError("\(command[0]) is gone") }
        }
        return .now - start
    }

    private static func spawn(_ command: [String]) throws -> pid_t {
        let actions = UnsafeMutablePointer<posix_spawn_file_actions_t>.allocate(capacity: 1)
        defer { actions.deallocate() }
        posix_spawn_file_actions_init(actions)
        defer { posix_spawn_file_actions_destroy(actions) }
        for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(actions, descriptor, "/dev/null", O_WRONLY, 0)
        }
        let arguments = command.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        let failure = posix_spawnp(&process, command[0], actions, nil, arguments, environ)
        guard failure == 0 else { throw BenchError("\(command[0]) cannot be started (error \(failure))") }
        return process
    }

    private static func duration(_ time: timeval) -> Duration {
        .seconds(Int64(time.tv_sec)) + .microseconds(Int64(time.tv_usec))
    }
}
