import Resources
import Testing

@Suite("Times of cron expressions") struct CronTimesTests {
    /// Minutes since 1970 of a day (counted from 1970) and a minute of it.
    private static func moment(_ day: Int64, _ hour: Int64, _ minute: Int64) -> Int64 {
        day * 1440 + hour * 60 + minute
    }

    private static let monday = 20_541 as Int64 + 1  // 30 March 2026

    @Test(
        "The latest time is never later than the moment nor earlier than the bound",
        arguments: [
            ("0 2 * * *", moment(monday, 2, 0), moment(monday, 0, 0), moment(monday, 2, 0)),
            ("0 2 * * *", moment(monday, 1, 59), moment(monday, 0, 0), nil),
            ("0 2 * * *", moment(monday, 1, 59), moment(monday - 1, 2, 0), moment(monday - 1, 2, 0)),
            ("0 2 * * *", moment(monday, 1, 59), moment(monday - 1, 2, 1), nil),
            ("0 2 * * SUN", moment(monday, 12, 0), moment(monday - 9, 0, 0), moment(monday - 1, 2, 0)),
            ("0 0 1 4 *", moment(monday, 12, 0), moment(monday - 300, 0, 0), nil),
            ("0 0 1 4 *", moment(monday + 2, 0, 0), moment(monday, 0, 0), moment(monday + 2, 0, 0)),
            ("*/20 * * * *", moment(monday, 5, 59), moment(monday, 0, 0), moment(monday, 5, 40)),
            ("59 23 * * *", 0, -1440, -1), ("0 0 30 2 *", moment(monday, 0, 0), moment(monday - 900, 0, 0), nil),
            ("0 0 1 1 THU", 0, 0, 0), ("0 0 * * THU", 0, 0, 0), ("0 0 * * FRI", 0, -1440, nil),
        ] as [(String, Int64, Int64, Int64?)])
    func latest(text: String, moment: Int64, earliest: Int64, expected: Int64?) throws {
        #expect(try #require(CronExpression(text)).latest(notAfter: moment, notBefore: earliest) == expected)
    }

    @Test(
        "The next time is later than the moment",
        arguments: [
            ("0 2 * * *", moment(monday, 1, 59), moment(monday, 2, 0)),
            ("0 2 * * *", moment(monday, 2, 0), moment(monday + 1, 2, 0)),
            ("0 2 * * SUN", moment(monday, 0, 0), moment(monday + 6, 2, 0)),
            ("0 0 29 2 *", moment(monday, 0, 0), moment(21_243, 0, 0)), ("0 0 30 2 *", 0, nil),
            ("0 0 * * *", -1, 0),
        ] as [(String, Int64, Int64?)])
    func next(text: String, moment: Int64, expected: Int64?) throws {
        #expect(try #require(CronExpression(text)).next(after: moment) == expected)
    }

    @Test(
        "Both agree with a walk through every minute",
        arguments: ["*/7 3,4 * * *", "0 0 1,15 * 3", "30 22 * 1-3 *", "15 */5 28-31 * *", "1 1 1 * *"])
    func walk(text: String) throws {
        let times = try #require(CronExpression(text))
        var latest: Int64?
        let start = Self.moment(Self.monday, 0, 0)
        for minute in start..<start + 5 * 1440 {
            if times.next(after: minute - 1) == minute { latest = minute }
            #expect(times.latest(notAfter: minute, notBefore: start) == latest)
        }
    }
}
