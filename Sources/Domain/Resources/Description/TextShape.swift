extension TextFormat {
    /// A format without its length.
    final class Shape: Sendable {
        let name: String
        let what: String
        /// Nil where the length is all there is to say.
        let advice: String?
        let pattern: String?
        let rule: Rule
        /// Whether findings may quote a text that is wrong; addresses may hold credentials.
        let isQuoted: Bool
        /// Decides on the UTF-8 bytes of a text whose length is right.
        let accepts: @Sendable (Span<UInt8>) -> Bool

        init(
            name: String, what: String, advice: String?, pattern: String?, rule: Rule, isQuoted: Bool = true,
            accepts: @escaping @Sendable (Span<UInt8>) -> Bool
        ) {
            self.name = name
            self.what = what
            self.advice = advice
            self.pattern = pattern
            self.rule = rule
            self.isQuoted = isQuoted
            self.accepts = accepts
        }
    }

    /// A format with a shape of its own.
    init(
        name: String, what: String, advice: String, pattern: String? = nil, length: ClosedRange<Int>, rule: Rule,
        placeholders: Placeholders = .never, isQuoted: Bool = true, accepts: @escaping @Sendable (Span<UInt8>) -> Bool
    ) {
        let shape = Shape(
            name: name, what: what, advice: advice, pattern: pattern, rule: rule, isQuoted: isQuoted, accepts: accepts)
        self.init(shape, length: length, placeholders: placeholders)
    }
}
