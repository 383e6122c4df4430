import Glibc

/// The header `Retry-After` (RFC 9110, section 10.2.3): seconds, or a date.
package enum RetryAfter {
    private static let longest: Int64 = 86_400
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// Nil for what is neither. Never below zero and never above a day.
    ///
    /// - Parameter now: seconds since 1970; the system's when nil.
    package static func duration(_ text: String, now: Int64? = nil) -> Duration? {
        if let seconds = UInt64(text) { return .seconds(min(Int64(clamping: seconds), longest)) }
        guard let date = date(text) else { return nil }
        return .seconds(min(max(0, date - (now ?? Int64(time(nil)))), longest))
    }

    /// The preferred form of a date, `Sun, 06 Nov 1994 08:49:37 GMT`, as seconds since 1970.
    private static func date(_ text: String) -> Int64? {
        let fields = text.split(whereSeparator: { $0 == " " || $0 == ":" })
        guard fields.count == 8, fields[7] == "GMT", let month = months.firstIndex(of: String(fields[2])) else {
            return nil
        }
        let numbers = [1, 3, 4, 5, 6].compactMap { UInt16(fields[$0]).map(Int32.init) }
        guard numbers.count == 5, (1...31).contains(numbers[0]), (1970...9999).contains(numbers[1]) else { return nil }
        var parts = tm()
        (parts.tm_mday, parts.tm_mon, parts.tm_year) = (numbers[0], Int32(month), numbers[1] - 1900)
        (parts.tm_hour, parts.tm_min, parts.tm_sec) = (numbers[2], numbers[3], numbers[4])
        return Int64(timegm(&parts))
    }
}
