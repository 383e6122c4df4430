import Glibc
import Nodes

@testable import DeviceAgent

/// The schemas of the agent's API as the reference gives them, where the reference is at hand.
struct Contract {
    private let schemas: Node

    /// Looks beside the repository; nil when there is no reference.
    init?(file: String = #filePath) {
        let root = Disk.components(file).prefix { $0 != "Tests" }.map { "/" + $0 }.joined()
        guard let bytes = try? AgentFile.read(root + "/Tests/TestSupport/Contract/contract-agent.json", limit: 8 << 20),
            let schemas = (try? JSON.parse(bytes, limits: DeviceDocument.limits))?["components"]?["schemas"]
        else { return nil }
        self.schemas = schemas
    }

    static var isMissing: Bool { Contract() == nil }

    /// Everything in which a value departs from a schema, with its path.
    func violations(of name: String, _ value: Node) -> [String] {
        guard let schema = schemas[name] else { return ["there is no schema \(name)"] }
        return check(schema, value, "$")
    }

    private func check(_ schema: Node, _ value: Node, _ path: String) -> [String] {
        if let reference = schema["$ref"]?.string {
            return check(schemas[String(reference.split(separator: "/").last ?? "")] ?? .null, value, path)
        }
        var found = (schema["allOf"]?.elements ?? []).flatMap { check($0, value, path) }
        if let allowed = schema["enum"]?.elements, !allowed.contains(where: { $0.scalar?.text == value.scalar?.text }) {
            found.append("\(path): \(value.scalar?.text ?? "?") is none of the allowed values")
        }
        switch schema["type"]?.string {
        case "object": found += object(schema, value, path)
        case "array":
            guard let elements = value.elements else { return found + ["\(path): not an array"] }
            let item = schema["items"] ?? .object([])
            for (index, element) in elements.enumerated() { found += check(item, element, "\(path)[\(index)]") }
        case "string":
            guard case .string = value.scalar?.value else { return found + ["\(path): not a string"] }
        case "integer": if value.integer == nil { found.append("\(path): not an integer") }
        case "boolean": if value.bool == nil { found.append("\(path): not a boolean") }
        default: break
        }
        return found
    }

    private func object(_ schema: Node, _ value: Node, _ path: String) -> [String] {
        guard let entries = value.entries else { return ["\(path): not an object"] }
        let keys = Set(entries.map(\.key))
        var found = (schema["required"]?.elements ?? []).compactMap(\.string).filter { !keys.contains($0) }
            .map { "\(path).\($0): missing" }
        for entry in entries {
            let property = schema["properties"]?[entry.key]
            if let property { found += check(property, entry.value, "\(path).\(entry.key)") }
            if property == nil, let rest = schema["additionalProperties"] {
                found +=
                    rest.bool == false
                    ? ["\(path).\(entry.key): not allowed"] : check(rest, entry.value, "\(path).\(entry.key)")
            }
        }
        return found
    }
}
