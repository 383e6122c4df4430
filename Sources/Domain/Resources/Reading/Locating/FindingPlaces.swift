import Nodes

/// Finds the places of findings in one file. What a text holds is looked for in the file's bytes, which costs something
/// only when there is a finding about it.
struct FindingPlaces {
    private let bytes: [UInt8]?
    private let isJSON: Bool
    private var source: SourceText?
    /// The map of the text that was looked at last, by its start: findings about one text come one after another.
    private var newest: (start: Position, text: String, map: ContentMap?)?

    init(bytes: [UInt8]?, isJSON: Bool) {
        self.bytes = bytes
        self.isJSON = isJSON
    }

    /// Where a finding about a document stands, and the finding, which names the place in the text when the file does not
    /// show it.
    mutating func locate(_ finding: Finding, in document: Node) -> (start: Position, end: Position, finding: Finding) {
        let (start, end) = document.place(of: finding.path, onKey: finding.onKey)
        guard let content = finding.content else { return (start, end, finding) }
        // Content that is not written has no place of its own.
        guard let text = document.text(of: finding.path) else { return (start, end, finding) }
        if !content.isEncoded, let place = map(of: text, at: start)?.place(of: content) {
            return (place.start, place.end, finding)
        }
        var named = finding
        named.message += " (In the text: line \(content.start.line), column \(content.start.column).)"
        return (start, end, named)
    }

    private mutating func map(of text: String, at start: Position) -> ContentMap? {
        if let newest, newest.start == start, newest.text == text { return newest.map }
        guard let bytes else { return nil }
        let source = source ?? SourceText(bytes, isJSON: isJSON)
        self.source = source
        let map = ContentMap(of: text, at: start, in: source)
        newest = (start, text, map)
        return map
    }
}

extension Node {
    /// The text of the scalar that a path leads to.
    fileprivate func text(of path: FieldPath) -> String? {
        var node = self
        for step in path.steps {
            switch step {
            case .key(let key):
                guard let value = node[key] else { return nil }
                node = value
            case .index(let index):
                guard let elements = node.elements, elements.indices.contains(index) else { return nil }
                node = elements[index]
            }
        }
        return node.scalar?.text
    }
}
