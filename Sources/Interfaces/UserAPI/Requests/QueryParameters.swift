import HTTPFront

/// The query of a request, read as the existing clients write it: `+` is a space.
struct QueryParameters: Sendable {
    private var values: [String: String] = [:]

    /// - Throws: ``StatusError`` with 400 when the encoding is broken. Of a parameter given twice the first counts.
    init(_ query: String?) throws(StatusError) {
        for pair in (query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentEncoding.decoded(parts[0].utf8, plusIsSpace: true),
                let value = PercentEncoding.decoded(parts.count > 1 ? parts[1].utf8 : ""[...].utf8, plusIsSpace: true)
            else { throw StatusError(400, "the query cannot be read: check its percent encoding") }
            if values[name] == nil { values[name] = value }
        }
    }

    subscript(name: String) -> String? { values[name] }

    /// A parameter that is `true` or `false`; false when it is left out.
    func flag(_ name: String) throws(StatusError) -> Bool {
        switch values[name] {
        case nil, "false", "": false
        case "true": true
        default: throw StatusError(400, "\(name) must be true or false")
        }
    }
}

/// The percent encoding of URLs.
enum PercentEncoding {
    /// The text behind an encoding; nil when it is broken or no UTF-8.
    static func decoded(_ bytes: some Sequence<UInt8>, plusIsSpace: Bool = false) -> String? {
        var result: [UInt8] = []
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(digit), let low = iterator.next().flatMap(digit) else {
                    return nil
                }
                result.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: result.append(UInt8(ascii: " "))
            default: result.append(byte)
            }
        }
        return String(validating: result, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
