import Git
import Glibc

/// A program that runs for this process, with its input, output and complaints on pipes. Nothing else is inherited: every
/// descriptor of ours closes by itself.
final class ChildProcess {
    private static let maxComplaint = 16 << 10

    private let remote: GitRemote
    private var process: pid_t = 0
    private var input: Int32 = -1
    private var output: Int32 = -1
    private var errors: Int32 = -1
    private var heard: [UInt8] = []

    /// - Parameter environment: all of it; nothing comes from ours.
    init(_ program: String, _ arguments: [String], environment: [String], _ remote: GitRemote) throws(GitError) {
        self.remote = remote
        guard let inside = Pipe(), let outside = Pipe(), let beside = Pipe() else { throw Self.failed(program, errno) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, inside.reader, STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, outside.writer, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, beside.writer, STDERR_FILENO)
        let (words, variables) = (NullTerminated(arguments), NullTerminated(environment))
        let status = posix_spawn(&process, program, &actions, nil, words.pointers, variables.pointers)
        for end in [inside.reader, outside.writer, beside.writer] { close(end) }
        (input, output, errors) = (inside.writer, outside.reader, beside.reader)
        guard status == 0 else {
            process = 0
            end()
            throw Self.failed(program, status)
        }
        for end in [input, errors] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
    }

    deinit { end() }

    /// What the program complained of, the first of it, as text.
    var complaint: String { String(decoding: heard, as: UTF8.self) }

    /// Returns how many bytes came; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, within time: Duration) throws(GitError) -> Int {
        while true {
            try awaitReady(output, Int16(POLLIN), time)
            let count = Glibc.read(output, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR || errno == EAGAIN else { return 0 }
        }
    }

    /// The next bytes, at most so many; none at the end.
    func read(_ most: Int, within time: Duration) throws(GitError) -> [UInt8] {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: most, alignment: 1)
        defer { buffer.deallocate() }
        return Array(buffer.prefix(try read(into: buffer, within: time)))
    }

    /// Returns false when the program takes no more.
    func write(_ bytes: UnsafeRawBufferPointer, within time: Duration) throws(GitError) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            try awaitReady(input, Int16(POLLOUT), time)
            let count = Glibc.write(input, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0 {
                guard errno == EINTR || errno == EAGAIN else { return false }
                continue
            }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Nothing more is sent: a program that asks on its input gets no answer.
    func endInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    /// Waits for the program's end, with all that it still complains of. Returns its status; -1 when a signal ended it.
    func wait() -> Int32 {
        guard process > 0 else { return -1 }
        endInput()
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        process = 0
        listen()
        return status & 0x7f == 0 ? status >> 8 & 0xff : -1
    }

    /// Kills the program if it still runs, and closes everything.
    func end() {
        for descriptor in [input, output, errors] where descriptor >= 0 { close(descriptor) }
        (input, output, errors) = (-1, -1, -1)
        guard process > 0 else { return }
        kill(process, SIGKILL)
        while waitpid(process, nil, 0) < 0 && errno == EINTR {}
        process = 0
    }

    /// Until the descriptor is ready. Complaints are taken meanwhile: a program that cannot write them would stop.
    private func awaitReady(_ descriptor: Int32, _ event: Int16, _ time: Duration) throws(GitError) {
        let end = ContinuousClock.now + time
        while true {
            let left = (end - .now) / .milliseconds(1)
            guard left > 0 else {
                throw GitError(
                    .timeout, "\(remote) stopped answering", fix: "check the git server; it is tried again")
            }
            var wanted = [
                pollfd(fd: descriptor, events: event, revents: 0),
                pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&wanted, 2, Int32(left.rounded(.up))) > 0 else { continue }
            if wanted[1].revents != 0 { listen() }
            if wanted[0].revents != 0 { return }
        }
    }

    private func listen() {
        var chunk = [UInt8](repeating: 0, count: 4096)
        while errors >= 0 {
            let count = Glibc.read(errors, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            if count == 0 {
                close(errors)
                errors = -1
            }
            guard count > 0 else { return }
            heard.append(contentsOf: chunk[..<count].prefix(Self.maxComplaint - heard.count))
        }
    }

    private static func failed(_ program: String, _ reason: Int32) -> GitError {
        GitError(
            .worker, "\(program) cannot be started: \(String(cString: strerror(reason)))",
            fix: "install the distribution's openssh-client")
    }
}

/// Two ends that programs started by us do not get by themselves.
private struct Pipe {
    let reader: Int32
    let writer: Int32

    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reader, writer) = (ends[0], ends[1])
    }
}

/// Strings as `execve` wants them, for as long as this object lives.
private final class NullTerminated {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        pointers = .allocate(capacity: count + 1)
        for (index, text) in texts.enumerated() { pointers[index] = strdup(text) }
        pointers[count] = nil
    }

    deinit {
        for index in 0..<count { free(pointers[index]) }
        pointers.deallocate()
    }
}
