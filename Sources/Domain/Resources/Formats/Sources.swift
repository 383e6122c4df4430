import Addresses

/// Addresses of things to fetch: git revisions, URLs, registries.
enum Sources {
    /// What the server would connect to. An address with a password in it is another rule's business, which says more.
    static func isGitAddress(_ text: Span<UInt8>) -> Bool {
        var bytes: [UInt8] = []
        for index in text.indices { bytes.append(text[index]) }
        do {
            _ = try RepositoryAddress(String(decoding: bytes, as: UTF8.self))
            return true
        } catch {
            return error.kind == .credential
        }
    }

    /// `[a-zA-Z0-9]([a-zA-Z0-9\.\-\_\/])*`
    static func isRevision(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first, first.isAlphanumeric else { return false }
        return text.allSatisfy { $0.isWord || $0 == 0x2E || $0 == 0x2D || $0 == 0x2F }
    }

    /// No spaces and no control characters, so that what is logged is what was meant.
    static func isPrintable(_ text: Span<UInt8>) -> Bool {
        text.allSatisfy { $0 > 0x20 && $0 != 0x7F }
    }

    /// `https://` or `http://` in any letter case, a host, and no spaces.
    static func isWebAddress(_ text: Span<UInt8>) -> Bool {
        let scheme: StaticString = "http"
        for index in 0..<4 {
            let wanted = scheme.withUTF8Buffer { $0[index] }
            guard index < text.count, text[index] | 0x20 == wanted else { return false }
        }
        let colon = text.count > 4 && text[4] | 0x20 == UInt8(ascii: "s") ? 5 : 4
        guard text.has("://", at: colon), text.count > colon + 3 else { return false }
        return !"/?#".utf8.contains(text[colon + 3]) && isPrintable(text)
    }

    /// A host by name or address with a port if need be, and no scheme.
    static func isRegistry(_ text: Span<UInt8>) -> Bool {
        if text.first == UInt8(ascii: "[") {
            guard let end = text.firstIndex(of: UInt8(ascii: "]")) else { return false }
            return isAddress6(text.extracting(1..<end)) && isPortSuffix(text.extracting((end + 1)...))
        }
        let colon = text.firstIndex(of: UInt8(ascii: ":")) ?? text.count
        let host = text.extracting(..<colon)
        return isPortSuffix(text.extracting(colon...)) && (isDotted(host) ? isAddress4(host) : isHost(host))
    }

    private static func isPortSuffix(_ text: Span<UInt8>) -> Bool {
        if text.isEmpty { return true }
        guard text[0] == UInt8(ascii: ":"), let port = text.extracting(1...).decimal(atMost: 65535) else {
            return false
        }
        return port >= 1
    }

    private static func isHost(_ text: Span<UInt8>) -> Bool {
        text.count <= 253
            && text.everyPart(separatedBy: UInt8(ascii: ".")) { part in
                guard let first = part.first, let last = part.last, part.count <= 63 else { return false }
                return first.isAlphanumeric && last.isAlphanumeric
                    && part.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isDotted(_ text: Span<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isDigit || $0 == UInt8(ascii: ".") }
    }

    private static func isAddress4(_ text: Span<UInt8>) -> Bool {
        var parts = 0
        let fits = text.everyPart(separatedBy: UInt8(ascii: ".")) { part in
            parts += 1
            return part.decimal(atMost: 255) != nil && (part.count == 1 || part[0] != UInt8(ascii: "0"))
        }
        return fits && parts == 4
    }

    /// Eight groups of hexadecimal digits, a row of zeros at most once shortened to `::`.
    private static func isAddress6(_ text: Span<UInt8>) -> Bool {
        var groups = 0
        var gaps = 0
        var index = 0
        while index < text.count {
            if text.has("::", at: index) {
                gaps += 1
                index += 2
                continue
            }
            if text[index] == UInt8(ascii: ":") {
                guard index > 0, text[index - 1].isHexDigit else { return false }
                index += 1
                guard index < text.count, text[index].isHexDigit else { return false }
            }
            let start = index
            while index < text.count && text[index].isHexDigit { index += 1 }
            guard (1...4).contains(index - start) else { return false }
            groups += 1
        }
        return gaps == 0 ? groups == 8 : gaps == 1 && groups <= 7
    }
}

extension TextFormat {
    /// A branch, tag or commit that a ResourceSync follows.
    public static let gitRevision = TextFormat(
        name: "git-revision", what: "a git revision",
        advice: "a branch, tag or commit of letters, digits, “.”, “-”, “_” and “/”, such as main",
        pattern: "^[a-zA-Z0-9][a-zA-Z0-9._/-]*$", length: 1...244, rule: .gitRevision,
        accepts: Sources.isRevision)

    /// The address of a git repository. The expression is wider than the scanner: it only keeps spaces out.
    public static let gitAddress = TextFormat(
        name: "git-address", what: "the address of a git repository",
        advice:
            "https://git.example.com/fleet.git, ssh://git@git.example.com/fleet.git or git@git.example.com:fleet.git",
        pattern: "^[^\\u0000-\\u0020\\u007F]+$", length: 1...2048, rule: .url, isQuoted: false,
        accepts: Sources.isGitAddress)

    /// The address of a repository.
    public static let repositoryURL = TextFormat(
        name: "repository-url", what: "the address of a repository",
        advice: "1 to 2048 characters without spaces, such as https://git.example.com/fleet.git",
        pattern: "^[^\\u0000-\\u0020\\u007F]+$", length: 1...2048, rule: .url, isQuoted: false,
        accepts: Sources.isPrintable)

    /// An address of the web.
    public static let webAddress = TextFormat(
        name: "web-address", what: "an address of the web",
        advice: "a URL that starts with https:// or http://, such as https://id.example.com", pattern: nil,
        length: 1...2048, rule: .url, isQuoted: false, accepts: Sources.isWebAddress)

    /// A registry of images: a host and, if need be, a port.
    public static let registry = TextFormat(
        name: "registry", what: "a registry",
        advice: "a host and, if need be, a port, without “https://”, such as quay.io or registry.local:5000",
        pattern: nil, length: 1...269, rule: .registry, accepts: Sources.isRegistry)
}
