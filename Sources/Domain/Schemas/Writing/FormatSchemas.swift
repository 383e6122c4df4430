import Nodes
import Resources

extension TextFormat {
    /// The schema of texts of this format. In a template a text that holds placeholders has it when they are filled.
    func schema(_ dialect: SchemaDialect, inTemplate: Bool) -> Node {
        let limits = limits(dialect)
        guard inTemplate, placeholders != .never, limits.contains(where: { $0.1 != nil }) else {
            return .object([("type", .string("string"))] + limits)
        }
        // A tag is what an image reference ends with.
        let filled = Node.object([("pattern", .string(placeholders == .imageTag ? ":\\{\\{.*\\}\\}" : "\\{\\{"))])
        return .type("string", ("anyOf", .array([.object(limits), filled])))
    }

    /// The schema of a secret: written, never read back.
    func secretSchema(_ dialect: SchemaDialect) -> Node {
        switch dialect {
        case .draft07: .object([("type", .string("string"))] + limits(dialect) + [("writeOnly", .bool(true))])
        // Answers hold asterisks in its place, which no pattern of the secret would let pass.
        case .openAPI: .type("string", ("format", .string("password")))
        }
    }

    private func limits(_ dialect: SchemaDialect) -> [(String, Node?)] {
        // Read by the language servers of editors, which otherwise show the expression.
        let message = pattern != nil && dialect == .draft07 ? Node.string("This is not \(what). Write \(advice).") : nil
        return [
            ("pattern", pattern.map { .string($0) }), ("patternErrorMessage", message),
            ("minLength", length.lowerBound > 0 ? .integer(Int64(length.lowerBound)) : nil),
            ("maxLength", length.upperBound < .max ? .integer(Int64(length.upperBound)) : nil),
        ]
    }
}

extension IntegerFormat {
    /// The schema of integers within these limits.
    func schema(_ dialect: SchemaDialect) -> Node {
        .type(
            "integer", ("format", dialect == .openAPI ? .string("int64") : nil),
            ("minimum", range.lowerBound > .min ? .integer(range.lowerBound) : nil),
            ("maximum", most(dialect).map(Node.integer)))
    }

    /// In YAML a mode is written with octal digits and a leading zero. Readers of YAML 1.1 make the number of it that is
    /// meant; readers of 1.2 take the digits as decimal ones, of which 7777 is the largest.
    private func most(_ dialect: SchemaDialect) -> Int64? {
        if notation == .fileMode && dialect == .draft07 { return 7777 }
        return range.upperBound < .max ? range.upperBound : nil
    }
}

extension ListFormat {
    /// The schema of lists of such texts.
    func schema(_ dialect: SchemaDialect, inTemplate: Bool) -> Node {
        .type(
            "array", ("items", element.schema(dialect, inTemplate: inTemplate)),
            ("minItems", minimum > 0 ? .integer(Int64(minimum)) : nil), ("uniqueItems", isSet ? .bool(true) : nil))
    }
}
