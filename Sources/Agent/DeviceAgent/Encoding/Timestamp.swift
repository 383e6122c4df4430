import Glibc

/// Wall-clock time as the wire writes it.
enum Timestamp {
    /// The present in RFC 3339, UTC, whole seconds.
    static func now() -> String { text(time(nil)) }

    static func text(_ seconds: Int) -> String {
        var (moment, parts) = (seconds, tm())
        gmtime_r(&moment, &parts)
        let date = [pad(Int(parts.tm_year) + 1900, 4), pad(Int(parts.tm_mon) + 1, 2), pad(Int(parts.tm_mday), 2)]
        let clock = [parts.tm_hour, parts.tm_min, parts.tm_sec].map { pad(Int($0), 2) }
        return date.joined(separator: "-") + "T" + clock.joined(separator: ":") + "Z"
    }

    private static func pad(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
