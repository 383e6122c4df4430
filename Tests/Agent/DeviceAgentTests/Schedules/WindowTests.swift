import Glibc
import Nodes
import Resources
import Synchronization
import Testing
import TimeZones

@testable import DeviceAgent

/// A clock that a test sets.
private final class TestClock: Sendable {
    private let value: Mutex<Int64>
    init(_ value: Int64) { self.value = Mutex(value) }
    var now: Double { value.withLock { Double($0) } }
    func set(_ instant: Int64) { value.withLock { $0 = instant } }
}

@Suite("Update windows") struct WindowTests {
    private static func window(_ at: String, _ grace: String, _ zone: String) throws -> UpdateWindow {
        UpdateWindow(
            times: try #require(CronExpression(at)), grace: try #require(ShortDuration.seconds(grace)),
            zone: try TimeZoneDatabase().rules(zone), zoneName: zone)
    }

    private static let night = 1_774_742_400 as Int64  // 2026-03-29 00:00 UTC, 01:00 in Berlin

    @Test(
        "A window is open from its time for the length of the grace, and at no other second",
        arguments: [
            ("0 2 * * *", "1h", -1, false), ("0 2 * * *", "1h", 0, true), ("0 2 * * *", "1h", 3599, true),
            ("0 2 * * *", "1h", 3600, false), ("0 2 * * *", "90s", 89, true), ("0 2 * * *", "90s", 90, false),
            ("0 2 * * *", "0s", 0, false), ("0 2 1 * *", "24h", 0, false), ("0 2 15 * *", "24h", 0, true),
            // 15 July 2026 is a Wednesday.
            ("0 22 * * TUE", "6h", 0, true), ("0 22 * * MON", "6h", 0, false), ("0 22 * * MON", "28h", -1, true),
            ("*/10 * * * *", "10m", 12_345, true), ("*/10 * * * *", "9m", 540, false),
        ])
    func bounds(at: String, grace: String, after: Int64, isOpen: Bool) throws {
        let twoOClock = 1_784_080_800 as Int64  // 2026-07-15 02:00 UTC
        #expect(try Self.window(at, grace, "UTC").isOpen(at: twoOClock + after) == isOpen)
    }

    @Test("In the night without an hour nothing opens that the clock on the wall does not show")
    func springForward() throws {
        func opens(_ at: String, _ grace: String) throws -> [Int64] {
            let window = try Self.window(at, grace, "Europe/Berlin")
            return (0..<(6 * 60)).filter { window.isOpen(at: Self.night + $0 * 60) }
        }
        // 01:59 is followed by 03:00, one hour after the beginning.
        #expect(try opens("30 2 * * *", "30m").isEmpty)
        #expect(try opens("30 2 * * *", "1h") == Array(60..<90))
        #expect(try opens("0 2 * * *", "4h") == Array(60..<240))
        #expect(try opens("30 1 * * *", "1h") == Array(30..<60))
        #expect(try opens("0 3 * * *", "30m") == Array(60..<90))
    }

    @Test("In the night with an hour twice, a window in it opens both times and never in between")
    func fallBack() throws {
        let night = 1_792_879_200 as Int64  // 2026-10-24 22:00 UTC, midnight in Berlin
        func opens(_ at: String, _ grace: String) throws -> [Int64] {
            let window = try Self.window(at, grace, "Europe/Berlin")
            return (0..<(6 * 60)).filter { window.isOpen(at: night + $0 * 60) }
        }
        // 02:59 is followed by 02:00, three hours after the beginning.
        #expect(try opens("30 2 * * *", "30m") == Array(150..<180) + Array(210..<240))
        #expect(try opens("0 1 * * *", "90m") == Array(60..<150) + Array(180..<210))
        #expect(try opens("0 3 * * *", "30m") == Array(240..<270))
    }

    /// The invariant that no schedule may break: whatever the zone and the hour of the year, what may start is in the window
    /// that the clock on the wall shows.
    @Test(
        "Through two years of quarter hours an open window is one that the clock on the wall shows",
        arguments: ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata"])
    func neverOutside(zone: String) throws {
        let rules = try TimeZoneDatabase().rules(zone)
        let window = try Self.window("45 1 * * *", "75m", zone)
        var seen = 0
        for instant in stride(from: Int64(1_767_225_600), to: 1_830_297_600, by: 900) {
            let shown = (instant + rules.offset(at: instant)) % 86_400
            let isInside = (6300..<10_800).contains(shown)
            #expect(window.isOpen(at: instant) == isInside, "at \(instant)")
            seen += isInside ? 1 : 0
        }
        #expect(seen > 2000)
    }

    @Test("The next opening is told by the clock on the wall")
    func next() throws {
        #expect(
            try Self.window("30 2 * * SUN", "1h", "Europe/Berlin").nextOpening(after: Self.night)
                == "2026-03-29 02:30 Europe/Berlin")
        #expect(try Self.window("0 0 29 2 *", "1h", "UTC").nextOpening(after: Self.night) == "2028-02-29 00:00 UTC")
        #expect(try Self.window("0 0 30 2 *", "1h", "UTC").nextOpening(after: Self.night) == nil)
        #expect(try Self.window("0 0 1 1 *", "1h", "UTC").nextOpening(after: -1) == "1970-01-01 00:00 UTC")
    }

