/// What a text must look like: named, explained, with the regular expression that schemas show and the scanner that
/// decides. A test holds the two together; the scanner is what runs, since it is many times faster.
public struct TextFormat: Sendable {
    /// How many Unicode scalars there may be.
    public let length: ClosedRange<Int>
    /// Where a text in the template of a fleet may hold `{{ … }}`.
    public private(set) var placeholders: Placeholders
    /// What formats of any length share, behind one reference, since formats are handed around for every field.
    private let shape: Shape

    /// Where placeholders may stand.
    public enum Placeholders: Sendable, Hashable {
        /// Nowhere: braces are ordinary characters, mostly wrong ones.
        case never
        /// Anywhere in the text.
        case anywhere
        /// As the tag of an image reference, and only there.
        case imageTag
    }

    init(_ shape: Shape, length: ClosedRange<Int>, placeholders: Placeholders = .never) {
        self.shape = shape
        self.length = length
        self.placeholders = placeholders
    }

    /// Whether a text has this format. Placeholders are not considered.
    public func matches(_ text: String) -> Bool {
        let bytes = text.utf8Span.span
        return hasLength(text, bytes.count) && shape.accepts(bytes)
    }

    /// The same format for fields in which a fleet may use placeholders.
    func templated(_ placeholders: Placeholders = .anywhere) -> TextFormat {
        TextFormat(shape, length: length, placeholders: placeholders)
    }

    /// Whether the length is right. Scalars are only counted where the number of bytes does not decide.
    func hasLength(_ text: String, _ bytes: Int) -> Bool {
        if bytes < length.lowerBound { return false }
        if bytes <= length.upperBound && length.lowerBound <= 1 { return true }
        return length.contains(text.unicodeScalars.count)
    }
}

extension TextFormat {
    /// A short name for schemas, such as `dns-label`.
    public var name: String { shape.name }
    /// The thing with its article, to complete “this is not …”.
    public var what: String { shape.what }
    /// How to write one, to complete “Write …”.
    public var advice: String { shape.advice ?? lengthAdvice }
    /// The regular expression of the whole text, in the dialect of JSON Schema; nil when none can express it.
    public var pattern: String? { shape.pattern }
    /// The rule that a wrong text breaks.
    public var rule: Rule { shape.rule }
    /// Whether findings may quote a text that is wrong.
    var isQuoted: Bool { shape.isQuoted }

    private var lengthAdvice: String {
        switch (length.lowerBound, length.upperBound) {
        case (0, let most): "at most \(most) characters"
        case (1, .max): "at least one character"
        case (let least, let most): "\(least) to \(most) characters"
        }
    }

    private static let anyText = Shape(
        name: "text", what: "a text of this length", advice: nil, pattern: nil, rule: .textLength,
        accepts: { _ in true })

    /// Any text of a certain length.
    public static func text(_ length: ClosedRange<Int> = 0 ... .max) -> TextFormat {
        TextFormat(anyText, length: length)
    }
}
