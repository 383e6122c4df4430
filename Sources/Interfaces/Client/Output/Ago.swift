import FoundationEssentials

/// Spans of time as people say them: the largest unit alone, seconds to days.
enum Ago {
    /// The time from `text` (RFC 3339) to `now`, such as `5m`; nil when the text is no time.
    static func age(_ text: String?, now: Date) -> String? {
        guard let text, let date = moment(text) else { return nil }
        return span(seconds: Int64(max(0, now.timeIntervalSince(date))))
    }

    /// A length of time, such as `7d`; hours are said up to two days and minutes up to two hours.
    static func span(seconds: Int64) -> String {
        switch seconds {
        case ..<120: "\(seconds)s"
        case ..<7200: "\(seconds / 60)m"
        case ..<172_800: "\(seconds / 3600)h"
        default: "\(seconds / 86400)d"
        }
    }

    /// The moment that a timestamp with or without fractions of a second names.
    static func moment(_ text: String) -> Date? {
        let whole = Date.ISO8601FormatStyle()
        return (try? whole.parse(text))
            ?? (try? whole.year().month().day().time(includingFractionalSeconds: true)
                .timeZone(separator: .omitted).parse(text))
    }
}