    private static func schedule(_ at: String, _ grace: String = "1h", zone: String? = "UTC") -> Node {
        .object([
            ("at", .string(at)), ("startGraceDuration", .string(grace)), ("timeZone", zone.map(Node.string)),
        ])
    }

    private static func document(_ version: UInt64, download: Node? = nil, update: Node? = nil) -> Rendered {
        Rendered(
            version: version, files: [.init(path: "/etc/v", content: "\(version)")],
            spec: [("updatePolicy", .object([("downloadSchedule", download), ("updateSchedule", update)]))])
    }

    @Test("An update waits for its windows, one after the other, says so, and keeps the current spec meanwhile")
    func waits() async throws {
        try await withDiskThread { thread in
            let (scratch, clock) = (try Scratch(), TestClock(Self.night))
            let bench = Bench(scratch, thread: thread, clock: { clock.now })
            try await bench.start()
            try await bench.apply(Rendered(version: 1, files: [.init(path: "/etc/v", content: "1")]))
            let document = Self.document(
                2, download: Self.schedule("0 2 * * *"), update: Self.schedule("0 4 * * *"))
            #expect(try await bench.apply(document) == .idle)
            #expect(
                bench.updating
                    == "true/Preparing: Device waits for its download window to update to renderedVersion: 2; it opens at 2026-03-29 02:00 UTC"
            )
            let edition = bench.board.snapshot.edition
            clock.set(Self.night + 7199)
            try scratch.write("/etc/v", "meddled")
            #expect(await bench.synchronizer.step(at: .now) == .idle)
            #expect(try scratch.text("/etc/v") == "1")
            #expect(bench.board.snapshot.edition == edition)
            clock.set(Self.night + 7200)
            #expect(await bench.synchronizer.step(at: .now) == .idle)
            #expect(
                bench.updating
                    == "true/ReadyToUpdate: Device waits for its update window to update to renderedVersion: 2; it opens at 2026-03-29 04:00 UTC"
            )
            clock.set(Self.night + 4 * 3600)
            #expect(await bench.synchronizer.step(at: .now) == .updated(2))
            #expect(try scratch.text("/etc/v") == "2")
        }
    }

    @Test("Whoever misses a window waits for the next, and a newer spec waits for its own")
    func misses() async throws {
        try await withDiskThread { thread in
            let (scratch, clock) = (try Scratch(), TestClock(Self.night))
            let bench = Bench(scratch, thread: thread, clock: { clock.now })
            try await bench.start()
            try await bench.apply(Self.document(1, update: Self.schedule("0 2 * * *")))
            clock.set(Self.night + 3 * 3600)
            #expect(await bench.synchronizer.step(at: .now) == .idle)
            #expect(bench.updating.hasSuffix("it opens at 2026-03-30 02:00 UTC"))
            #expect(try await bench.apply(Self.document(2, update: Self.schedule("30 3 * * *"))) == .idle)
            clock.set(Self.night + 3 * 3600 + 1800)
            #expect(await bench.synchronizer.step(at: .now) == .updated(2))
        }
    }

    @Test("A device that is taken out of service waits for no window")
    func decommissioning() async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let bench = Bench(scratch, thread: thread, clock: { Double(Self.night) })
            try await bench.start()
            var document = Self.document(1, update: Self.schedule("0 2 * * *"))
            document.spec.append(("decommissioning", .object([("target", .string("Unenroll"))])))
            #expect(try await bench.apply(document) == .decommission)
        }
    }

    @Test(
        "A schedule that the device cannot keep to fails the update, and nothing is applied",
        arguments: [
            schedule("0 2 * *"), schedule("0 2 * * *", "soon"), schedule("0 2 * * *", zone: "Mars/Olympus"),
            schedule("0 2 * * *", zone: "../../etc/passwd"), .object([]), .string("0 2 * * *"),
        ])
    func unusable(schedule: Node) async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let bench = Bench(scratch, thread: thread)
            try await bench.start()
            #expect(try await bench.apply(Self.document(3, update: schedule)) == .failed(3))
            #expect(bench.updating.hasPrefix("false/Error: Failed to update to renderedVersion: 3: spec.updatePolicy."))
            #expect(try scratch.files().isEmpty)
        }
    }

    @Test("Without a zone the device's own counts")
    func local() async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            // As the C library takes it, the link leads to the machine's database.
            let link = scratch.root.location(of: "/etc/localtime")
            try scratch.write("/etc/x", "")
            try #require(symlink("/usr/share/zoneinfo/Asia/Tokyo", link) == 0)
            let bench = Bench(scratch, thread: thread, clock: { Double(Self.night) })
            try await bench.start()
            // Midnight of UTC is nine o'clock in Tokyo.
            let document = Self.document(1, update: Self.schedule("0 9 * * *", zone: nil))
            #expect(try await bench.apply(document) == .updated(1))
        }
    }
}
