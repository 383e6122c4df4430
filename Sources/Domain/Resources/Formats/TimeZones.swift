/// Names of time zones by their shape. Whether a device knows the zone is for its own database to say.
enum TimeZones {
    private static let areas: Set<String> = [
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Brazil", "Canada", "Chile",
        "Etc",
        "Europe", "Indian", "Mexico", "Pacific", "US",
    ]
    /// Names without an area that the database keeps for old programs. Abbreviations of three letters are not among
    /// them, since they mean different zones in different places; only these two mean one.
    private static let names: Set<String> = [
        "Local", "GMT", "UTC", "Cuba", "Egypt", "Eire", "Factory", "GB-Eire", "GMT+0", "GMT-0", "GMT0", "Greenwich",
        "Hongkong",
        "Iceland", "Iran", "Israel", "Jamaica", "Japan", "Kwajalein", "Libya", "NZ-CHAT", "Navajo", "Poland",
        "Portugal",
        "Singapore", "Turkey", "Universal", "W-SU", "Zulu", "CST6CDT", "EST5EDT", "MST7MDT", "PST8PDT",
    ]

    /// Letters, digits, “-” and “_” mean themselves in an expression; of the rest only “+” stands in a name.
    fileprivate static var pattern: String {
        let plain = names.sorted().joined(separator: "|").replacing("+", with: "\\+")
        return "^(?:\(plain)|(?:\(areas.sorted().joined(separator: "|")))(?:/[A-Za-z0-9_+-]+)+)$"
    }

    static func isName(_ text: Span<UInt8>) -> Bool {
        guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else { return names.contains(string(text)) }
        return areas.contains(string(text.extracting(..<slash)))
            && text.extracting((slash + 1)...).everyPart(separatedBy: UInt8(ascii: "/")) { part in
                !part.isEmpty && part.allSatisfy { $0.isWord || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
            }
    }

    private static func string(_ text: Span<UInt8>) -> String {
        var bytes: [UInt8] = []
        for index in text.indices { bytes.append(text[index]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension TextFormat {
    /// An IANA time zone, or `Local`.
    public static let timeZone = TextFormat(
        name: "time-zone", what: "a time zone",
        advice: "an IANA name such as Europe/Berlin, UTC, or Local for the device's own",
        pattern: TimeZones.pattern, length: 1...64, rule: .timeZone, accepts: TimeZones.isName)

    /// A cron expression of five fields.
    public static let cronExpression = TextFormat(
        name: "cron", what: "a cron expression",
        advice: "five fields (minute, hour, day, month, weekday), such as “0 2 * * SUN”",
        pattern: nil, length: 9...256, rule: .cronExpression, accepts: { CronExpression($0) != nil })
}
