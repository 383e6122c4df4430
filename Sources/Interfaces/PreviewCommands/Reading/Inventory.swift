import Console
import FoundationEssentials
import Nodes
import Preview

/// Reads devices: a list as `martlet get devices -o json` (or yaml) prints it, or its elements alone.
public enum Inventory {
    /// Exports of a hundred thousand devices with long status.
    private static let limits = NodeLimits(
        maxBytes: 512 << 20, maxDepth: 128, maxNodes: 40_000_000, maxDocuments: 200_000, maxAliasExpansion: 100_000)

    /// Reads a file, JSON or YAML.
    public static func read(file: String) throws(PreviewFailure) -> [InventoryDevice] {
        guard let content = FileManager.default.contents(atPath: file) else {
            throw PreviewFailure("The inventory \(file) cannot be read.", fix: "Check its path, owner and mode.")
        }
        return try read(Array(content), from: file)
    }

    /// Reads a text, JSON or YAML.
    public static func read(text: String) throws(PreviewFailure) -> [InventoryDevice] {
        try read(Array(text.utf8), from: "the inventory")
    }

    private static func read(_ bytes: [UInt8], from source: String) throws(PreviewFailure) -> [InventoryDevice] {
        let documents: [Node]
        do throws(NodeError) {
            documents = try parse(bytes)
        } catch {
            throw PreviewFailure(
                "\(source):\(error.position.line):\(error.position.column): \(error.message)",
                fix: "Write it with `martlet get devices -o json`.")
        }
        return try devices(documents.flatMap(Self.items), from: source)
    }

    /// Makes devices of the objects of a list.
    /// - Parameter source: Where they come from, for errors.
    public static func devices(_ objects: [Node], from source: String) throws(PreviewFailure) -> [InventoryDevice] {
        var devices: [InventoryDevice] = []
        var names: Set<String> = []
        for (index, object) in objects.enumerated() {
            guard let device = InventoryDevice(object) else {
                throw PreviewFailure(
                    "\(source): element \(index + 1) is no device with a name and labels.",
                    fix: "Each has metadata.name and metadata.labels, as `martlet get devices -o json` prints them.")
            }
            guard names.insert(device.name).inserted else {
                throw PreviewFailure(
                    "\(source): the device \(device.name.printable) stands there twice.", fix: "Keep one of the two.")
            }
            devices.append(device)
        }
        return devices
    }

    private static func parse(_ bytes: [UInt8]) throws(NodeError) -> [Node] {
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        // Flow style of YAML begins the same; JSON is tried first because large exports are read faster so.
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let node = try? JSON.parse(bytes, limits: limits) {
            return [node]
        }
        return try YAML.documents(in: bytes, limits: limits)
    }

    private static func items(_ document: Node) -> [Node] {
        if document.isNull { return [] }
        return document.elements ?? document["items"]?.elements ?? [document]
    }
}

extension InventoryDevice {
    /// A Device object; nil when this is none.
    fileprivate init?(_ node: Node) {
        if let kind = node["kind"], kind.string != "Device" { return nil }
        guard let metadata = node["metadata"], let name = metadata["name"]?.string, !name.isEmpty else { return nil }
        var labels: [String: String] = [:]
        if let written = metadata["labels"], !written.isNull {
            guard let entries = written.entries else { return nil }
            for entry in entries {
                guard let value = entry.value.string else { return nil }
                labels[entry.key] = value
            }
        }
        let owner = metadata["owner"]?.string
        self.init(
            name: name, labels: labels,
            fleet: owner.flatMap { $0.hasPrefix("Fleet/") ? String($0.dropFirst(6)) : nil },
            isConnected: node["status"]?["summary"]?["status"]?.string != "Unknown",
            isLeaving: node["spec"]?["decommissioning"]?.entries != nil)
    }
}
