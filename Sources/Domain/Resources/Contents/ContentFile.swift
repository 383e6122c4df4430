import Nodes

/// A file that is written into a document, with its content decoded, to be judged.
struct ContentFile {
    let path: String
    let text: String
    let report: TextReport

    /// The file; nil when its content is no text, or not the base64 that it says it is.
    init?(_ path: String, _ content: String, _ encoding: ContentEncoding?, at steps: [FieldPath.Step], _ report: Report)
    {
        let isEncoded = encoding == .base64
        guard let text = isEncoded ? Base64.decode(content).flatMap({ String(validating: $0, as: UTF8.self) }) : content
        else { return nil }
        self.path = path
        self.text = text
        self.report = TextReport(report: report, steps: steps, isEncoded: isEncoded)
    }

    /// The documents of a YAML file; nil when it cannot be read, which is then noted by `rule`. Text with placeholders
    /// that is no YAML may become some when they are filled, and is left alone.
    func documents(_ rule: Rule) -> [Node]? {
        do throws(NodeError) {
            return try YAML.documents(in: Array(text.utf8), limits: .content)
        } catch {
            if !text.holdsPlaceholder { report.add(rule, error.position, error.end, error.message, fix: error.fix) }
            return nil
        }
    }

    /// Whether placeholders of this file decide which parts it has, so that it is judged only when they are filled.
    var hasOpenStructure: Bool {
        // Most files hold no placeholder at all, and the first look is quick.
        guard text.holdsPlaceholder else { return false }
        return ["if", "with", "range", "else", "end"].contains { word in
            text.contains("{{ \(word)") || text.contains("{{- \(word)") || text.contains("{{\(word)")
        }
    }
}

extension NodeLimits {
    /// For files within documents: 1 MiB, depth 64, 200,000 nodes, 100 documents, 10,000 nodes by aliases.
    static let content = NodeLimits(
        maxBytes: InlineFile.largest, maxDepth: 64, maxNodes: 200_000, maxDocuments: 100, maxAliasExpansion: 10_000)
}

extension Node {
    /// Whether a placeholder of a fleet or a variable of the tool that reads the file stands here, so that the value is
    /// not known yet.
    var isOpen: Bool {
        guard let text = scalar?.text else { return false }
        let bytes = text.utf8Span.span
        for index in bytes.indices where bytes[index] == UInt8(ascii: "{") || bytes[index] == UInt8(ascii: "$") {
            if bytes.has("{{", at: index) || bytes.has("${", at: index) || bytes.has("$(", at: index) { return true }
        }
        return false
    }

    /// The scalar as text, whatever it means by the core schema; nil for lists and mappings.
    var anyText: String? { scalar?.text }
}

extension String {
    /// Whether a line starts with `start`.
    func holdsLine(_ start: StaticString) -> Bool {
        let bytes = utf8Span.span
        if bytes.has(start, at: 0) { return true }
        for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") {
            if bytes.has(start, at: index + 1) { return true }
        }
        return false
    }
}
