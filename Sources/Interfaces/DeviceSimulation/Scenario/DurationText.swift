/// Times as scenarios write them.
enum DurationText {
    private static let units: [(suffix: String, seconds: Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]

    /// Nil when the text is no number with a unit, or a negative or very long time (above a year).
    static func read(_ text: some StringProtocol) -> Duration? {
        if text == "0" { return .zero }
        for unit in units where text.hasSuffix(unit.suffix) {
            guard let number = Double(text.dropLast(unit.suffix.count)) else { continue }
            let seconds = number * unit.seconds
            guard seconds >= 0, seconds <= 366 * 86_400 else { return nil }
            return .seconds(seconds)
        }
        return nil
    }
}
