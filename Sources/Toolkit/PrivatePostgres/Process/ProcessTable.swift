import Glibc

/// What `/proc` tells about other processes.
enum ProcessTable {
    /// Whether the process exists and is not merely waiting to be reaped.
    static func isAlive(_ process: pid_t) -> Bool {
        // As process 1 of a container we inherit orphans and are the one who must reap them.
        waitpid(process, nil, WNOHANG)
        guard let stat = SmallFile.read("/proc/\(process)/stat"), let end = stat.lastIndex(of: ")") else {
            return false
        }
        let state = stat[end...].dropFirst(2).first
        return state != "Z" && state != "X"
    }

    static func arguments(of process: pid_t) -> [String] {
        (SmallFile.read("/proc/\(process)/cmdline") ?? "").split(separator: "\0").map(String.init)
    }

    static func executable(of process: pid_t) -> String? { link("/proc/\(process)/exe") }

    /// Processes whose working directory is `folder`, which is so for every process of a PostgreSQL server.
    static func processes(workingIn folder: String) -> [pid_t] {
        guard let directory = opendir("/proc") else { return [] }
        defer { closedir(directory) }
        var found: [pid_t] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let process = pid_t(name), link("/proc/\(process)/cwd") == folder, isAlive(process) else { continue }
            if executable(of: process)?.contains("postgres") == true { found.append(process) }
        }
        return found
    }

    /// Looks every few milliseconds; false when the process is still there after `limit`.
    static func waitForEnd(of process: pid_t, upTo limit: Duration) async -> Bool {
        let deadline = ContinuousClock.now + limit
        while isAlive(process) {
            guard ContinuousClock.now < deadline else { return false }
            // A cancelled task must still see the server stop, so this sleep's error ends nothing.
            do { try await Task.sleep(for: .milliseconds(10)) } catch { await Task.yield() }
        }
        return true
    }

    private static func link(_ path: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink(path, &buffer, buffer.count - 1)
        guard count > 0 else { return nil }
        return String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
