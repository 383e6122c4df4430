extension Node {
    /// Block style YAML that reads back to the same tree, ending with a line feed.
    ///
    /// Strings are quoted where a YAML 1.1 reader too would take them for something else; strings of several lines become
    /// literal blocks where their characters allow it.
    public func yaml() -> String {
        var writer = YAMLWriter()
        writer.document(self)
        return writer.text
    }
}

/// Writes one document; every nesting level indents by two spaces, lists stand at the indentation of their key.
struct YAMLWriter {
    private(set) var text = ""
    /// A key that is longer needs the explicit form `? key`: readers look ahead 1024 characters for the colon.
    private static let longestKey = 512

    mutating func document(_ node: Node) {
        switch node.content {
        case .mapping(let entries) where !entries.isEmpty: pairs(entries, indent: 0)
        case .sequence(let elements) where !elements.isEmpty: items(elements, indent: 0)
        default: inline(node, indent: 0)
        }
    }

    /// Writes pairs; the text stands at `indent` of a line already.
    private mutating func pairs(_ entries: [Node.Entry], indent: Int) {
        for (index, entry) in entries.enumerated() {
            if index > 0 { pad(indent) }
            let key = YAMLText.key(entry.key)
            if key.utf8.count > Self.longestKey {
                text += "? " + key + "\n"
                pad(indent)
                text += ":"
            } else {
                text += key + ":"
            }
            value(entry.value, indent: indent)
        }
    }

    /// Writes what follows a colon.
    private mutating func value(_ node: Node, indent: Int) {
        switch node.content {
        case .mapping(let entries) where !entries.isEmpty:
            text += "\n"
            pad(indent + 2)
            pairs(entries, indent: indent + 2)
        case .sequence(let elements) where !elements.isEmpty:
            text += "\n"
            pad(indent)
            items(elements, indent: indent)
        default:
            text += " "
            inline(node, indent: indent)
        }
    }

    /// Writes elements; the text stands at `indent` of a line already.
    private mutating func items(_ elements: [Node], indent: Int) {
        for (index, element) in elements.enumerated() {
            if index > 0 { pad(indent) }
            text += "- "
            switch element.content {
            case .mapping(let entries) where !entries.isEmpty: pairs(entries, indent: indent + 2)
            case .sequence(let inner) where !inner.isEmpty: items(inner, indent: indent + 2)
            default: inline(element, indent: indent)
            }
        }
    }

    /// Writes a scalar or something empty, with its line feed.
    private mutating func inline(_ node: Node, indent: Int) {
        switch node.content {
        case .mapping: text += "{}\n"
        case .sequence: text += "[]\n"
        case .scalar(let scalar):
            if scalar.value == .string, YAMLText.isLiteral(scalar.text) {
                literal(scalar.text, indent: indent + 2)
            } else {
                text += YAMLText.inline(scalar) + "\n"
            }
        }
    }

    private mutating func literal(_ content: String, indent: Int) {
        var lines = content.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        // Without an indicator exactly one line feed ends a block; "-" drops it, "+" keeps all.
        if lines.last?.isEmpty == false {
            text += "|-\n"
        } else {
            lines.removeLast()
            text += lines.last?.isEmpty == true ? "|+\n" : "|\n"
        }
        for line in lines {
            if !line.isEmpty { pad(indent) }
            text += String(Substring(line)) + "\n"
        }
    }

    private mutating func pad(_ indent: Int) { text += String(repeating: " ", count: indent) }
}
