/// What a text must look like: named, explained, with the regular expression that schemas show and the scanner that
/// decides. A test holds the two together; the scanner is what runs, since it is many times faster.
public struct TextFormat: Sendable {
    /// A short name for schemas, such as `dns-label`.
    public let name: String
    /// The thing with its article, to complete “this is not …”.
    public let what: String
    /// How to write one, to complete “Write …”.
    public let advice: String
    /// The regular expression of the whole text, in the dialect of JSON Schema; nil when none can express it.
    public let pattern: String?
    /// How many Unicode scalars there may be.
    public let length: ClosedRange<Int>
    /// The rule that a wrong text breaks.
    public let rule: Rule
    /// Where a text in the template of a fleet may hold `{{ … }}`.
    public var placeholders = Placeholders.never
    /// Whether findings may quote a text that is wrong; addresses may hold credentials.
    var isQuoted = true
    /// Decides on the UTF-8 bytes of a text whose length is right.
    let accepts: @Sendable (Span<UInt8>) -> Bool

    /// Where placeholders may stand.
    public enum Placeholders: Sendable, Hashable {
        /// Nowhere: braces are ordinary characters, mostly wrong ones.
        case never
        /// Anywhere in the text.
        case anywhere
        /// As the tag of an image reference, and only there.
        case imageTag
    }

    /// Whether a text has this format. Placeholders are not considered.
    public func matches(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        return hasLength(text, bytes.count) && accepts(bytes)
    }

    /// The same format for fields in which a fleet may use placeholders.
    func templated(_ placeholders: Placeholders = .anywhere) -> TextFormat {
        var format = self
        format.placeholders = placeholders
        return format
    }

    /// Whether the length is right. Scalars are only counted where the number of bytes does not decide.
    func hasLength(_ text: String, _ bytes: Int) -> Bool {
        if bytes < length.lowerBound { return false }
        if bytes <= length.upperBound && length.lowerBound <= 1 { return true }
        return length.contains(text.unicodeScalars.count)
    }
}

extension TextFormat {
    /// Any text of a certain length.
    public static func text(_ length: ClosedRange<Int> = 0 ... .max) -> TextFormat {
        TextFormat(
            name: "text", what: "a text of this length", advice: lengthAdvice(length), pattern: nil, length: length,
            rule: .textLength, accepts: { _ in true })
    }

    private static func lengthAdvice(_ length: ClosedRange<Int>) -> String {
        switch (length.lowerBound, length.upperBound) {
        case (0, let most): "at most \(most) characters"
        case (1, .max): "at least one character"
        case (let least, let most): "\(least) to \(most) characters"
        }
    }
}
