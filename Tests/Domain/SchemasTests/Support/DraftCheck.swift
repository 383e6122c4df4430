import Nodes
import Synchronization

/// Judges a value by a schema of draft 7: the keywords that are written, and no others.
struct DraftCheck: Sendable {
    private let root: Node

    init(_ schema: [UInt8]) throws {
        let limits = NodeLimits(
            maxBytes: 4 << 20, maxDepth: 64, maxNodes: 1_000_000, maxDocuments: 1, maxAliasExpansion: 0)
        root = try JSON.parse(schema, limits: limits)
    }

    /// What the value violates, by path; empty when nothing.
    func violations(_ value: Node) -> [String] { violations(value, root, "$") }

    private func violations(_ value: Node, _ schema: Node, _ path: String) -> [String] {
        if let reference = schema["$ref"]?.string {
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            guard let target = root["definitions"]?[name] else { return ["\(path): unresolved \(reference)"] }
            return violations(value, target, path)
        }
        return type(value, schema, path) + words(value, schema, path) + text(value, schema, path)
            + number(value, schema, path) + combined(value, schema, path) + members(value, schema, path)
            + elements(value, schema, path)
    }

    private func type(_ value: Node, _ schema: Node, _ path: String) -> [String] {
        guard let type = schema["type"]?.string else { return [] }
        let fits =
            switch type {
            case "object": value.entries != nil
            case "array": value.elements != nil
            case "string": value.string != nil
            case "boolean": value.bool != nil
            case "integer": value.integer != nil
            case "number": value.number != nil
            default: false
            }
        return fits ? [] : ["\(path): no \(type)"]
    }

    private func words(_ value: Node, _ schema: Node, _ path: String) -> [String] {
        let words = (schema["enum"]?.elements ?? schema["const"].map { [$0] })?.compactMap(\.string)
        guard let words else { return [] }
        return value.string.map(words.contains) ?? false ? [] : ["\(path): none of \(words)"]
    }

    private func text(_ value: Node, _ schema: Node, _ path: String) -> [String] {
        guard let text = value.string else { return [] }
        let count = Int64(text.unicodeScalars.count)
        let fits =
            count >= schema["minLength"]?.integer ?? 0 && count <= schema["maxLength"]?.integer ?? .max
            && (schema["pattern"]?.string).map { Expressions.matches($0, text) } ?? true
        return fits ? [] : ["\(path): “\(text.prefix(40))” has another form"]
    }

    private func number(_ value: Node, _ schema: Node, _ path: String) -> [String] {
        guard let number = value.number else { return [] }
        let fits =
            number >= schema["minimum"]?.number ?? -.infinity && number <= schema["maximum"]?.number ?? .infinity
        return fits ? [] : ["\(path): \(number) is out of range"]
    }

    private func combined(_ value: Node, _ schema: Node, _ path: String) -> [String] {
        let fits = { (schema: Node) in violations(value, schema, path).isEmpty }
        var found = (schema["allOf"]?.elements ?? []).flatMap { violations(value, $0, path) }
        if let any = schema["anyOf"]?.elements, !any.contains(where: fits) { found.append("\(path): fits no form") }
        if let one = schema["oneOf"]?.elements, one.count(where: fits) != 1 { found.append("\(path): not one form") }
        if let not = schema["not"], fits(not) { found.append("\(path): is what it must not be") }
        if let condition = schema["if"], let then = schema["then"], fits(condition) {
            found += violations(value, then, path)
        }
        return found
    }

    private func members(_ value: Node, _ schema: Node, _ path: String) -> [String] {
        guard let entries = value.entries else { return [] }
        let missing = (schema["required"]?.elements ?? []).compactMap(\.string)
            .filter { key in !entries.contains { $0.key == key } }.map { "\(path).\($0): missing" }
        let others = schema["additionalProperties"]
        return missing
            + entries.flatMap { entry -> [String] in
                let place = "\(path).\(entry.key)"
                let name = schema["propertyNames"].map { violations(.string(entry.key), $0, place) } ?? []
                if let known = schema["properties"]?[entry.key] { return name + violations(entry.value, known, place) }
                if others?.bool == false { return ["\(place): not known"] }
                return name + (others.map { violations(entry.value, $0, place) } ?? [])
            }
    }

    private func elements(_ value: Node, _ schema: Node, _ path: String) -> [String] {
        guard let elements = value.elements else { return [] }
        var found = elements.count < Int(schema["minItems"]?.integer ?? 0) ? ["\(path): too few"] : []
        if schema["uniqueItems"]?.bool == true, Set(elements.map { $0.canonicalJSON() }).count < elements.count {
            found.append("\(path): one element twice")
        }
        guard let items = schema["items"] else { return found }
        return found + elements.enumerated().flatMap { violations($1, items, "\(path)[\($0)]") }
    }
}

/// The regular expressions of schemas, each compiled once.
private enum Expressions {
    private static let compiled = Mutex<[String: Regex<AnyRegexOutput>]>([:])

    /// False, too, when the pattern is none, so that right documents are refused by it.
    static func matches(_ pattern: String, _ text: String) -> Bool {
        compiled.withLock { compiled in
            if compiled[pattern] == nil {
                compiled[pattern] = try? Regex(pattern).asciiOnlyDigits().asciiOnlyWordCharacters()
                    .matchingSemantics(.unicodeScalar)
            }
            return compiled[pattern].map { text.firstMatch(of: $0) != nil } ?? false
        }
    }
}
