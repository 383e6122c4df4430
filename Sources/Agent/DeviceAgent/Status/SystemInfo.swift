import Glibc
import Nodes

/// Facts about the machine, collected anew for each status. Blocks for a moment; used on the disk's thread.
struct SystemInfo: Sendable, Hashable {
    /// What is reported unless the configuration names other keys.
    static let defaultKeys = [
        "hostname", "kernel", "distroName", "distroVersion", "distroId", "productName", "productUuid", "productSerial",
        "netInterfaceDefault", "netIpDefault", "netMacDefault", "managementCertNotAfter", "managementCertSerial",
        "tpmVendorInfo",
    ]

    var architecture: String
    var bootID: String
    var operatingSystem = "linux"
    var agentVersion: String
    /// Every other key; what the machine does not say is left out.
    var others: [String: String]

    /// - Parameter keys: the keys to collect besides the four that are always there.
    static func collect(_ keys: [String], agentVersion: String, certificate: ManagementCertificate?) -> SystemInfo {
        var facts = MachineFacts()
        var others: [String: String] = [:]
        for key in keys {
            let value = facts.value(key) ?? certificate.flatMap { certificateFact(key, $0) }
            if let value, !value.isEmpty { others[key] = value }
        }
        return SystemInfo(
            architecture: MachineFacts.architecture, bootID: HostFile.line("/proc/sys/kernel/random/boot_id") ?? "",
            agentVersion: agentVersion, others: others)
    }

    /// The value of a key by its name on the wire.
    func value(_ key: String) -> String? {
        switch key {
        case "architecture": architecture
        case "bootID": bootID
        case "operatingSystem": operatingSystem
        case "agentVersion": agentVersion
        default: others[key]
        }
    }

    var node: Node {
        let fixed: [(String, Node?)] = [
            ("architecture", .string(architecture)), ("bootID", .string(bootID)),
            ("operatingSystem", .string(operatingSystem)), ("agentVersion", .string(agentVersion)),
        ]
        return .object(fixed + others.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
    }

    private static func certificateFact(_ key: String, _ certificate: ManagementCertificate) -> String? {
        switch key {
        case "managementCertNotAfter": Timestamp.text(Int(certificate.notAfter))
        case "managementCertSerial": certificate.serial
        default: nil
        }
    }
}
