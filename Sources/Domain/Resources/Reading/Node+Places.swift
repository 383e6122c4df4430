import Nodes

extension Node {
    /// Where in the text of this document a finding stands: at the key that its path ends with, or at the value. A path
    /// that leads further than the document goes ends where the document does.
    func place(of path: FieldPath, onKey: Bool) -> (start: Position, end: Position) {
        var node = self
        var place = (start: start, end: end)
        for (index, step) in path.steps.enumerated() {
            switch step {
            case .key(let key):
                guard let entry = node.entry(key) else { return place }
                let isKey = onKey && index == path.steps.count - 1
                place = isKey ? (entry.keyStart, entry.keyEnd) : (entry.value.start, entry.value.end)
                node = entry.value
            case .index(let element):
                guard let elements = node.elements, elements.indices.contains(element) else { return place }
                node = elements[element]
                place = (node.start, node.end)
            }
        }
        return place
    }
}
