/// References to images in OCI registries: `[domain/]name[/name…][:tag][@digest]`.
enum Images {
    /// Whether a text is a reference. A strict one names its registry; `nginx:latest` does not.
    static func isReference(_ text: Span<UInt8>, strict: Bool = false) -> Bool {
        guard let at = text.firstIndex(of: UInt8(ascii: "@")) else { return isTagged(text, strict: strict) }
        return isDigest(text.extracting((at + 1)...)) && isTagged(text.extracting(..<at), strict: strict)
    }

    /// A name with a tag of placeholders only, as the template of a fleet may have it.
    static func isTemplated(_ text: Span<UInt8>, strict: Bool) -> Bool {
        guard let brace = text.firstIndex(of: UInt8(ascii: "{")), brace > 0, text[brace - 1] == UInt8(ascii: ":"),
            isName(text.extracting(..<(brace - 1)), strict: strict)
        else { return false }
        let rest = text.extracting(afterPlaceholders(text, from: brace)...)
        guard let at = rest.first else { return true }
        return at == UInt8(ascii: "@") && isDigest(rest.extracting(1...))
    }

    /// `[\w][\w.-]{0,127}`
    static func isTag(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first, text.count <= 128 else { return false }
        return first.isWord && text.allSatisfy { $0.isWord || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    /// `[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[[:xdigit:]]{32,}`
    static func isDigest(_ text: Span<UInt8>) -> Bool {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let hex = text.extracting((colon + 1)...)
        guard hex.count >= 32, hex.allSatisfy({ $0.isHexDigit }) else { return false }
        var startsPart = true
        for index in 0..<colon {
            let byte = text[index]
            if startsPart {
                guard byte.isLetter else { return false }
                startsPart = false
            } else if byte == 0x2D || byte == 0x5F || byte == 0x2B || byte == 0x2E {
                startsPart = true
            } else if !byte.isAlphanumeric {
                return false
            }
        }
        return !startsPart
    }

    /// A colon after the last slash starts the tag; one before it belongs to the registry's port.
    private static func isTagged(_ text: Span<UInt8>, strict: Bool) -> Bool {
        let slash = text.lastIndex(of: UInt8(ascii: "/")) ?? -1
        guard let colon = text.lastIndex(of: UInt8(ascii: ":")), colon > slash else {
            return isName(text, strict: strict)
        }
        return isTag(text.extracting((colon + 1)...)) && isName(text.extracting(..<colon), strict: strict)
    }

    private static func isName(_ text: Span<UInt8>, strict: Bool) -> Bool {
        if !strict && text.everyPart(separatedBy: UInt8(ascii: "/"), isComponent) { return true }
        guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else { return false }
        return isDomain(text.extracting(..<slash))
            && text.extracting((slash + 1)...).everyPart(separatedBy: UInt8(ascii: "/"), isComponent)
    }

    /// `dcomp(\.dcomp)*(:[0-9]+)?`, `dcomp` being letters, digits and inner hyphens.
    static func isDomain(_ text: Span<UInt8>) -> Bool {
        let colon = text.firstIndex(of: UInt8(ascii: ":")) ?? text.count
        if colon < text.count {
            let port = text.extracting((colon + 1)...)
            guard !port.isEmpty, port.allSatisfy({ $0.isDigit }) else { return false }
        }
        return text.extracting(..<colon).everyPart(separatedBy: UInt8(ascii: ".")) { part in
            guard let first = part.first, let last = part.last else { return false }
            return first.isAlphanumeric && last.isAlphanumeric
                && part.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") }
        }
    }

    /// Runs of `[a-z0-9]+` with one `.`, one or two `_`, or any number of `-` between them.
    private static func isComponent(_ text: Span<UInt8>) -> Bool {
        guard let first = text.first, let last = text.last, first.isLowerAlphanumeric, last.isLowerAlphanumeric else {
            return false
        }
        var index = 0
        while index < text.count {
            let byte = text[index]
            let start = index
            repeat { index += 1 } while index < text.count && text[index] == byte
            if byte.isLowerAlphanumeric { continue }
            guard isSeparator(byte, length: index - start), text[index].isLowerAlphanumeric else { return false }
        }
        return true
    }

    private static func isSeparator(_ byte: UInt8, length: Int) -> Bool {
        switch byte {
        case UInt8(ascii: "."): length == 1
        case UInt8(ascii: "_"): length <= 2
        case UInt8(ascii: "-"): true
        default: false
        }
    }

    /// The first place behind `{{…}}{{…}}…` from `start` on, or `start` when none stands there whole.
    private static func afterPlaceholders(_ text: Span<UInt8>, from start: Int) -> Int {
        var index = start
        while text.has("{{", at: index) {
            var end = index + 2
            while end < text.count && text[end] != UInt8(ascii: "}") { end += 1 }
            guard text.has("}}", at: end) else { return index }
            index = end + 2
        }
        return index
    }
}
