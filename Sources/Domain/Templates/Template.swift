/// A text with placeholders in the subset of Go's `text/template` that fleet templates may use.
///
/// Data: `.metadata.name`, `.metadata.labels.<key>`, `index .metadata.labels "key"`, each also with `$.`. Blocks: `if`, `else
/// if`, `else`, `with`, `end`, at most 10 deep. Functions: `upper`, `lower`, `replace`, `getOrDefault`, `index`, `len`,
/// `printf`, `eq`, `ne`, `lt`, `le`, `gt`, `ge`, `and`, `or`, `not`, in pipelines and parentheses. Everything else of Go is
/// refused by `parse`, as are types that cannot fit, so that a template that parses fails at rendering only by a missing label
/// or the limit of work.
public struct Template: Sendable {
    /// The largest source, in bytes.
    public static let maxSourceBytes = 1 << 20
    /// Bytes that one rendering may read and make in all its function calls and its output.
    public static let maxRenderedBytes = 16 << 20

    private let parts: [Part]

    /// What of a device the rendered text can depend on; never too little.
    public let mentions: Mentions

    /// Reads a template, or says what in it is wrong or not supported.
    public static func parse(_ source: String) throws(TemplateError) -> Template {
        let bytes = Array(source.utf8)
        if bytes.count > maxSourceBytes {
            let start = TemplatePosition(line: 1, column: 1)
            throw TemplateError(
                .limit, Span(start: start, end: start),
                "The template has \(bytes.count) bytes, more than the \(maxSourceBytes) allowed.",
                fix: "Split it, or keep the parts without placeholders elsewhere.")
        }
        var parser = TemplateParser(tokens: try Lexer.tokens(of: bytes))
        return Template(parts: try parser.template())
    }

    private init(parts: [Part]) {
        self.parts = parts
        mentions = Mentions(of: parts)
    }

    /// Whether the source holds no placeholder, so that every rendering is the same.
    public var isConstant: Bool {
        parts.allSatisfy { if case .text = $0 { true } else { false } }
    }

    /// What a label that the device does not have means where it is read as a field.
    public enum MissingLabel: Sendable {
        /// An error, as devices are served.
        case refused
        /// An empty string, as templates are validated without a device.
        case empty
    }

    /// The text for one device.
    public func render(
        _ values: TemplateValues, missing: MissingLabel = .refused
    ) throws(TemplateError) -> String {
        var renderer = Renderer(values: values, missing: missing)
        try renderer.render(parts, dot: .object)
        return renderer.output
    }
}

/// What of a device a template can read.
public struct TemplateValues: Sendable, Hashable {
    /// The device's name.
    public var name: String
    /// The device's labels.
    public var labels: [String: String]

    /// The values of one device.
    public init(name: String, labels: [String: String]) {
        self.name = name
        self.labels = labels
    }
}
