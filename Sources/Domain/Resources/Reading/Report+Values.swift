import Nodes
import Secrets

// Single values of a document.
extension Report {
    func text(_ node: Node, _ format: TextFormat) -> String? {
        guard let text = node.string else {
            let wouldFit = node.scalar.map { format.matches($0.text) } ?? true
            wrongType(node, expected: wouldFit ? "a text" : format.what)
            return nil
        }
        check(text, format)
        return text
    }

    func word<W: Word>(_ node: Node) -> W? {
        guard let text = node.string else {
            wrongType(node, expected: "a word")
            return nil
        }
        if let word = W(rawValue: text) { return word }
        let words = W.allCases.map(\.rawValue)
        add(
            .unknownWord, "“\(text.excerpt)” is not one of \(words.joined(separator: ", ")).",
            fix: Suggestion.fix(for: text, among: words) ?? "Write one of them.")
        return nil
    }

    func flag(_ node: Node) -> Bool? {
        if node.bool == nil { wrongType(node, expected: "true or false") }
        return node.bool
    }

    func number(_ node: Node, _ range: ClosedRange<Double>) -> Double? {
        guard let number = node.number else {
            wrongType(node, expected: "a number")
            return nil
        }
        if !range.contains(number) {
            add(
                .outOfRange, "\(node.written) is not between \(range.lowerBound.short) and \(range.upperBound.short).",
                fix: "Write a number within these limits.")
        }
        return number
    }

    func open(_ node: Node, isMapping: Bool) -> OpenJSON? {
        if isMapping, node.entries == nil {
            wrongType(node, expected: "a mapping")
            return nil
        }
        return OpenJSON(node)
    }

    func amount(_ node: Node) -> Amount? {
        if let text = node.string {
            check(text, .percentage)
            return .percent(Int(text.dropLast()) ?? 0)
        }
        return integer(node, .positive, expected: "a percentage or a number").map(Amount.count)
    }

    /// A secret's findings never show it.
    func secret(_ node: Node, _ format: TextFormat) -> Secret? {
        guard let text = node.string else {
            wrongType(node, expected: "a text")
            return nil
        }
        if text == Secret.mask {
            add(
                .maskedSecret, "\(Secret.mask) is not a secret but what stands for one in answers.",
                fix: "Write the secret itself, or leave the field out.")
        } else if !format.matches(text) {
            add(format.rule, "The value is not \(format.what).", fix: "Write \(format.advice).")
        }
        return Secret(text: text)
    }

    /// Notes a text that does not have its format, placeholders considered.
    func check(_ text: String, _ format: TextFormat) {
        if isTemplate, text.holdsPlaceholder {
            return checkTemplate(text, format)
        }
        guard !format.matches(text) else { return }
        add(format.rule, format.complaint(about: text), fix: "Write \(format.advice).")
    }
}

extension TextFormat {
    /// What is wrong with a text that does not match.
    fileprivate func complaint(about text: String) -> String {
        if text.isEmpty { return "The text is empty." }
        if !hasLength(text, text.utf8.count) {
            return "The text has \(text.unicodeScalars.count) characters; \(limit) allowed."
        }
        return isQuoted ? "“\(text.excerpt)” is not \(what)." : "The text is not \(what)."
    }

    private var limit: String {
        length.upperBound == .max
            ? "at least \(length.lowerBound) are" : "\(length.lowerBound) to \(length.upperBound) are"
    }
}
