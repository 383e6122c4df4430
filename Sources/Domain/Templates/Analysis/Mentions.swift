/// What of a device a template's text can depend on. Conservative: a value it does not mention cannot change the text.
///
/// Two devices that agree in everything mentioned, the absence of a label included, get the same text.
public struct Mentions: Sendable, Hashable {
    /// The labels read by a key that stands in the template.
    public var labels: Set<String>
    /// Whether the device's name is read.
    public var name: Bool
    /// Whether labels are read by a computed key, or as a whole.
    public var allLabels: Bool

    /// These mentions; none by default.
    public init(labels: Set<String> = [], name: Bool = false, allLabels: Bool = false) {
        self.labels = labels
        self.name = name
        self.allLabels = allLabels
    }

    /// Adds what another template mentions.
    public mutating func formUnion(_ other: Mentions) {
        labels.formUnion(other.labels)
        name = name || other.name
        allLabels = allLabels || other.allLabels
    }

    init(of parts: [Part]) {
        self.init()
        add(parts)
    }

    private mutating func add(_ parts: [Part]) {
        for part in parts {
            switch part {
            case .text: break
            case .print(let expression): add(expression)
            case .block(let block):
                for branch in block.branches {
                    add(branch.condition)
                    add(branch.body)
                }
                add(block.otherwise)
            }
        }
    }

    private mutating func add(_ expression: Expression) {
        switch expression.form {
        case .literal, .dot, .object: break
        case .name: name = true
        case .label(let key): labels.insert(key)
        // The map as a value: even its being empty depends on every label.
        case .labels: allLabels = true
        case .call(.index, let arguments), .call(.getOrDefault, let arguments): add(lookup: arguments)
        case .call(_, let arguments): arguments.forEach { add($0) }
        }
    }

    private mutating func add(lookup arguments: [Expression]) {
        guard case .labels = arguments[0].form, case .literal(.text(let key)) = arguments[1].form else {
            return arguments.forEach { add($0) }
        }
        labels.insert(key)
        arguments.dropFirst(2).forEach { add($0) }
    }
}
