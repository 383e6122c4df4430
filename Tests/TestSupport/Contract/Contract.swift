import FoundationEssentials
import Nodes

/// The machine-readable contract of the wire, against which tests hold every answer.
public struct Contract: Sendable {
    private let schemas: Node
    private let paths: Node

    /// The contract of the agent listener.
    public static func agent() throws -> Contract { try Contract("contract-agent.json") }
    /// The contract of the user API.
    public static func user() throws -> Contract { try Contract("contract.json") }

    private init(_ file: String) throws {
        let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
        let data = try Data(contentsOf: URL(filePath: "/\(folder)/\(file)"))
        let limits = NodeLimits(maxBytes: 4 << 20, maxDepth: 64, maxNodes: 1_000_000, maxDocuments: 1, maxAliasExpansion: 0)
        let root = try JSON.parse(Array(data), limits: limits)
        schemas = root["components"]?["schemas"] ?? .null
        paths = root["paths"] ?? .null
    }

    /// What an answer's body violates of a schema by its name; empty when nothing.
    public func violations(_ body: [UInt8], schema: String) throws -> [String] {
        guard let node = schemas[schema] else { return ["there is no schema \(schema)"] }
        return SchemaCheck(schemas: schemas).violations(try JSON.parse(body), node, at: "$")
    }

    /// What an answer violates of an endpoint: whether its code is foreseen, and its body against the code's schema.
    /// - Parameter path: with placeholders, below `/api/v1`.
    public func violations(method: String, path: String, code: Int, body: [UInt8]) throws -> [String] {
        guard let response = paths[path]?[method]?["responses"]?[String(code)] else {
            return ["\(method) \(path) does not foresee \(code)"]
        }
        guard let schema = response["content"]?["application/json"]?["schema"] else {
            return body.isEmpty ? [] : ["\(method) \(path) \(code) has no body"]
        }
        return SchemaCheck(schemas: schemas).violations(try JSON.parse(body), schema, at: "$")
    }
}

/// The part of JSON Schema that the contract uses.
struct SchemaCheck {
    let schemas: Node

    func violations(_ value: Node, _ schema: Node, at path: String) -> [String] {
        if let reference = schema["$ref"]?.string {
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            guard let target = schemas[name] else { return ["\(path): unresolved \(reference)"] }
            return violations(value, target, at: path)
        }
        return typeViolations(value, schema, at: path) + wordViolations(value, schema, at: path)
            + combinedViolations(value, schema, at: path) + memberViolations(value, schema, at: path)
            + elementViolations(value, schema, at: path)
    }

    private func typeViolations(_ value: Node, _ schema: Node, at path: String) -> [String] {
        guard let type = schema["type"]?.string else { return [] }
        if value.isNull, schema["nullable"]?.bool == true { return [] }
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
        return fits ? [] : ["\(path): is not \(type)"]
    }

    private func wordViolations(_ value: Node, _ schema: Node, at path: String) -> [String] {
        guard let text = value.string else { return [] }
        var found: [String] = []
        if let words = schema["enum"]?.elements, !words.contains(where: { $0.string == text }) {
            found.append("\(path): \(text) is not one of the words foreseen")
        }
        if let most = schema["maxLength"]?.integer, text.count > most { found.append("\(path): is too long") }
        if let least = schema["minLength"]?.integer, text.count < least { found.append("\(path): is too short") }
        if schema["format"]?.string == "date-time", !Self.isTime(text) { found.append("\(path): \(text) is no time") }
        if schema["format"]?.string == "byte", Data(base64Encoded: text) == nil { found.append("\(path): is not base64") }
        return found
    }

    private static func isTime(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes.last == UInt8(ascii: "Z") else { return false }
        return bytes[0..<4].allSatisfy { (0x30...0x39).contains($0) }
    }

    private func combinedViolations(_ value: Node, _ schema: Node, at path: String) -> [String] {
        var found = (schema["allOf"]?.elements ?? []).flatMap { violations(value, $0, at: path) }
        if let choices = schema["oneOf"]?.elements {
            let fitting = choices.filter { violations(value, $0, at: path).isEmpty }
            if fitting.count != 1 { found.append("\(path): fits \(fitting.count) of \(choices.count) choices") }
        }
        if let unwanted = schema["not"], violations(value, unwanted, at: path).isEmpty {
            found.append("\(path): is what it must not be")
        }
        return found
    }

    private func memberViolations(_ value: Node, _ schema: Node, at path: String) -> [String] {
        guard let entries = value.entries else { return [] }
        let missing = (schema["required"]?.elements ?? []).compactMap(\.string)
            .filter { name in !entries.contains { $0.key == name } }
        let properties = schema["properties"]
        let isClosed = schema["additionalProperties"]?.bool == false
        let others = schema["additionalProperties"]?.entries == nil ? nil : schema["additionalProperties"]
        let inside = entries.flatMap { entry -> [String] in
            let place = "\(path).\(entry.key)"
            if let known = properties?[entry.key] { return violations(entry.value, known, at: place) }
            if isClosed { return ["\(place): is not foreseen"] }
            return others.map { violations(entry.value, $0, at: place) } ?? []
        }
        return missing.map { "\(path).\($0): is missing" } + inside
    }

    private func elementViolations(_ value: Node, _ schema: Node, at path: String) -> [String] {
        guard let elements = value.elements, let items = schema["items"] else { return [] }
        return elements.enumerated().flatMap { violations($1, items, at: "\(path)[\($0)]") }
    }
}
