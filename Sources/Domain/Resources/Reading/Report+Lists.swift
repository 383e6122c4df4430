import Nodes

// Lists and mappings of a document.
extension Report {
    func texts(_ node: Node, _ format: ListFormat) -> [String]? {
        guard let texts = elements(node, minimum: format.minimum, { text($0, format.element) }) else { return nil }
        if format.isSet { noteRepeated(texts) }
        return texts
    }

    /// The elements that `read` could make something of; nil when this is no list or one of them did not fit.
    func elements<Element>(_ node: Node, minimum: Int, _ read: (Node) -> Element?) -> [Element]? {
        guard let elements = node.elements else {
            wrongType(node, expected: "a list")
            return nil
        }
        if elements.count < minimum {
            add(
                .tooFewElements, "The list is empty.",
                fix: "Write at least \(minimum) \(minimum == 1 ? "element" : "elements").")
        }
        var result: [Element] = []
        result.reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            if let value = within(.index(index), { read(element) }) { result.append(value) }
        }
        return result.count == elements.count ? result : nil
    }

    func map(_ node: Node, keys: TextFormat, values: TextFormat) -> [String: String]? {
        guard let entries = node.entries else {
            wrongType(node, expected: "a mapping")
            return nil
        }
        var result: [String: String] = [:]
        result.reserveCapacity(entries.count)
        for entry in entries {
            if !keys.matches(entry.key) {
                add(
                    keys.rule, at: [.key(entry.key)], onKey: true, "“\(entry.key.excerpt)” is not \(keys.what).",
                    fix: "Write \(keys.advice).")
            }
            if let value = within(.key(entry.key), { text(entry.value, values) }) { result[entry.key] = value }
        }
        return result.count == entries.count ? result : nil
    }

    private func noteRepeated(_ texts: [String]) {
        for (index, first) in texts.repetitions() {
            add(
                .repeatedElement, at: [.index(index)],
                "“\(texts[index].excerpt)” stands here again, first as element \(first + 1).",
                fix: "Remove one of the two.")
        }
    }
}

extension Array where Element: Hashable {
    /// The places of elements that stood before, each with the place where they stood first.
    func repetitions() -> [(index: Int, first: Int)] {
        guard count > 1 else { return [] }
        // Comparing a few with each other is quicker than hashing them.
        if count <= 8 {
            return indices.compactMap { index in
                self[..<index].firstIndex(of: self[index]).map { (index, $0) }
            }
        }
        var places: [Element: Int] = [:]
        return indices.compactMap { index in
            if let first = places[self[index]] { return (index, first) }
            places[self[index]] = index
            return nil
        }
    }
}
