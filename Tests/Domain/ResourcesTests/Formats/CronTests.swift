import Resources
import Testing

@Suite("Cron expressions") struct CronTests {
    @Test(
        "The shortest time between two starts, in minutes",
        arguments: [
            ("* * * * *", 1), ("*/15 * * * *", 15), ("0,50 * * * *", 10), ("0 * * * *", 60), ("59 23 * * *", 1440),
            ("30 1,23 * * *", 120),
            ("0 0 * * SUN", 7 * 1440), ("0 0 * * mon,tue", 1440), ("0 0 1 * *", 28 * 1440), ("0 0 31 * *", 31 * 1440),
            ("0 0 1 1 *", 365 * 1440), ("0 0 29 2 *", 1461 * 1440), ("0 0 1,15 * ?", 14 * 1440), ("0 0 1 * 1", 1440),
            ("10-12 5 * * *", 1),
            ("5/20 * * * *", 20), ("0 22/1 * * *", 60), ("0 0 1 jan-mar *", 28 * 1440), ("0 0 28 2 *", 365 * 1440),
        ])
    func intervals(_ text: String, _ minutes: Int) throws {
        #expect(try #require(CronExpression(text)).shortestInterval == minutes)
    }

    @Test("A day that never comes has no interval")
    func never() throws {
        #expect(try #require(CronExpression("0 0 30 2 *")).shortestInterval == nil)
    }

    @Test(
        "What is no cron expression",
        arguments: [
            "", "* * * *", "* * * * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * 32 * *", "* * * 13 *",
            "* * * 0 *", "* * * * 7", "a * * * *",
            "*/0 * * * *", "5-1 * * * *", "1- * * * *", "-1 * * * *", "1,,2 * * * *", "* * * * SUNDAY", "@daily",
            "* * * JANU *", "*\t* * * *", "* * * * FEB",
        ])
    func refusals(_ text: String) { #expect(CronExpression(text) == nil) }
}
