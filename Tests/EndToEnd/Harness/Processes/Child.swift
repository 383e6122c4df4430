import Glibc
import Synchronization
import TestSupport

/// How a process ended.
enum Ending: Sendable, Equatable {
    case exited(Int32)
    case killed(Int32)
}

/// A program of ours that runs beside the test. What it prints goes to a file, after what earlier ones left there.
final class Child: Sendable {
    let process: pid_t
    private let state = Mutex<Ending?>(nil)

    /// Starts `program` with nothing of this process's environment but what is given.
    init(_ program: String, _ arguments: [String], environment: [String: String] = [:], log: String) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        let variables = Self.basics.merging(environment) { _, given in given }.map { "\($0.key)=\($0.value)" }
        var process = pid_t()
        let failure = Self.withPointers([program] + arguments) { argv in
            Self.withPointers(variables) { posix_spawn(&process, program, &actions, nil, argv, $0) }
        }
        guard failure == 0 else {
            throw TestSupportError("\(program) cannot be started: \(String(cString: strerror(failure)))")
        }
        self.process = process
    }

    private static let basics = ["PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/nonexistent"]

    /// How the process ended; nil while it runs.
    var ending: Ending? {
        state.withLock { state in
            if let state { return state }
            var status: Int32 = 0
            guard waitpid(process, &status, WNOHANG) == process else { return nil }
            let signal = status & 0x7F
            state = signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal)
            return state
        }
    }

    /// Sends a signal, unless the process has ended and its number may be another's.
    func signal(_ number: Int32) {
        if ending == nil { kill(process, number) }
    }

    /// Sends a signal and waits for the end.
    @discardableResult
    func end(_ number: Int32 = SIGTERM) async throws -> Ending {
        signal(number)
        return try await value("the end of process \(process) by signal \(number)") { self.ending }
    }

    private static func withPointers<Result>(
        _ texts: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        let pointers = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() { (pointers + index).initialize(to: strdup(text)) }
        (pointers + texts.count).initialize(to: nil)
        defer {
            for index in texts.indices { free(pointers[index]) }
            pointers.deallocate()
        }
        return body(pointers)
    }
}
