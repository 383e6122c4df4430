/// Versions as catalogs have them.
enum Versions {
    /// `1.2.3`, if need be `-before.1` and `+build.7`; no leading zeros in numbers.
    static func isSemantic(_ text: Span<UInt8>) -> Bool {
        let plus = text.firstIndex(of: UInt8(ascii: "+")) ?? text.count
        let version = text.extracting(..<plus)
        let dash = version.firstIndex(of: UInt8(ascii: "-")) ?? plus
        return isCore(version.extracting(..<dash))
            && (dash == plus || version.extracting((dash + 1)...).everyPart(separatedBy: dot, isPreRelease))
            && (plus == text.count
                || text.extracting((plus + 1)...).everyPart(separatedBy: dot) {
                    !$0.isEmpty && $0.allSatisfy(isIdentifier)
                })
    }

    /// Versions with operators in front, of which the last number may be left out, with a space between them.
    static func isRange(_ text: Span<UInt8>) -> Bool {
        text.everyPart(separatedBy: UInt8(ascii: " ")) { part in
            var start = 0
            while start < part.count, operators.contains(part[start]) { start += 1 }
            return isBound(part.extracting(start...))
        }
    }

    private static let dot = UInt8(ascii: ".")
    private static let operators: [UInt8] = Array(">=<~^".utf8)

    private static func isCore(_ text: Span<UInt8>) -> Bool {
        var numbers = 0
        return text.everyPart(separatedBy: dot) { part in
            numbers += 1
            return isNumber(part)
        } && numbers == 3
    }

    private static func isNumber(_ text: Span<UInt8>) -> Bool {
        text.allSatisfy { $0.isDigit } && (text.count == 1 || (text.count > 1 && text[0] != UInt8(ascii: "0")))
    }

    private static func isPreRelease(_ part: Span<UInt8>) -> Bool {
        !part.isEmpty && part.allSatisfy(isIdentifier) && (isNumber(part) || !part.allSatisfy { $0.isDigit })
    }

    private static func isIdentifier(_ byte: UInt8) -> Bool { byte.isAlphanumeric || byte == UInt8(ascii: "-") }

    /// Two or three numbers, then `-…` and `+…` of letters, digits, dashes and dots, each at most once.
    private static func isBound(_ text: Span<UInt8>) -> Bool {
        var index = 0
        var numbers = 0
        repeat {
            if numbers > 0 { index += 1 }
            let start = index
            while index < text.count, text[index].isDigit { index += 1 }
            if index == start { return false }
            numbers += 1
        } while numbers < 3 && index < text.count && text[index] == dot
        guard numbers >= 2 else { return false }
        var rest = text.extracting(index...)
        if rest.first == UInt8(ascii: "-") {
            let end = rest.firstIndex(of: UInt8(ascii: "+")) ?? rest.count
            guard isSuffix(rest.extracting(1..<end)) else { return false }
            rest = rest.extracting(end...)
        }
        return rest.isEmpty || (rest[0] == UInt8(ascii: "+") && isSuffix(rest.extracting(1...)))
    }

    private static func isSuffix(_ text: Span<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy { isIdentifier($0) || $0 == dot }
    }
}

extension TextFormat {
    private static let number = "(0|[1-9]\\d*)"
    private static let before = "(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)"
    private static let bound =
        "[>=<~^]*[0-9]+\\.[0-9]+(\\.[0-9]+)?(-[0-9a-zA-Z.-]+)?(\\+[0-9a-zA-Z.-]+)?"

    /// A semantic version.
    public static let semanticVersion = TextFormat(
        name: "semver", what: "a semantic version", advice: "three numbers with dots between them, such as 1.4.2",
        pattern:
            "^\(number)\\.\(number)\\.\(number)(?:-(\(before)(?:\\.\(before))*))?(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?$",
        length: 5...256, rule: .semanticVersion, accepts: Versions.isSemantic)

    /// A range of semantic versions.
    public static let versionRange = TextFormat(
        name: "semver-range", what: "a range of versions",
        advice: "versions with operators and one space between them, such as “>=1.0.0 <1.4.2”",
        pattern: "^\(bound)( \(bound))*$", length: 3...256, rule: .versionRange, accepts: Versions.isRange)
}
