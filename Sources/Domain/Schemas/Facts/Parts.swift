import Resources

/// The parts that a description reaches, by name.
public struct Parts: Sendable {
    private var parts: [String: Part] = [:]

    init() {}

    /// The part of a name that a field holds; one without fields when there is none of that name.
    public subscript(name: String) -> Part { parts[name] ?? Part(name: name) }

    /// Reads a description and those below it, unless that was done already.
    /// - Returns: the name of its part.
    mutating func add<T: Described>(_: T.Type) -> String {
        let name = Self.name(of: T.self)
        guard parts[name] == nil else { return name }
        // Stands there while the fields are visited, so that a part within itself comes to an end.
        parts[name] = Part(name: name)
        var reader = PartReader(name: name, parts: self)
        var value = T()
        value.describe(&reader)
        self = reader.parts
        parts[name] = reader.part
        return name
    }

    /// Whether texts in the part or below it may hold placeholders when it stands in a template.
    func mayHoldPlaceholders(_ name: String) -> Bool {
        var visited: Set<String> = []
        return mayHoldPlaceholders(name, &visited)
    }

    private func mayHoldPlaceholders(_ name: String, _ visited: inout Set<String>) -> Bool {
        guard visited.insert(name).inserted else { return false }
        for field in self[name].everyField {
            if field.value.mayHoldPlaceholders { return true }
            if let below = field.value.partName, mayHoldPlaceholders(below, &visited) { return true }
        }
        return false
    }

    /// `ApplicationResources.Limits` becomes `ApplicationResourcesLimits` and `Summary<UpdatedState>` becomes
    /// `SummaryUpdatedState`; the module is left out.
    private static func name<T: Described>(of type: T.Type) -> String {
        let words = String(reflecting: type).split { !$0.isLetter && !$0.isNumber }
        return words.filter { $0 != words.first }.joined()
    }
}

extension Part {
    /// The fields of the part, of all forms when it has several; fields that forms share stand once for each.
    var everyField: [PartField] {
        guard let forms else { return fields }
        return [forms.tag] + forms.all.flatMap(\.part.fields) + fields
    }
}

extension PartValue {
    fileprivate var mayHoldPlaceholders: Bool {
        switch self {
        case .text(let format), .map(keys: _, values: let format): format.placeholders != .never
        case .texts(let format): format.element.placeholders != .never
        case .word, .flag, .integer, .number, .amount, .secret, .open, .part, .parts: false
        }
    }
}
