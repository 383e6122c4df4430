import FoundationEssentials
import Glibc

/// What the figures were measured on.
enum Machine {
    /// Processor, cores, memory, kernel.
    static var description: String {
        let memory = (field("MemTotal", of: "/proc/meminfo").split(separator: " ").first.flatMap { Int($0) } ?? 0) >> 20
        return "\(field("model name", of: "/proc/cpuinfo")), \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores, "
            + "\(memory) GiB, Linux \(firstLine(of: "/proc/sys/kernel/osrelease"))"
    }

    /// Resident memory of a process, in bytes.
    static func residentMemory(of process: Int32) throws -> Int { try memory("VmRSS", of: process) }

    /// The most that it has been since the program was loaded, or since ``resetPeakMemory()``, in bytes.
    static func peakMemory(of process: Int32) throws -> Int { try memory("VmHWM", of: process) }

    /// This process's peak is from now on that of what follows. (proc_pid_clear_refs(5))
    static func resetPeakMemory() throws {
        let file = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC)
        defer { close(file) }
        guard write(file, "5", 1) == 1 else {
            throw BenchError("the peak of memory cannot be reset: \(String(cString: strerror(errno)))")
        }
    }

    /// Resident memory with what several processes share divided among them, in bytes.
    static func proportionalMemory(of process: Int32) throws -> Int {
        let text = field("Pss:", of: "/proc/\(process)/smaps_rollup")
        guard let kilobytes = text.split(separator: " ").first.flatMap({ Int($0) }) else {
            throw BenchError("the memory of process \(process) cannot be read")
        }
        return kilobytes << 10
    }

    private static func memory(_ name: String, of process: Int32) throws -> Int {
        guard
            let kilobytes = field(name, of: "/proc/\(process)/status").split(separator: " ").first.flatMap({ Int($0) })
        else { throw BenchError("process \(process) is gone") }
        return kilobytes << 10
    }

    /// How many connections to one address can be open at once.
    static var localPorts: Int {
        let ends = firstLine(of: "/proc/sys/net/ipv4/ip_local_port_range").split(whereSeparator: \.isWhitespace)
        guard ends.count == 2, let first = Int(ends[0]), let last = Int(ends[1]), first <= last else { return 0 }
        return last - first + 1
    }

    /// How many descriptors this process has open.
    static var descriptors: Int { (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 0 }

    /// The processes that a process started.
    static func children(of process: Int32) -> [Int32] {
        text(of: "/proc/\(process)/task/\(process)/children").split(separator: " ").compactMap { Int32($0) }
    }

    private static func field(_ name: String, of file: String) -> String {
        for line in text(of: file).split(separator: "\n") where line.hasPrefix(name) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            return line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }.description
        }
        return ""
    }

    private static func firstLine(of file: String) -> String {
        text(of: file).split(separator: "\n").first.map(String.init) ?? ""
    }

    private static func text(of file: String) -> String {
        FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
