import Crypto
import Nodes

/// A device document as the service rendered it, kept byte for byte.
struct DeviceDocument: Sendable {
    /// 16 MiB: what the agent reads of an answer at most, and keeps on disk three times.
    static let maxBytes = 16 << 20

    static let limits = NodeLimits(
        maxBytes: maxBytes, maxDepth: 64, maxNodes: 200_000, maxDocuments: 1, maxAliasExpansion: 0)

    let bytes: [UInt8]
    let head: SpecHead
    let spec: Node

    /// Reads a document and checks that it is a rendered one for this device.
    init(_ bytes: [UInt8], device: String) throws(AgentError) {
        let node: Node
        do { node = try JSON.parse(bytes, limits: Self.limits) } catch {
            throw Self.bad("is not usable JSON: \(error.message)")
        }
        guard node["kind"]?.string == "Device" else { throw Self.bad("is not a Device") }
        guard node["metadata"]?["name"]?.string == device else { throw Self.bad("is not for this device") }
        let annotations = node["metadata"]?["annotations"]
        guard let text = annotations?["device-controller/renderedVersion"]?.string, let version = Self.version(text)
        else {
            throw Self.bad("has no rendered version")
        }
        let spec = node["spec"] ?? .object([])
        guard spec.entries != nil else { throw Self.bad("has a spec that is not an object") }
        self.bytes = bytes
        self.spec = spec
        head = SpecHead(
            version: version, specHash: annotations?["device-controller/renderedSpecHash"]?.string,
            templateVersion: annotations?["fleet-controller/templateVersion"]?.string, digest: Self.digest(bytes),
            isConflictPaused: annotations?["device-controller/conflictPaused"]?.string == "true",
            isDecommissioning: spec["decommissioning"].map { !$0.isNull } ?? false)
    }

    /// The document of a device that was never given anything.
    static func empty(device: String) throws(AgentError) -> DeviceDocument {
        let annotations = Node.object([("device-controller/renderedVersion", .string("0"))])
        let document = Node.object([
            ("apiVersion", .string("v1beta1")), ("kind", .string("Device")),
            ("metadata", .object([("name", .string(device)), ("annotations", annotations)])), ("spec", .object([])),
        ])
        return try DeviceDocument(document.json(), device: device)
    }

    static func digest(_ bytes: [UInt8]) -> String { Hex.encode(SHA256.hash(data: bytes)) }

    /// Decimal digits only: `UInt64` alone would also take `+7`.
    private static func version(_ text: String) -> UInt64? {
        text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? UInt64(text) : nil
    }

    private static func bad(_ what: String) -> AgentError {
        AgentError(.badAnswer, "the device document \(what)", fix: "look at the service; the device keeps what it has")
    }
}
