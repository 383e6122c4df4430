import Glibc

/// Looks up system information by key; what several keys need is read once.
struct MachineFacts {
    private lazy var distribution = HostFile.assignments("/etc/os-release")
    private lazy var network = DefaultNetwork.find()

    mutating func value(_ key: String) -> String? {
        switch key {
        case "hostname": Self.name(\.nodename)
        case "kernel": Self.name(\.release)
        case "architecture": Self.architecture
        case "distroName": distribution["NAME"]
        case "distroVersion": distribution["VERSION_ID"]
        case "distroId": distribution["ID"]
        case "productName": HostFile.line("/sys/class/dmi/id/product_name")
        case "productUuid": HostFile.line("/sys/class/dmi/id/product_uuid")
        case "productSerial": HostFile.line("/sys/class/dmi/id/product_serial")
        case "biosVendor": HostFile.line("/sys/class/dmi/id/bios_vendor")
        case "biosVersion": HostFile.line("/sys/class/dmi/id/bios_version")
        case "netInterfaceDefault": network?.interface
        case "netIpDefault": network?.address
        case "netMacDefault": network?.hardware
        case "cpuCores", "cpuProcessors": String(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        case "cpuModel": Self.field("model name", in: "/proc/cpuinfo")
        case "memoryTotalKb": Self.field("MemTotal", in: "/proc/meminfo").map { String($0.prefix(while: \.isNumber)) }
        default: nil
        }
    }

    /// As Go and the wire name it.
    static var architecture: String {
        switch name(\.machine) {
        case "x86_64": "amd64"
        case "aarch64": "arm64"
        case let other: other
        }
    }

    private static func field(_ name: String, in path: String) -> String? {
        for line in (HostFile.text(path) ?? "").split(whereSeparator: \.isNewline) where line.hasPrefix(name) {
            return line.firstIndex(of: ":").map { HostFile.trim(line[line.index(after: $0)...]) }
        }
        return nil
    }

    private static func name<Field>(_ field: KeyPath<utsname, Field>) -> String {
        var names = utsname()
        guard uname(&names) == 0 else { return "" }
        return withUnsafeBytes(of: names[keyPath: field]) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }
}
