/// Times and identifiers as servers write them.
enum ServerTexts {
    /// `2026-01-31T08:00:00.123Z`: digits where digits belong and numbers within their limits. Whether a month has a
    /// 31st is not looked at.
    static func isTimestamp(_ text: Span<UInt8>) -> Bool {
        guard text.count >= 20, isDate(text), text[10] | 0x20 == UInt8(ascii: "t"), isTime(text.extracting(11...))
        else { return false }
        var index = 19
        if text[index] == UInt8(ascii: ".") {
            index += 1
            let start = index
            while index < text.count, text[index].isDigit { index += 1 }
            if index == start { return false }
        }
        return isZone(text.extracting(index...))
    }

    private static func isDate(_ text: Span<UInt8>) -> Bool {
        text.extracting(..<4).decimal(atMost: 9999) != nil && text[4] == UInt8(ascii: "-")
            && (1...12).contains(text.extracting(5..<7).decimal(atMost: 12) ?? 0) && text[7] == UInt8(ascii: "-")
            && (1...31).contains(text.extracting(8..<10).decimal(atMost: 31) ?? 0)
    }

    private static func isTime(_ text: Span<UInt8>) -> Bool {
        text.extracting(..<2).decimal(atMost: 23) != nil && text[2] == UInt8(ascii: ":")
            && text.extracting(3..<5).decimal(atMost: 59) != nil && text[5] == UInt8(ascii: ":")
            && text.extracting(6..<8).decimal(atMost: 60) != nil
    }

    private static func isZone(_ text: Span<UInt8>) -> Bool {
        if text.count == 1 { return text[0] | 0x20 == UInt8(ascii: "z") }
        guard text.count == 6, text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-") else { return false }
        return text.extracting(1..<3).decimal(atMost: 23) != nil && text[3] == UInt8(ascii: ":")
            && text.extracting(4..<6).decimal(atMost: 59) != nil
    }

    /// `^CVE-[0-9]{4}-[0-9]{4,}$`
    static func isVulnerability(_ text: Span<UInt8>) -> Bool {
        guard text.has("CVE-", at: 0), text.count >= 13, text[8] == UInt8(ascii: "-") else { return false }
        return text.extracting(4..<8).allSatisfy { $0.isDigit } && text.extracting(9...).allSatisfy { $0.isDigit }
    }

    /// `^[a-z0-9-]+$`
    static func isUnitState(_ text: Span<UInt8>) -> Bool {
        !text.isEmpty && text.allSatisfy { $0.isLowerAlphanumeric || $0 == UInt8(ascii: "-") }
    }
}

extension TextFormat {
    /// A time of RFC 3339.
    public static let timestamp = TextFormat(
        name: "date-time", what: "a time", advice: "date, “T”, time and zone, such as 2026-01-31T08:00:00Z",
        length: 20...40, rule: .timestamp, accepts: ServerTexts.isTimestamp)

    /// The identifier of a known vulnerability.
    public static let vulnerability = TextFormat(
        name: "cve", what: "a CVE identifier", advice: "CVE, a year and a number, such as CVE-2026-12345",
        pattern: "^CVE-[0-9]{4}-[0-9]{4,}$", length: 13...64, rule: .vulnerabilityID,
        accepts: ServerTexts.isVulnerability)

    /// The state of a systemd unit within its active state, such as `running`.
    public static let unitState = TextFormat(
        name: "unit-state", what: "the state of a unit", advice: "lower-case letters, digits and “-”, such as running",
        pattern: "^[a-z0-9-]+$", length: 1...64, rule: .systemdPattern, accepts: ServerTexts.isUnitState)
}
