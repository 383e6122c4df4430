import Glibc

/// Reads how much of a resource is used, in per cent.
struct ResourceUsage: Sendable {
    /// Busy and total processor time of the sample before.
    private var processor: (busy: UInt64, total: UInt64)?
    let root: DeviceRoot

    init(root: DeviceRoot) { self.root = root }

    /// - Returns: nil when the system does not say.
    mutating func sample(_ monitor: ResourceMonitor) -> Double? {
        switch monitor.resource {
        case .cpu: processorShare()
        case .memory: Self.memoryShare(HostFile.text("/proc/meminfo") ?? "")
        case .disk: diskShare(monitor.path)
        }
    }

    private mutating func processorShare() -> Double? {
        guard let now = Self.processorTimes(HostFile.line("/proc/stat") ?? "") else { return nil }
        // The first sample is the mean since the machine started.
        let before = processor ?? (0, 0)
        processor = now
        guard now.total > before.total, now.busy >= before.busy else { return 0 }
        return 100 * Double(now.busy - before.busy) / Double(now.total - before.total)
    }

    static func processorTimes(_ line: String) -> (busy: UInt64, total: UInt64)? {
        let fields = line.split(whereSeparator: \.isWhitespace).dropFirst().prefix(8).compactMap { UInt64($0) }
        guard line.hasPrefix("cpu "), fields.count >= 5 else { return nil }
        let total = fields.reduce(0, &+)
        return (total - fields[3] - fields[4], total)
    }

    static func memoryShare(_ text: String) -> Double? {
        var values: [Substring: Double] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let fields = line.split(whereSeparator: { $0.isWhitespace || $0 == ":" })
            if fields.count >= 2 { values[fields[0]] = Double(fields[1]) }
        }
        guard let total = values["MemTotal"], let available = values["MemAvailable"], total > 0 else { return nil }
        return 100 * (total - available) / total
    }

    /// A machine without the standard path `/sysroot` is watched at its root.
    private func diskShare(_ path: String) -> Double? {
        var status = statvfs()
        guard statvfs(root.location(of: path), &status) == 0 || statvfs(root.path, &status) == 0 else { return nil }
        let used = Double(status.f_blocks - status.f_bfree)
        let usable = used + Double(status.f_bavail)
        return usable > 0 ? 100 * used / usable : nil
    }
}
