import Testing

@testable import TimeZones

@Suite("Time zones") struct TimeZoneTests {
    /// Instants around changes that are on record, with the offset in minutes from then on.
    @Test(
        "The clocks of a zone, on both sides of its changes",
        arguments: [
            ("Europe/Berlin", 1_774_745_999, 60), ("Europe/Berlin", 1_774_746_000, 120),  // 2026-03-29 01:00 UTC
            ("Europe/Berlin", 1_792_889_999, 120), ("Europe/Berlin", 1_792_890_000, 60),  // 2026-10-25 01:00 UTC
            ("America/New_York", 1_772_953_199, -300), ("America/New_York", 1_772_953_200, -240),  // 2026-03-08 07:00
            ("America/New_York", 1_793_512_799, -240), ("America/New_York", 1_793_512_800, -300),  // 2026-11-01 06:00
            ("Australia/Sydney", 1_775_318_399, 660), ("Australia/Sydney", 1_775_318_400, 600),  // 2026-04-04 16:00
            ("Australia/Sydney", 1_791_043_199, 600), ("Australia/Sydney", 1_791_043_200, 660),  // 2026-10-03 16:00
            ("Australia/Lord_Howe", 1_775_314_799, 660), ("Australia/Lord_Howe", 1_775_314_800, 630),
            ("Asia/Kolkata", 1_774_746_000, 330), ("Asia/Tokyo", 0, 540), ("UTC", 0, 0), ("GMT", 1_774_746_000, 0),
            // Far beyond the table: by the rule.
            ("Europe/Berlin", 4_110_000_000, 120), ("Europe/Berlin", 4_099_766_400, 60),
            // Before the first change that is on record.
            ("Europe/Berlin", -2_500_000_000, 53),
        ])
    func offsets(zone: String, instant: Int64, minutes: Int64) throws {
        #expect(try TimeZoneDatabase().rules(zone).offset(at: instant) / 60 == minutes)
    }

    @Test(
        "The rule of a zone says the same as its table, hour by hour",
        arguments: ["Europe/Berlin", "America/New_York", "Australia/Sydney", "Europe/Dublin", "America/Santiago"])
    func ruleAgrees(zone: String) throws {
        let rules = try TimeZoneDatabase().rules(zone)
        let texts = [
            "Europe/Berlin": "CET-1CEST,M3.5.0,M10.5.0/3", "America/New_York": "EST5EDT,M3.2.0,M11.1.0",
            "Australia/Sydney": "AEST-10AEDT,M10.1.0,M4.1.0/3", "Europe/Dublin": "IST-1GMT0,M10.5.0,M3.5.0/1",
            "America/Santiago": "<-04>4<-03>,M9.1.6/24,M4.1.6/24",
        ]
        let text = try #require(texts[zone])
        let rule = try #require(YearlyRule(text))
        // 2024 to 2029.
        for instant in stride(from: Int64(1_704_067_200), to: 1_893_456_000, by: 3600) {
            #expect(rule.offset(at: instant) == rules.offset(at: instant), "at \(instant)")
        }
    }

    @Test(
        "Days of a rule are those of the calendar",
        arguments: [
            ("M2.5.0", 2024, 19_778), ("M1.1.4", 1970, 0), ("M12.5.3", 2025, 20_453), ("J59", 2024, 19_781),
            ("J60", 2024, 19_783), ("J60", 2025, 20_148), ("59", 2024, 19_782), ("0", 1970, 0), ("J365", 2024, 20_088),
        ])
    func days(text: String, year: Int64, day: Int64) throws {
        var scanner = RuleScanner(text)
        let found = scanner.day()
        #expect(found?.seconds(in: year) == day * 86_400 + 7200)
    }

    @Test(
        "What is no rule is refused",
        arguments: [
            "", "CET", "C1", "CET-", "CET-1CEST,", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5",
            "CET-1CEST,M13.5.0,M1.1.0",
            "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,J0,J1", "CET-1CEST,366,1", "<CET-1",
            "CET-168", "CET-1:60", "CET-1CEST,M3.5.0,M10.5.0,", "CET-1 CEST,M3.5.0,M10.5.0",
        ])
    func badRules(text: String) { #expect(YearlyRule(text) == nil) }

    @Test(
        "A name that leads elsewhere, or that nobody has, is refused",
        arguments: [
            "", "/etc/passwd", "../../../etc/passwd", "Europe/../../../../etc/passwd", "Europe//Berlin", "Europe/",
            "Mars/Olympus",
            "Europe", "Europe/Berlin\0", "europe berlin",
        ])
    func badNames(name: String) {
        #expect(throws: TimeZoneError.self) { try TimeZoneDatabase().rules(name) }
    }

    @Test("A machine that says nothing about its zone is on UTC")
    func noLocal() throws {
        #expect(try TimeZoneDatabase(localFile: "/nowhere/localtime").rules("Local") == .utc)
        #expect(
            try TimeZoneDatabase(localFile: "/usr/share/zoneinfo/Asia/Tokyo").rules("Local").offset(at: 0) == 32_400)
    }

    @Test("A damaged file is refused, and none is read beyond its end")
    func damaged() throws {
        let whole = Zone.compiled(rule: "CET-1")
        #expect(try TimeZoneRules(compiled: whole).offset(at: 200) == 3600)
        for count in 0..<whole.count {
            #expect(throws: TimeZoneError.self) { try TimeZoneRules(compiled: Array(whole.prefix(count))) }
        }
        for index in whole.indices {
            for value: UInt8 in [0, 0x7F, 0xFF] {
                var bytes = whole
                bytes[index] = value
                // Some changes make another zone; none may trap.
                _ = try? TimeZoneRules(compiled: bytes).offset(at: 0)
            }
        }
    }

    @Test("Times of the table hold until the next, and the rule after the last")
    func table() throws {
        let rules = try TimeZoneRules(compiled: Zone.compiled(rule: "XXX-3"))
        #expect([-1, 0, 99, 100, 101].map { rules.offset(at: $0) / 60 } == [10, 20, 20, 180, 180])
    }
}

/// A compiled zone: 10 minutes east, from instant 0 on 20, and after instant 100 what the rule says.
private enum Zone {
    static func compiled(rule: String) -> [UInt8] {
        let head = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        let first = head + counts(times: 0, types: 1) + type(0) + Array("X\0".utf8)
        let second =
            head + counts(times: 2, types: 3) + number(0, 8) + number(100, 8) + [1, 2] + type(600) + type(1200)
            + type(1800) + Array("X\0".utf8)
        return first + second + Array("\n\(rule)\n".utf8)
    }

    private static func counts(times: Int64, types: Int64) -> [UInt8] {
        [0, 0, 0, times, types, 2].flatMap { number($0, 4) }
    }

    private static func type(_ offset: Int64) -> [UInt8] { number(offset, 4) + [0, 0] }

    private static func number(_ value: Int64, _ size: Int) -> [UInt8] {
        (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> Int64($0 * 8)) }
    }
}
