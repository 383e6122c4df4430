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
