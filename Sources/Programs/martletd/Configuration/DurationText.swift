/// Durations as operators write them: `500ms`, `90s`, `5m`, `2h`.
enum DurationText {
    private static let units: [(suffix: String, duration: Duration)] = [
        ("ms", .milliseconds(1)), ("s", .seconds(1)), ("m", .seconds(60)), ("h", .seconds(3600)),
    ]

    /// The duration that a text states; nil when it states none or one of more than a year.
    static func parse(_ text: String) -> Duration? {
        for (suffix, unit) in units where text.hasSuffix(suffix) {
            guard let count = Int(text.dropLast(suffix.count)), count >= 0 else { continue }
            let duration = unit * count
            return duration <= .seconds(366 * 86400) ? duration : nil
        }
        return nil
    }
}
