import Git
import Glibc

/// Writes answers to standard output, many to a system call.
final class AnswerOutput {
    private static let flushAt = 256 << 10
    private var pending: [UInt8] = []

    func send(_ answer: WorkerAnswer) {
        pending.append(contentsOf: WireWriter.frame(answer.encoded()))
        if pending.count >= Self.flushAt { flush() }
    }

    /// Ends the process when nobody reads: there is no one left to tell.
    func flush() {
        var sent = 0
        while sent < pending.count {
            let count = pending.withUnsafeBytes {
                write(STDOUT_FILENO, $0.baseAddress.map { $0 + sent }, $0.count - sent)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { _exit(Watchdog.Status.done) }
            sent += count
        }
        pending.removeAll(keepingCapacity: true)
    }
}
