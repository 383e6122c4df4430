/// Durations as the configuration writes them: `10s`, `1m30s`, `500ms`, `2h`.
enum DurationText {
    /// - Returns: nil when the text is not a duration, or is longer than a year.
    static func parse(_ text: String) -> Duration? {
        if text == "0" { return .zero }
        var rest = Substring(text)
        var total = Duration.zero
        guard !rest.isEmpty else { return nil }
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            let unit = rest.prefix { $0.isASCII && $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard digits.count <= 9, let count = Int64(digits), let milliseconds = units[String(unit)] else {
                return nil
            }
            total += .milliseconds(count * milliseconds)
        }
        return total <= .seconds(366 * 86400) ? total : nil
    }

    private static let units: [String: Int64] = ["ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000]
}
