import Nodes

/// A secret within a text, by signs that hardly anything else has.
struct FoundSecret {
    /// What it is, with its article.
    let what: String
    /// Where it starts, in bytes.
    let offset: Int
    /// How many bytes of it are shown as its place.
    let length: Int
}

/// Finds keys and tokens in texts. One pass; only what starts like a secret is looked at more closely.
enum SecretPattern {
    /// A token with a prefix of its own.
    private struct Token: Sendable {
        let prefix: StaticString
        let what: String
        /// How many characters at least follow the prefix.
        let least: Int
    }

    private static let tokens: [Token] = [
        Token(prefix: "ghp_", what: "a GitHub token", least: 30),
        Token(prefix: "gho_", what: "a GitHub token", least: 30),
        Token(prefix: "ghs_", what: "a GitHub token", least: 30),
        Token(prefix: "ghu_", what: "a GitHub token", least: 30),
        Token(prefix: "github_pat_", what: "a GitHub token", least: 30),
        Token(prefix: "glpat-", what: "a GitLab token", least: 20),
        Token(prefix: "gldt-", what: "a GitLab token", least: 20),
        Token(prefix: "xoxb-", what: "a Slack token", least: 20),
        Token(prefix: "xoxp-", what: "a Slack token", least: 20),
        Token(prefix: "xoxa-", what: "a Slack token", least: 20),
        Token(prefix: "xoxr-", what: "a Slack token", least: 20),
        Token(prefix: "AKIA", what: "an AWS access key", least: 16),
        Token(prefix: "npm_", what: "an npm token", least: 36), Token(prefix: "hvs.", what: "a Vault token", least: 20),
        Token(prefix: "AIza", what: "a Google API key", least: 35),
    ]

    /// The secrets of a text, in its order.
    static func find(in text: String) -> [FoundSecret] {
        let bytes = text.utf8Span.span
        var found: [FoundSecret] = []
        var index = 0
        while index < bytes.count {
            guard let secret = secret(in: bytes, at: index) else {
                index += 1
                continue
            }
            found.append(secret)
            index += secret.length
        }
        return found
    }

    private static func secret(in bytes: Span<UInt8>, at index: Int) -> FoundSecret? {
        switch bytes[index] {
        case UInt8(ascii: "-"): privateKey(bytes, index)
        case UInt8(ascii: "c"): keyData(bytes, index) ?? awsSecret(bytes, index) ?? token(bytes, index)
        case UInt8(ascii: "a"): awsSecret(bytes, index)
        case UInt8(ascii: "g"), UInt8(ascii: "x"), UInt8(ascii: "A"), UInt8(ascii: "n"), UInt8(ascii: "h"):
            token(bytes, index)
        default: nil
        }
    }

    private static func token(_ bytes: Span<UInt8>, _ index: Int) -> FoundSecret? {
        guard index == 0 || !bytes[index - 1].isWord else { return nil }
        for token in tokens where bytes.has(token.prefix, at: index) {
            let start = index + token.prefix.utf8CodeUnitCount
            var end = start
            while end < bytes.count, bytes[end].isWord || bytes[end] == UInt8(ascii: "-") { end += 1 }
            guard end - start >= token.least, isRandom(bytes.extracting(start..<end)) else { return nil }
            return FoundSecret(what: token.what, offset: index, length: end - index)
        }
        return nil
    }

    /// `-----BEGIN … PRIVATE KEY-----` with something behind it that could be one.
    private static func privateKey(_ bytes: Span<UInt8>, _ index: Int) -> FoundSecret? {
        guard bytes.has("-----BEGIN ", at: index) else { return nil }
        var end = index + 11
        while end < bytes.count, bytes[end].isUpper || bytes[end].isDigit || bytes[end] == 0x20 { end += 1 }
        guard bytes.has("-----", at: end), bytes.has("PRIVATE KEY", at: end - 11) else { return nil }
        var digits = 0
        var next = end + 5
        while next < bytes.count, digits < 40, bytes[next] != UInt8(ascii: "-"), bytes[next] != UInt8(ascii: ".") {
            digits += bytes[next].isAlphanumeric ? 1 : 0
            next += 1
        }
        return digits < 40 ? nil : FoundSecret(what: "a private key", offset: index, length: end + 5 - index)
    }

    /// The client's key in the configuration of a Kubernetes client.
    private static func keyData(_ bytes: Span<UInt8>, _ index: Int) -> FoundSecret? {
        assigned("client-key-data", bytes, index, least: 40).map {
            FoundSecret(what: "a client key", offset: $0.lowerBound, length: $0.count)
        }
    }

    private static func awsSecret(_ bytes: Span<UInt8>, _ index: Int) -> FoundSecret? {
        assigned("aws_secret_access_key", bytes, index, least: 40).map {
            FoundSecret(what: "an AWS secret key", offset: $0.lowerBound, length: $0.count)
        }
    }

    /// The value behind `name:` or `name =`, if it is one long word that looks random.
    private static func assigned(
        _ name: StaticString, _ bytes: Span<UInt8>, _ index: Int, least: Int
    ) -> Range<Int>? {
        guard bytes.has(name, at: index) else { return nil }
        var start = index + name.utf8CodeUnitCount
        while start < bytes.count, [0x20, 0x3A, 0x3D, 0x22, 0x27].contains(bytes[start]) { start += 1 }
        var end = start
        while end < bytes.count, bytes[end].isAlphanumeric || [0x2B, 0x2F, 0x3D].contains(bytes[end]) { end += 1 }
        guard end - start >= least, isRandom(bytes.extracting(start..<end)) else { return nil }
        return start..<end
    }

    /// Whether a word could be a key: examples repeat one character or say that they are examples.
    private static func isRandom(_ word: Span<UInt8>) -> Bool {
        var seen: Set<UInt8> = []
        for index in word.indices {
            seen.insert(word[index])
            if word.has("EXAMPLE", at: index) || word.has("example", at: index) { return false }
        }
        return seen.count >= 8
    }
}
