extension Node {
    /// JSON with keys sorted by their bytes and no whitespace, so that equal content has equal bytes and equal hashes.
    ///
    /// Numbers stay as written when that is JSON (`1.0` and `1` differ); YAML's other forms become decimal. Infinities and
    /// "not a number" become strings.
    public func canonicalJSON() -> [UInt8] {
        var writer = JSONWriter()
        writer.write(self, sorted: true)
        return writer.bytes
    }

    /// JSON with keys in their order; `pretty` puts one value on each line.
    public func json(pretty: Bool = false) -> [UInt8] {
        var writer = JSONWriter(pretty: pretty)
        writer.write(self, sorted: false)
        return writer.bytes
    }
}

extension JSONWriter {
    mutating func write(_ node: Node, sorted: Bool) {
        switch node.content {
        case .scalar(let scalar): write(scalar)
        case .sequence(let elements):
            array { writer in
                for element in elements { writer.write(element, sorted: sorted) }
            }
        case .mapping(let entries):
            object { writer in
                for entry in sorted ? Self.sorted(entries) : entries {
                    writer.key(entry.key)
                    writer.write(entry.value, sorted: sorted)
                }
            }
        }
    }

    private static func sorted(_ entries: [Node.Entry]) -> [Node.Entry] {
        entries.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    private mutating func write(_ scalar: Scalar) {
        switch scalar.value {
        case .null: null()
        case .bool(let bool): value(bool)
        case .string: value(scalar.text)
        case .integer(let integer): if isNumber(scalar.text) { raw(scalar.text.utf8) } else { value(integer) }
        case .number(let number): if isNumber(scalar.text) { raw(scalar.text.utf8) } else { value(number) }
        }
    }

    private func isNumber(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return JSONLiteral.numberLength(at: 0, in: bytes) == bytes.count
    }
}
