import FoundationEssentials
import Glibc

/// What `/proc` tells.
enum ProcessTable {
    static var all: [pid_t] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []).compactMap { pid_t($0) }
    }

    /// Processes that were started on something in `folder`, or work in it: programs of ours, and a Postgres that outlives
    /// the one that started it.
    static func processes(of folder: String) -> [pid_t] {
        all.filter { process in
            let arguments = text("/proc/\(process)/cmdline").split(separator: "\0")
            return process != getpid() && isAlive(process)
                && (arguments.contains { $0.hasPrefix("\(folder)/") }
                    || workingDirectory(process).hasPrefix("\(folder)/"))
        }
    }

    /// The processes that a process started and that still run: `git-worker` and the like.
    static func children(of process: pid_t) -> [pid_t] {
        text("/proc/\(process)/task/\(process)/children").split(separator: " ").compactMap { pid_t($0) }
    }

    /// How many descriptors a process has open.
    static func descriptors(of process: pid_t) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/fd"))?.count ?? 0
    }

    static func isPostgres(_ process: pid_t) -> Bool { text("/proc/\(process)/comm").hasPrefix("postgres") }

    /// Whether the process exists and is not merely waiting to be reaped.
    static func isAlive(_ process: pid_t) -> Bool {
        let status = text("/proc/\(process)/stat")
        guard let end = status.lastIndex(of: ")") else { return false }
        return status[end...].dropFirst(2).first.map { $0 != "Z" && $0 != "X" } ?? false
    }

    /// Files of `/proc` state no size, so that they are read to their end.
    private static func text(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }

    private static func workingDirectory(_ process: pid_t) -> String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/\(process)/cwd", &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
