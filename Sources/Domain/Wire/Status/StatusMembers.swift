import Nodes

/// Where the parts of a status stand in the bytes that a device sent.
struct StatusMembers {
    /// Single values that decisions need.
    enum Fact: Int, CaseIterable {
        case renderedVersion, cpu, memory, disk, image, imageDigest, osMode, applications, name

        var path: [String] {
            switch self {
            case .renderedVersion: ["config", "renderedVersion"]
            case .cpu: ["resources", "cpu"]
            case .memory: ["resources", "memory"]
            case .disk: ["resources", "disk"]
            case .image: ["os", "image"]
            case .imageDigest: ["os", "imageDigest"]
            case .osMode: ["capabilities", "osMode"]
            case .applications: ["applicationsSummary", "status"]
            case .name: ["metadata", "name"]
            }
        }
    }

    private let bytes: [UInt8]
    private let whole: [String: Range<Int>]
    private let facts: [Range<Int>?]

    init(_ bytes: [UInt8], below path: [String], limits: NodeLimits) throws(StatusRefusal) {
        let names = DeviceStatusShape.members.map(\.name)
        let paths =
            [path] + names.map { path + [$0] } + Fact.allCases.map { $0 == .name ? $0.path : path + $0.path }
        let found: [Range<Int>?]
        do {
            found = try JSONScanner.scan(bytes, paths: paths, limits: limits)
        } catch {
            throw StatusRefusal(description: "\(error)")
        }
        guard let status = found[0], bytes[status.lowerBound] == UInt8(ascii: "{") else {
            throw StatusRefusal(description: "status must be an object")
        }
        self.bytes = bytes
        var whole: [String: Range<Int>] = [:]
        for (name, range) in zip(names, found.dropFirst()) {
            if let range, !bytes[range].elementsEqual("null".utf8) { whole[name] = range }
        }
        self.whole = whole
        facts = Array(found.suffix(Fact.allCases.count))
        try check()
    }

    /// Every member has its shape; one that is missing is refused, but for lists, which are then empty.
    private func check() throws(StatusRefusal) {
        for member in DeviceStatusShape.members {
            guard let range = whole[member.name] else {
                if case .list = member.shape { continue }
                if !member.isRequired { continue }
                throw StatusRefusal(description: "status.\(member.name) is missing")
            }
            var walker = ShapeWalker(bytes: bytes, index: range.lowerBound)
            do {
                try walker.check(member.shape, "status.\(member.name)")
            } catch {
                throw StatusRefusal(description: "\(error.path) \(error.message)")
            }
        }
    }

    func range(_ member: String) -> Range<Int>? { whole[member] }

    func text(_ fact: Fact) -> String? {
        facts[fact.rawValue].flatMap { JSONScanner.string(at: $0, in: bytes) }
    }

    /// `Unknown` is a placeholder and never takes the place of what is stored.
    var applicationsSummary: String? {
        text(.applications).flatMap { ["Healthy", "Degraded", "Error", "NoApplications"].contains($0) ? $0 : nil }
    }

    /// How many elements the list of a member has.
    func count(_ member: String) -> Int64 {
        guard let range = whole[member] else { return 0 }
        var walker = ShapeWalker(bytes: bytes, index: range.lowerBound)
        return walker.countElements()
    }

    func document(conditions: [[UInt8]]) -> [UInt8] {
        var writer = JSONWriter(capacity: bytes.count)
        writer.object { writer in
            writer.key("conditions")
            writer.array { array in conditions.forEach { array.raw($0) } }
            for member in DeviceStatusShape.members.dropFirst() where member.name != "capabilities" {
                guard let range = whole[member.name] else {
                    if member.isRequired { writer.field(member.name, raw: Array("[]".utf8)) }
                    continue
                }
                writer.key(member.name)
                writer.raw(bytes[range])
            }
            // The one member whose schema is closed: nothing but what is known of it is kept.
            if let osMode = text(.osMode) {
                writer.field("capabilities", raw: Node.object([("osMode", .string(osMode))]).json())
            }
        }
        return writer.bytes
    }
}
