/// Spans of time and shares, as short texts.
enum Times {
    /// Digits and one unit. Which digits are allowed differs between the three places that have such texts.
    static func isSpan(_ text: Span<UInt8>, _ digitsAllowed: (Span<UInt8>) -> Bool) -> Bool {
        guard let unit = text.last, unit == 0x73 || unit == 0x6D || unit == 0x68 else { return false }
        let digits = text.extracting(..<(text.count - 1))
        return !digits.isEmpty && digits.allSatisfy { $0.isDigit } && digitsAllowed(digits)
    }

    /// `^(100|[1-9]?[0-9])%$`
    static func isPercentage(_ text: Span<UInt8>) -> Bool {
        guard text.last == UInt8(ascii: "%") else { return false }
        let digits = text.extracting(..<(text.count - 1))
        guard digits.decimal(atMost: 100) != nil else { return false }
        return digits.count == 1 || digits[0] != UInt8(ascii: "0")
    }
}

/// A span of time as documents write it: digits and one of `s`, `m` and `h`.
public enum ShortDuration {
    /// The seconds that a text such as `90s`, `10m` or `24h` stands for; nil when it is none or does not fit.
    public static func seconds(_ text: String) -> Int64? {
        guard let unit = text.utf8.last, let count = Int64(text.dropLast()), count >= 0 else { return nil }
        let factor: Int64
        switch unit {
        case UInt8(ascii: "s"): factor = 1
        case UInt8(ascii: "m"): factor = 60
        case UInt8(ascii: "h"): factor = 3600
        default: return nil
        }
        let (seconds, overflow) = count.multipliedReportingOverflow(by: factor)
        return overflow ? nil : seconds
    }
}

extension TextFormat {
    private static func span(
        _ name: String, _ pattern: String, _ advice: String, _ digits: @escaping @Sendable (Span<UInt8>) -> Bool
    ) -> TextFormat {
        // Nine digits of hours are a hundred thousand years, and keep every sum of seconds within 64 bits.
        TextFormat(
            name: name, what: "a duration", advice: advice, pattern: pattern, length: 2...10, rule: .duration,
            accepts: { Times.isSpan($0, digits) })
    }

    /// A span of time of whole seconds, minutes or hours.
    public static let duration = span(
        "duration", "^(?:[1-9]\\d*)?\\d[smh]$", "a number and one of s, m and h, such as 90s, 10m or 24h"
    ) { digits in
        digits.count == 1 || digits[0] != UInt8(ascii: "0")
    }

    /// How often a monitor looks.
    public static let samplingInterval = span(
        "sampling-interval", "^[1-9]\\d*[smh]$", "a number from 1 and one of s, m and h, such as 30s"
    ) { digits in
        digits[0] != UInt8(ascii: "0")
    }

    /// How long a threshold must be passed before a monitor reports it.
    public static let alertDuration = span(
        "alert-duration", "^\\d+[smh]$", "a number and one of s, m and h, such as 10m"
    ) { _ in true }

    /// A share from 0 % to 100 %.
    public static let percentage = TextFormat(
        name: "percentage", what: "a percentage", advice: "a whole number from 0 to 100 and “%”, such as 90%",
        pattern: "^(100|[1-9]?[0-9])%$", length: 2...4, rule: .percentage, accepts: Times.isPercentage)
}
