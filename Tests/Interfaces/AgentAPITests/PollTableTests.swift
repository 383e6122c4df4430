@testable import AgentAPI
import FoundationEssentials
import Store
import Testing

/// The decisions of the poll table: given these facts, expect those answers.
@Suite struct PollTableTests {
    private static let now = ContinuousClock.now
    private static let organization = OrganizationID(1)

    private static func key(_ name: String) -> DeviceKey {
        DeviceKey(organization: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)), name: name)
    }

    private static func state(_ device: Int64, _ version: Int64) -> PollState {
        PollState(device: device, organization: organization, version: version, rendered: 1)
    }

    private static func waiter(_ id: UInt64, known: Int64 = 1) -> PollTable.Waiter {
        PollTable.Waiter(id: id, known: known, deadline: now + .seconds(10))
    }

    /// A table that knows devices 1… at version 1, named by their number.
    private func table(_ devices: Int64 = 3, mostParked: Int = 100, mostRemembered: Int = 100) -> PollTable {
        var table = PollTable(mostParked: mostParked, mostRemembered: mostRemembered)
        for device in 1...devices {
            let ticket = table.beginLookup()
            table.endLookup(ticket, Self.key("\(device)"), Self.state(device, 1))
        }
        return table
    }

    @Test("what was looked up is known until a wake-up names it")
    func known() {
        var table = table()
        #expect(table.state(Self.key("1")) == Self.state(1, 1))
        #expect(table.state(Self.key("9")) == nil)
        #expect(table.wake([1, 9]) == [])
        #expect(table.state(Self.key("1")) == nil)
        #expect(table.state(Self.key("2")) != nil)
    }

    @Test("a wake-up asks for exactly the waiting devices that it names, and lets those go that have something new")
    func release() {
        var table = table()
        for device in 1...3 { #expect(table.park(Self.key("\(device)"), Self.waiter(UInt64(device))) == .held(replaced: nil)) }
        #expect(table.wake([1, 2]).sorted() == [1, 2])
        #expect(table.refresh([1, 2], [Self.state(1, 2), Self.state(2, 1)]) == [1])
        #expect(table.parked == 2)
        #expect(table.state(Self.key("1"))?.version == 2)
        #expect(table.state(Self.key("2"))?.version == 1)
    }

    @Test("a wake-up for any device asks for all that wait")
    func all() {
        var table = table()
        _ = table.park(Self.key("1"), Self.waiter(1))
        _ = table.park(Self.key("3"), Self.waiter(3))
        #expect(table.wake(nil).sorted() == [1, 3])
        #expect(table.state(Self.key("2")) == nil)
    }

    @Test("a poll is not held when its version is not the newest, or the device must be looked up first")
    func notHeld() {
        var table = table()
        #expect(table.park(Self.key("1"), Self.waiter(1, known: 0)) == .changed)
        #expect(table.park(Self.key("9"), Self.waiter(1)) == .changed)
        _ = table.wake([1])
        #expect(table.park(Self.key("1"), Self.waiter(1)) == .changed)
        #expect(table.parked == 0)
    }

    @Test("a wake-up during a look-up makes its answer stale, whichever device it may have been about", arguments: [true, false])
    func overtaken(isForAll: Bool) {
        var table = PollTable(mostParked: 9, mostRemembered: 9)
        let ticket = table.beginLookup()
        _ = table.wake(isForAll ? nil : [1])
        table.endLookup(ticket, Self.key("1"), Self.state(1, 1))
        #expect(table.state(Self.key("1")) == nil)
        let other = table.beginLookup()
        _ = table.wake([5])
        table.endLookup(other, Self.key("1"), Self.state(1, 2))
        #expect(table.state(Self.key("1"))?.version == 2)
    }

    @Test("a wake-up before a look-up does not make its answer stale")
    func before() {
        var table = PollTable(mostParked: 9, mostRemembered: 9)
        let first = table.beginLookup()
        _ = table.wake([1])
        let second = table.beginLookup()
        table.endLookup(second, Self.key("1"), Self.state(1, 2))
        #expect(table.state(Self.key("1"))?.version == 2)
        table.endLookup(first, Self.key("2"), nil)
    }

    @Test("a look-up never takes a version back")
    func monotonic() {
        var table = table()
        _ = table.park(Self.key("1"), Self.waiter(1))
        _ = table.wake([1])
        let ticket = table.beginLookup()
        table.endLookup(ticket, Self.key("1"), Self.state(1, 3))
        _ = table.refresh([1], [Self.state(1, 2)])
        #expect(table.state(Self.key("1"))?.version == 3)
    }

    @Test("a device that is gone is forgotten, and its poll let go")
    func gone() {
        var table = table()
        _ = table.park(Self.key("1"), Self.waiter(1))
        _ = table.wake([1])
        #expect(table.refresh([1], []) == [1])
        #expect(table.state(Self.key("1")) == nil)
        #expect(table.parked == 0)
    }

    @Test("a second poll of a device takes the place of the first, and counts once")
    func replaced() {
        var table = table(mostParked: 1)
        #expect(table.park(Self.key("1"), Self.waiter(1)) == .held(replaced: nil))
        #expect(table.park(Self.key("1"), Self.waiter(2)) == .held(replaced: 1))
        table.unpark(Self.key("1"), 1)
        #expect(table.parked == 1)
        #expect(table.park(Self.key("2"), Self.waiter(3)) == .full)
        table.unpark(Self.key("1"), 2)
        #expect(table.park(Self.key("2"), Self.waiter(3)) == .held(replaced: nil))
    }

    @Test("polls end when their time is up, and not before")
    func expiry() {
        var table = table()
        _ = table.park(Self.key("1"), Self.waiter(1))
        #expect(table.expire(Self.now + .seconds(9)) == [])
        #expect(table.expire(Self.now + .seconds(10)) == [1])
        #expect(table.parked == 0)
        #expect(table.expire(Self.now + .seconds(99)) == [])
    }

    @Test("no more devices are remembered than may be, and those that wait are never forgotten (P10)")
    func bounded() {
        var table = table(3, mostRemembered: 3)
        _ = table.park(Self.key("1"), Self.waiter(1))
        let ticket = table.beginLookup()
        table.endLookup(ticket, Self.key("4"), Self.state(4, 1))
        #expect(table.state(Self.key("1")) != nil)
        #expect(table.state(Self.key("2")) == nil)
        #expect(table.wake([1, 2, 3, 4]) == [1])
    }

    @Test("rendered specs in memory stay within their bytes, and what is used stays longest (P10)")
    func cache() {
        let cache = RenderedCache(mostBytes: 1000)
        for id in 1...100 as ClosedRange<Int64> {
            cache.keep(id, Array(repeating: 0, count: 50))
            _ = cache.body(1)
            #expect(cache.bytes <= 1000)
        }
        #expect(cache.body(1) != nil)
        #expect(cache.body(2) == nil)
        cache.keep(999, Array(repeating: 0, count: 501))
        #expect(cache.body(999) == nil)
    }
}
