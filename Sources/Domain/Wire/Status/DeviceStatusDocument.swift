import Nodes

/// The status of a device: what the device wrote, joined with what the service knows.
///
/// The device's part is stored as JSON that begins with its conditions, so that ours are spliced in behind the bracket
/// and the computed members before the closing brace, without reading what lies between.
public enum DeviceStatusDocument {
    private static let opening = Array(#"{"conditions":["#.utf8)

    /// The device's part before a device has said anything.
    /// - Parameters:
    ///   - time: RFC 3339.
    ///   - osMode: `image` or `package`, if known.
    public static func fresh(time: String, osMode: String? = nil) -> [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.key("conditions")
            $0.array {
                ConditionDocument(
                    type: "Updating", status: "Unknown", reason: "", message: "", lastTransitionTime: time
                )
                .write(to: &$0)
            }
            $0.field(
                "systemInfo",
                raw: Array(#"{"architecture":"","bootID":"","operatingSystem":"","agentVersion":""}"#.utf8))
            $0.field("applications", raw: Array("[]".utf8))
            $0.field("resources", raw: Array(#"{"cpu":"Unknown","memory":"Unknown","disk":"Unknown"}"#.utf8))
            $0.field("config", raw: Array(#"{"renderedVersion":""}"#.utf8))
            $0.field("os", raw: Array(#"{"image":"","imageDigest":""}"#.utf8))
        }
        return adding(osMode: osMode, to: writer.bytes)
    }

    /// A device's part that says nothing of its capabilities, with one that is known from elsewhere.
    public static func adding(osMode: String?, to document: [UInt8]) -> [UInt8] {
        guard let osMode, document.last == UInt8(ascii: "}") else { return document }
        let capabilities = Node.object([("osMode", .string(osMode))]).json()
        return document.dropLast() + Array(#","capabilities":"#.utf8) + capabilities + [UInt8(ascii: "}")]
    }

    /// The whole status as the wire shows it; nil when `document` is no stored status.
    /// - Parameter document: the device's part, from `fresh` or a ``DeviceStatusReport``.
    public static func json(_ document: [UInt8], _ computed: ComputedStatus) -> [UInt8]? {
        guard document.starts(with: opening), document.last == UInt8(ascii: "}") else { return nil }
        var conditions = JSONWriter()
        for condition in computed.conditions { condition.write(to: &conditions) }
        let rest = document[opening.count..<(document.count - 1)]
        let needsComma = !conditions.bytes.isEmpty && rest.first != UInt8(ascii: "]")
        let comma = [UInt8(ascii: ",")]
        return opening + conditions.bytes + (needsComma ? comma : []) + rest + comma + computed.members
            + [UInt8(ascii: "}")]
    }
}

/// The members of a device's status that the service computes.
public struct ComputedStatus: Sendable, Equatable {
    /// `summary`.
    public var summary: String, summaryInfo: String?
    /// `updated`.
    public var updated: String, updatedInfo: String?
    /// `applicationsSummary.status`.
    public var applications: String
    /// `lifecycle.status`.
    public var lifecycle: String
    /// JSON of `integrity`; nil is unknown.
    public var integrity: [UInt8]?
    /// The service's own conditions.
    public var conditions: [ConditionDocument]

    /// States what was computed.
    public init(
        summary: String, summaryInfo: String?, updated: String, updatedInfo: String?, applications: String,
        lifecycle: String, integrity: [UInt8]?, conditions: [ConditionDocument]
    ) {
        self.summary = summary
        self.summaryInfo = summaryInfo
        self.updated = updated
        self.updatedInfo = updatedInfo
        self.applications = applications
        self.lifecycle = lifecycle
        self.integrity = integrity
        self.conditions = conditions
    }

    /// The members as JSON without the braces around them.
    fileprivate var members: ArraySlice<UInt8> {
        var writer = JSONWriter()
        writer.object { writer in
            Self.pair(&writer, "applicationsSummary", applications)
            Self.pair(&writer, "summary", summary, summaryInfo)
            Self.pair(&writer, "updated", updated, updatedInfo)
            Self.pair(&writer, "lifecycle", lifecycle)
            writer.field("integrity", raw: integrity ?? Array(#"{"status":"Unknown"}"#.utf8))
        }
        return writer.bytes.dropFirst().dropLast()
    }

    private static func pair(_ writer: inout JSONWriter, _ key: String, _ status: String, _ info: String? = nil) {
        writer.key(key)
        writer.object {
            $0.field("status", status)
            $0.field("info", info)
        }
    }
}
