/// Days of the Gregorian calendar, counted from 1 January 1970.
enum CalendarDay {
    static func isLeap(_ year: Int64) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// The number of a day. Years begin in March here, so that the leap day is the last one.
    static func number(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return shifted * 365 + floorDivide(shifted, 4) - floorDivide(shifted, 100) + floorDivide(shifted, 400)
            + ofYear - 719_468
    }

    /// The year that a day lies in.
    static func year(ofDay day: Int64) -> Int64 {
        var year = 1970 + floorDivide(day * 400, 146_097)
        while number(year: year + 1, month: 1, day: 1) <= day { year += 1 }
        while number(year: year, month: 1, day: 1) > day { year -= 1 }
        return year
    }
}

func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    value / divisor - (value % divisor < 0 ? 1 : 0)
}

func floorRemainder(_ value: Int64, _ divisor: Int64) -> Int64 {
    value - floorDivide(value, divisor) * divisor
}
