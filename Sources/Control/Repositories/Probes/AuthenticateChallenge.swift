/// One challenge of a `WWW-Authenticate` header (RFC 9110, section 11.6.1). Pure.
struct AuthenticateChallenge: Equatable {
    /// The scheme in lower case, such as `bearer`.
    let scheme: String
    /// The parameters by name in lower case.
    let parameters: [String: String]

    /// The challenges of a header, in order. What is no challenge is passed over.
    static func parse(_ header: String) -> [AuthenticateChallenge] {
        var cursor = Cursor(rest: header.prefix(8192))
        var challenges: [AuthenticateChallenge] = []
        while true {
            cursor.skip { $0 == " " || $0 == "," || $0 == "\t" }
            guard let scheme = cursor.token() else { return challenges }
            challenges.append(AuthenticateChallenge(scheme: scheme.lowercased(), parameters: cursor.parameters()))
        }
    }
}

private struct Cursor {
    var rest: Substring

    mutating func skip(_ isSkipped: (Character) -> Bool) { rest = rest.drop(while: isSkipped) }

    mutating func token() -> String? {
        let word = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || "!#$%&'*+-.^_`|~/".contains($0)) }
        rest = rest.dropFirst(word.count)
        return word.isEmpty ? nil : String(word)
    }

    /// `name=value` pairs up to the next scheme, which is a word without `=`.
    mutating func parameters() -> [String: String] {
        var found: [String: String] = [:]
        while true {
            let before = rest
            skip { $0 == " " || $0 == "," || $0 == "\t" }
            guard let name = token(), rest.first == "=" else {
                rest = before
                return found
            }
            rest = rest.dropFirst()
            guard let value = rest.first == "\"" ? quoted() : token() else { return found }
            found[name.lowercased()] = value
        }
    }

    private mutating func quoted() -> String? {
        var value = ""
        rest = rest.dropFirst()
        while let next = rest.popFirst() {
            if next == "\"" { return value }
            guard next == "\\" else {
                value.append(next)
                continue
            }
            if let escaped = rest.popFirst() { value.append(escaped) }
        }
        return nil
    }
}
