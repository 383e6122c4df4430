import Wire

/// A path below `/api/v1` with its query, built from parts so that no name can change its shape.
struct RequestPath: Sendable {
    private(set) var text: String
    private var hasQuery = false

    /// The path of the given segments, each encoded.
    init(_ segments: String...) {
        text = APIPath.base + segments.map { "/" + Self.encoded($0) }.joined()
    }

    /// Adds a parameter; one without a value is left out.
    mutating func add(_ name: String, _ value: String?) {
        guard let value else { return }
        text += (hasQuery ? "&" : "?") + name + "=" + Self.encoded(value)
        hasQuery = true
    }

    /// Percent encoding of everything but the unreserved characters of RFC 3986. A segment of dots alone is encoded as
    /// well, since `..` would be resolved on the way.
    private static func encoded(_ text: String) -> String {
        let isDots = text == "." || text == ".."
        var encoded = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            case UInt8(ascii: ".") where !isDots: encoded += "."
            default: encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }
}
