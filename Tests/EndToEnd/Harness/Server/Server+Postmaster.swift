import FoundationEssentials
import Glibc

extension Server {
    /// The process of the embedded Postgres; nil when there is none.
    nonisolated var postmaster: pid_t? {
        guard let file = FileManager.default.contents(atPath: "\(state)/postgres/data/postmaster.pid") else {
            return nil
        }
        let line = String(decoding: file, as: UTF8.self).split(separator: "\n").first
        return line.flatMap { pid_t($0) }.flatMap { $0 > 1 && ProcessTable.isAlive($0) ? $0 : nil }
    }

    /// Ends the embedded Postgres at this instant and waits until another one runs.
    nonisolated func killPostmaster() async throws {
        guard let old = postmaster else { return }
        Glibc.kill(old, SIGKILL)
        try await eventually("another Postgres; the log ends\n\(log.tail)") { postmaster.map { $0 != old } ?? false }
    }
}
