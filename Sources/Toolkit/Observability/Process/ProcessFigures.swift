import Glibc

/// What the operating system says about this process; a figure that it does not give is absent.
struct ProcessFigures {
    var cpuSeconds: Double?
    var residentBytes: Double?
    var virtualBytes: Double?
    var openDescriptors: Double?
    var maximumDescriptors: Double?
    var startSeconds: Double?
    var threads: Double?

    static func read() -> ProcessFigures {
        var figures = ProcessFigures()
        figures.readStatus()
        figures.openDescriptors = countDescriptors()
        var limit = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 {
            figures.maximumDescriptors = Double(limit.rlim_cur)
        }
        return figures
    }

    /// The fields of `/proc/self/stat` after the program's name, which may itself hold spaces and brackets.
    private mutating func readStatus() {
        guard let text = ProcFile.read("/proc/self/stat"), let end = text.lastIndex(of: ")") else { return }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 21 else { return }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        if let user = Double(fields[11]), let system = Double(fields[12]) { cpuSeconds = (user + system) / ticks }
        threads = Double(fields[17])
        virtualBytes = Double(fields[20])
        residentBytes = Double(fields[21]).map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) }
        if let started = Double(fields[19]), let boot = Self.bootTime { startSeconds = boot + started / ticks }
    }

    /// Does not change while the machine runs.
    private static let bootTime: Double? = {
        let line = ProcFile.read("/proc/stat")?.split(separator: "\n").first { $0.hasPrefix("btime ") }
        return line.flatMap { Double($0.dropFirst("btime ".count)) }
    }()

    private static func countDescriptors() -> Double? {
        guard let directory = opendir("/proc/self/fd") else { return nil }
        defer { closedir(directory) }
        var count = 0
        while let entry = readdir(directory) {
            if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
        }
        // One of them is the directory that was just opened to count.
        return Double(count - 1)
    }
}

/// Reading of the small files below `/proc`, which take no time on a disk.
enum ProcFile {
    static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 { return nil }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
    }
}
