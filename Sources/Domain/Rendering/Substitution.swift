import FoundationEssentials
public import Nodes
public import Templates

/// Placeholders in a template: where they stand, what they mention, and what a device makes of them.
///
/// A template is walked as a tree, since placeholders may stand in any text that the kind allows; inline content in
/// base64 is looked into.
public enum Substitution {
    /// What the placeholders of a template mention. Conservative: what cannot be known counts as everything.
    public static func mentions(of template: Node) throws(RenderError) -> Mentions {
        var mentions = Mentions()
        try visit(template) { (text) throws(RenderError) in
            mentions.formUnion(try parse(text).mentions)
        }
        return mentions
    }

    /// The template with its placeholders replaced by a device's name and labels.
    public static func apply(_ values: TemplateValues, to template: Node) throws(RenderError) -> Node {
        switch template.content {
        case .scalar:
            guard let text = template.string, text.contains(opening) else { return template }
            return .string(try render(text, values))
        case .sequence(let elements):
            var result: [Node] = []
            for element in elements { result.append(try apply(values, to: element)) }
            return .array(result)
        case .mapping(let entries):
            let isBase64 = template["contentEncoding"]?.string == "base64"
            var result: [(String, Node?)] = []
            for entry in entries {
                if isBase64, entry.key == "content", let text = plainText(entry.value), text.contains(opening) {
                    result.append((entry.key, .string(encode(try render(text, values)))))
                } else {
                    result.append((entry.key, try apply(values, to: entry.value)))
                }
            }
            return .object(result)
        }
    }

    static let opening = "{{"

    private static func visit(_ node: Node, _ body: (String) throws(RenderError) -> Void) throws(RenderError) {
        switch node.content {
        case .scalar:
            if let text = node.string, text.contains(opening) { try body(text) }
        case .sequence(let elements):
            for element in elements { try visit(element, body) }
        case .mapping(let entries):
            let isBase64 = node["contentEncoding"]?.string == "base64"
            for entry in entries {
                if isBase64, entry.key == "content", let text = plainText(entry.value) {
                    if text.contains(opening) { try body(text) }
                } else {
                    try visit(entry.value, body)
                }
            }
        }
    }

    private static func parse(_ text: String) throws(RenderError) -> Template {
        do {
            return try Template.parse(text)
        } catch {
            throw RenderError("a placeholder cannot be read: \(error)")
        }
    }

    private static func render(_ text: String, _ values: TemplateValues) throws(RenderError) -> String {
        let template = try parse(text)
        do {
            return try template.render(values)
        } catch {
            throw RenderError("a placeholder cannot be filled: \(error)")
        }
    }

    /// The text behind base64; nil when it is none or no text.
    private static func plainText(_ node: Node) -> String? {
        node.string.flatMap { Data(base64Encoded: $0) }.flatMap { String(validating: $0, as: UTF8.self) }
    }

    private static func encode(_ text: String) -> String {
        Data(text.utf8).base64EncodedString()
    }
}
