/// Recurring times by five fields: minute, hour, day of the month, month, weekday.
public struct CronExpression: Sendable, Hashable {
    // Sets of small numbers as bits.
    private var minutes: UInt64
    private var hours: UInt64
    private var days: UInt64
    private var months: UInt64
    private var weekdays: UInt64
    /// Whether both days and weekdays are restricted; cron then takes a day that either of them names.
    private var takesEitherDay: Bool

    /// The times of an expression such as `0 2 * * SUN`; nil when it is none.
    public init?(_ text: String) { self.init(text.utf8Span.span) }

    init?(_ text: Span<UInt8>) {
        var fields: [UInt64] = []
        var isStar: [Bool] = []
        let fits = text.everyPart(separatedBy: UInt8(ascii: " ")) { part in
            if part.isEmpty { return true }
            guard fields.count < CronField.all.count, let set = CronField.all[fields.count].set(part) else {
                return false
            }
            fields.append(set)
            isStar.append(part[0] == UInt8(ascii: "*") || part[0] == UInt8(ascii: "?"))
            return true
        }
        guard fits, fields.count == CronField.all.count else { return nil }
        (minutes, hours, days, months, weekdays) = (fields[0], fields[1], fields[2], fields[3], fields[4])
        takesEitherDay = !isStar[2] && !isStar[4]
    }

    /// The fewest minutes between two times, looked for over a whole cycle of leap years; nil when there are not two.
    public var shortestInterval: Int? {
        let times = minutesOfDay
        guard let first = times.first, let last = times.last else { return nil }
        var shortest = zip(times, times.dropFirst()).map { $1 - $0 }.min()
        var previous: Int?
        for day in 0..<Calendar.cycle where includes(day: day) {
            if let previous {
                let gap = (day - previous) * 1440 - last + first
                shortest = min(shortest ?? gap, gap)
                if gap <= 1440 - last + first { break }
            }
            previous = day
        }
        return previous == nil ? nil : shortest
    }

    /// The latest time that lies not after `moment` and not before `earliest`; nil when there is none.
    ///
    /// All of them are minutes of a clock on the wall, counted from the beginning of 1970 as that clock shows it: what a
    /// time zone makes of them is the caller's.
    public func latest(notAfter moment: Int64, notBefore earliest: Int64) -> Int64? {
        var day = Self.floorDivide(moment, 1440)
        while (day + 1) * 1440 > earliest {
            if includes(dayOf1970: day), let minute = lastMinute(notAfter: min(moment - day * 1440, 1439)) {
                let time = day * 1440 + minute
                return time >= earliest ? time : nil
            }
            day -= 1
        }
        return nil
    }

    /// The first time after `moment`; nil when there never is one. Minutes as in ``latest(notAfter:notBefore:)``.
    public func next(after moment: Int64) -> Int64? {
        let today = Self.floorDivide(moment, 1440)
        for day in today...today + Int64(Calendar.cycle) where includes(dayOf1970: day) {
            if let minute = firstMinute(after: max(moment - day * 1440, -1)) { return day * 1440 + minute }
        }
        return nil
    }

    /// Of the minutes of a day that the expression names the last one not after another.
    private func lastMinute(notAfter limit: Int64) -> Int64? {
        for hour in stride(from: limit / 60, through: 0, by: -1) where hours & 1 << UInt64(hour) != 0 {
            let below = hour == limit / 60 ? minutes & (2 << UInt64(limit % 60) - 1) : minutes
            if below != 0 { return hour * 60 + Int64(63 - below.leadingZeroBitCount) }
        }
        return nil
    }

    /// Of the minutes of a day that the expression names the first one after another; -1 is before all of them.
    private func firstMinute(after limit: Int64) -> Int64? {
        let from = limit + 1
        guard from < 1440 else { return nil }
        for hour in from / 60..<24 where hours & 1 << UInt64(hour) != 0 {
            let above = hour == from / 60 ? minutes & ~(1 << UInt64(from % 60) - 1) : minutes
            if above != 0 { return hour * 60 + Int64(above.trailingZeroBitCount) }
        }
        return nil
    }

    /// 1 January 2000 is day 10,957 of those counted from 1970.
    private func includes(dayOf1970 day: Int64) -> Bool {
        let number = (day - 10_957) % Int64(Calendar.cycle)
        return includes(day: Int(number < 0 ? number + Int64(Calendar.cycle) : number))
    }

    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
        value / divisor - (value % divisor < 0 ? 1 : 0)
    }

    private var minutesOfDay: [Int] {
        (0..<1440).filter { hours & 1 << UInt64($0 / 60) != 0 && minutes & 1 << UInt64($0 % 60) != 0 }
    }

    private func includes(day number: Int) -> Bool {
        let (month, day, weekday) = Calendar.date(number)
        guard months & 1 << UInt64(month) != 0 else { return false }
        let isDay = days & 1 << UInt64(day) != 0
        let isWeekday = weekdays & 1 << UInt64(weekday) != 0
        return takesEitherDay ? isDay || isWeekday : isDay && isWeekday
    }

    /// Days counted from 1 January 2000, a Saturday, in years of which every fourth is a leap year.
    private enum Calendar {
        /// After 28 years days, months and weekdays come together again.
        static let cycle = 28 * 365 + 7
        private static let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

        static func date(_ number: Int) -> (month: Int, day: Int, weekday: Int) {
            var rest = number % 1461
            let isLeap = rest < 366
            if !isLeap { rest = (rest - 366) % 365 }
            var month = 0
            while rest >= lengths[month] + (isLeap && month == 1 ? 1 : 0) {
                rest -= lengths[month] + (isLeap && month == 1 ? 1 : 0)
                month += 1
            }
            return (month + 1, rest + 1, (number + 6) % 7)
        }
    }
}
