import Resources

extension PartValue {
    /// The type in the words of manifests, such as `[]string`.
    public var typeName: String {
        switch self {
        case .text, .word, .secret: "string"
        case .flag: "boolean"
        case .integer: "integer"
        case .number: "number"
        case .amount: "integer or percentage"
        case .open(let isMapping): isMapping ? "map" : "any"
        case .texts: "[]string"
        case .map: "map[string]string"
        case .part: "object"
        case .parts: "[]object"
        }
    }

    /// What limits the value beyond its type: one sentence each, without a full stop.
    public var limits: [String] {
        switch self {
        case .text(let format): format.limits
        case .secret(let format): format.limits + ["Answers hide it"]
        case .word(let words): [words.count == 1 ? words[0] : "One of \(words.joined(separator: ", "))"]
        case .integer(let format): format.limits
        case .number(let range): ["From \(range.lowerBound.short) to \(range.upperBound.short)"]
        case .amount: ["A number from 1, or a percentage such as 25%"]
        case .texts(let format):
            format.least + (format.isSet ? ["None twice"] : []) + format.element.limits.map { "Each: \($0)" }
        case .map(let keys, let values): keys.limits.map { "Keys: \($0)" } + values.limits.map { "Values: \($0)" }
        case .parts(_, let minimum): minimum > 0 ? ["At least \(minimum)"] : []
        case .flag, .open, .part: []
        }
    }

    /// Where `{{ … }}` may stand in a template; nil for nowhere.
    public var placeholders: String? {
        let format: TextFormat
        switch self {
        case .text(let text), .map(keys: _, values: let text): format = text
        case .texts(let list): format = list.element
        default: return nil
        }
        switch format.placeholders {
        case .never: return nil
        case .anywhere: return "Placeholders may stand anywhere in it"
        case .imageTag: return "Placeholders may stand for the whole tag"
        }
    }
}

extension TextFormat {
    /// Longer expressions explain nothing to anybody.
    private static let longestShown = 64

    fileprivate var limits: [String] {
        guard length != 0 ... .max || pattern != nil else { return [] }
        let shown = pattern.flatMap { $0.utf8.count <= Self.longestShown ? $0 : nil }
        return [advice.prefix(1).uppercased() + advice.dropFirst()] + (shown.map { ["Pattern: \($0)"] } ?? [])
    }
}

extension ListFormat {
    fileprivate var least: [String] { minimum > 0 ? ["At least \(minimum)"] : [] }
}

extension IntegerFormat {
    fileprivate var limits: [String] {
        if notation == .fileMode { return ["In YAML octal digits with a leading zero, from 0 to 07777"] }
        switch (range.lowerBound, range.upperBound) {
        case (.min, .max): return []
        case (let least, .max): return ["\(least) or more"]
        case (let least, let most): return ["From \(least) to \(most)"]
        }
    }
}

extension Double {
    /// Without a fraction when there is none.
    fileprivate var short: String { self == rounded() && magnitude < 1e15 ? String(Int64(self)) : description }
}
