/// A leaf of the tree: the text that was written, and how it was written.
public struct Scalar: Sendable {
    /// How a scalar was written, which decides whether its text may mean a number, a boolean or null.
    public enum Style: UInt8, Sendable {
        /// Without quotes: the core schema decides what the text means. JSON's numbers, `true`, `false` and `null` are plain.
        case plain
        /// In single or double quotes, or tagged `!!str`: a string whatever its text is.
        case quoted
        /// A YAML block written with `|`: a string whose lines stand in the document one by one.
        case literal
        /// A YAML block written with `>`: a string whose lines were joined.
        case folded
    }

    /// The text after unescaping and folding. Numbers stay as written, so that a decoder may read `0644` as a file mode.
    public var text: String
    /// How the text was written.
    public var style: Style

    /// A scalar with this text and style.
    public init(text: String, style: Style) {
        self.text = text
        self.style = style
    }

    /// Whether it was written without quotes.
    public var isPlain: Bool { style == .plain }

    /// What the text means by the YAML 1.2 core schema. Resolved at each call, since most scalars are never asked.
    public var value: ScalarValue { isPlain ? CoreSchema.resolve(text) : .string }
}

/// What a scalar means by the YAML 1.2 core schema, of which JSON's literals are a part.
public enum ScalarValue: Sendable, Hashable {
    /// `null`, `Null`, `NULL`, `~` or nothing at all.
    case null
    /// `true` or `false`, also capitalised. The YAML 1.1 words `yes`, `no`, `on` and `off` are strings.
    case bool(Bool)
    /// A decimal, octal (`0o17`) or hexadecimal (`0x1F`) integer that fits 64 bits.
    case integer(Int64)
    /// A number with a fraction or an exponent, `.inf`, `.nan`, or an integer too large for 64 bits.
    case number(Double)
    /// Text.
    case string
}
