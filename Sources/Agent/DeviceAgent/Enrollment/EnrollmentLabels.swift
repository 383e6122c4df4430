/// The labels with which a device asks to be enrolled.
enum EnrollmentLabels {
    static func make(_ configuration: AgentConfiguration, _ info: SystemInfo) -> [String: String] {
        var labels: [String: String] = [:]
        for (label, key) in configuration.labelFromSystemInfo {
            if let value = info.value(key).map(sanitized), !value.isEmpty { labels[label] = value }
        }
        if labels["alias"] == nil, let host = info.value("hostname").map(sanitized), !host.isEmpty {
            labels["alias"] = host
        }
        return labels.merging(configuration.defaultLabels) { $1 }
    }

    /// A label value from any text: other characters become dashes, the ends are letters or digits, at most 63.
    static func sanitized(_ text: String) -> String {
        func isPlain(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        let inner: Set<UInt8> = [UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ".")]
        let mapped = text.utf8.map { isPlain($0) || inner.contains($0) ? $0 : UInt8(ascii: "-") }
        var trimmed = mapped.drop { !isPlain($0) }.prefix(63)
        while let last = trimmed.last, !isPlain(last) { trimmed.removeLast() }
        return String(decoding: trimmed, as: UTF8.self)
    }
}
