/// Writes JSON byte by byte; commas, colons and escapes are its business, the balance of nesting is kept by closures.
///
///     var writer = JSONWriter()
///     writer.object {
///         $0.field("name", "sensor-7")
///         $0.key("spec"); $0.raw(storedSpec)
///     }
public struct JSONWriter: Sendable {
    /// What was written so far.
    public private(set) var bytes: [UInt8]
    private let isPretty: Bool
    private var depth = 0
    /// Whether the next key or value is the first of its object or array, or follows a key.
    private var isFirst = true
    private var followsKey = false

    /// An empty writer; `pretty` writes one value per line, indented by two spaces. `capacity` is the expected size in bytes.
    public init(pretty: Bool = false, capacity: Int = 0) {
        isPretty = pretty
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// Writes an object whose pairs `body` writes.
    public mutating func object<E: Error>(_ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
        try nested(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
    }

    /// Writes an array whose elements `body` writes.
    public mutating func array<E: Error>(_ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
        try nested(UInt8(ascii: "["), UInt8(ascii: "]"), body)
    }

    /// Writes a key; the next call writes its value.
    public mutating func key(_ key: String) {
        separate()
        JSONText.append(key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        if isPretty { bytes.append(UInt8(ascii: " ")) }
        followsKey = true
    }

    /// Writes a string.
    public mutating func value(_ text: String) {
        separate()
        JSONText.append(text, to: &bytes)
    }

    /// Writes an integer.
    public mutating func value(_ integer: some BinaryInteger) { raw(String(integer).utf8) }

    /// Writes `true` or `false`.
    public mutating func value(_ bool: Bool) { raw((bool ? "true" : "false").utf8) }

    /// Writes a number; infinities and "not a number", for which JSON has no form, as strings.
    public mutating func value(_ number: Double) {
        if number.isFinite { raw(number.description.utf8) } else { value(DecimalText.of(number)) }
    }

    /// Writes a tree, its keys in their order.
    public mutating func value(_ node: Node) { write(node, sorted: false) }

    /// Writes `null`.
    public mutating func null() { raw("null".utf8) }

    /// Splices ready JSON as one value, unchanged. The caller vouches for it.
    public mutating func raw(_ json: some Sequence<UInt8>) {
        separate()
        bytes.append(contentsOf: json)
    }

    private mutating func nested<E: Error>(
        _ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) throws(E) -> Void
    ) throws(E) {
        separate()
        bytes.append(open)
        isFirst = true
        depth += 1
        try body(&self)
        depth -= 1
        if !isFirst { breakLine() }
        isFirst = false
        bytes.append(close)
    }

    private mutating func separate() {
        defer { (isFirst, followsKey) = (false, false) }
        if followsKey { return }
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        if depth > 0 { breakLine() }
    }

    private mutating func breakLine() {
        guard isPretty else { return }
        bytes.append(UInt8(ascii: "\n"))
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
    }
}

extension JSONWriter {
    /// Writes a pair with a string; nil writes nothing.
    public mutating func field(_ key: String, _ text: String?) {
        guard let text else { return }
        self.key(key)
        value(text)
    }

    /// Writes a pair with an integer; nil writes nothing.
    public mutating func field(_ key: String, _ integer: (some BinaryInteger)?) {
        guard let integer else { return }
        self.key(key)
        value(integer)
    }

    /// Writes a pair with `true` or `false`; nil writes nothing.
    public mutating func field(_ key: String, _ bool: Bool?) {
        guard let bool else { return }
        self.key(key)
        value(bool)
    }

    /// Writes a pair with ready JSON, unchanged; nil writes nothing. The caller vouches for it.
    public mutating func field(_ key: String, raw json: [UInt8]?) {
        guard let json else { return }
        self.key(key)
        raw(json)
    }
}
