import Nodes

/// Random numbers that are the same in each run.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Node {
    private static let values: [Node] = [
        .string(""), .string("a"), .string("Ä b"), .string("{{ .metadata.name }}"), .string("a:{{ .metadata.name }}"),
        .integer(0), .integer(644), .integer(-1), .number(0.5), .bool(true), .null, .array([]), .object([]),
        .array([.string("a"), .string("a")]), .object([("a", .string("b"))]),
    ]

    /// The tree with one value replaced, removed, doubled or added somewhere.
    func changed(_ generator: inout SplitMix) -> Node {
        switch content {
        case .scalar: return Self.values.randomElement(using: &generator) ?? self
        case .sequence(var elements):
            guard let index = elements.indices.randomElement(using: &generator) else { return .array([.string("a")]) }
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: elements.remove(at: index)
            case 1: elements.append(elements[index])
            default: elements[index] = elements[index].changed(&generator)
            }
            return .array(elements)
        case .mapping(var entries):
            guard let index = entries.indices.randomElement(using: &generator) else { return .null }
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: entries.remove(at: index)
            case 1: entries.append(Entry(key: "status", value: .string("a")))
            case 2: entries[index].value = Self.values.randomElement(using: &generator) ?? .null
            default: entries[index].value = entries[index].value.changed(&generator)
            }
            // A key that stands twice is another error.
            var seen: Set<String> = []
            return Node(.mapping(entries.filter { seen.insert($0.key).inserted }))
        }
    }
}
