/// A rule that repeats each year, such as `CET-1CEST,M3.5.0,M10.5.0/3`: POSIX's form of TZ with the extension of RFC 8536
/// that times run from -167 to 167 hours.
struct YearlyRule: Sendable, Hashable {
    /// Seconds east of UTC.
    private let standard: Int64
    /// The other offset of the year, with its beginning and end on the clocks; nil when there is none.
    private let summer: Summer?

    private struct Summer: Sendable, Hashable {
        let offset: Int64
        let begin: YearDay
        let end: YearDay
    }

    /// Reads a rule; nil when the text is none.
    init?(_ text: String) {
        var scanner = RuleScanner(text)
        guard scanner.name(), let west = scanner.time() else { return nil }
        standard = -west
        if scanner.isAtEnd {
            summer = nil
            return
        }
        guard scanner.name() else { return nil }
        let offset = scanner.isAt(",") ? standard + 3600 : scanner.time().map { -$0 }
        guard let offset, scanner.skip(","), let begin = scanner.day(), scanner.skip(","), let end = scanner.day(),
            scanner.isAtEnd
        else { return nil }
        summer = Summer(offset: offset, begin: begin, end: end)
    }

    /// Seconds east of UTC at an instant, which is given in seconds since 1970 UTC.
    func offset(at instant: Int64) -> Int64 {
        guard let summer else { return standard }
        let year = CalendarDay.year(ofDay: floorDivide(instant + standard, 86_400))
        // The year of the clocks may be another than that of the transition's instant; its neighbours have the answer then.
        let spans = (year - 1...year + 1).map { year in
            (begin: summer.begin.seconds(in: year) - standard, end: summer.end.seconds(in: year) - summer.offset)
        }
        if spans[0].begin <= spans[0].end {
            return spans.contains { ($0.begin..<max($0.begin, $0.end)).contains(instant) } ? summer.offset : standard
        }
        // South of the equator the span runs across the end of the year.
        return spans.contains { ($0.end..<max($0.begin, $0.end)).contains(instant) } ? standard : summer.offset
    }
}

/// A moment of each year on the clocks.
enum YearDay: Sendable, Hashable {
    /// Weekday (0 is Sunday) of a week of a month (1 to 12); week 5 is the last. With the seconds of the day.
    case weekday(month: Int64, week: Int64, weekday: Int64, time: Int64)
    /// Day 1 to 365, 29 February never counted.
    case withoutLeapDay(Int64, time: Int64)
    /// Day 0 to 365, 29 February counted.
    case ofYear(Int64, time: Int64)

    /// Seconds on the clocks since the beginning of 1970.
    func seconds(in year: Int64) -> Int64 {
        let first = CalendarDay.number(year: year, month: 1, day: 1)
        switch self {
        case .weekday(let month, let week, let weekday, let time):
            return Self.day(year, month, week, weekday) * 86_400 + time
        case .withoutLeapDay(let day, let time):
            let afterLeapDay = CalendarDay.isLeap(year) && day >= 60
            return (first + day - (afterLeapDay ? 0 : 1)) * 86_400 + time
        case .ofYear(let day, let time): return (first + day) * 86_400 + time
        }
    }

    private static func day(_ year: Int64, _ month: Int64, _ week: Int64, _ weekday: Int64) -> Int64 {
        let first = CalendarDay.number(year: year, month: month, day: 1)
        let next =
            month == 12
            ? CalendarDay.number(year: year + 1, month: 1, day: 1)
            : CalendarDay.number(year: year, month: month + 1, day: 1)
        // 1 January 1970 was a Thursday.
        let day = first + floorRemainder(weekday - (first + 4), 7) + (week - 1) * 7
        return day < next ? day : day - 7
    }
}
