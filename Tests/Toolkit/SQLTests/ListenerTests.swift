import SQL
import TestSupport
import Testing

@Suite("Listening") struct ListenerTests {
    @Test("A listener says when it is connected, hears notifications, and connects again after a loss")
    func reconnects() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let channel = "Odd \"name\" \(UInt64.random(in: 0...UInt64.max))"
            let events = try Listener(test.address, logger: TestDatabase.quiet).notifications(channels: [channel])
            var iterator = events.makeAsyncIterator()
            #expect(await iterator.next() == .reconnected)
            try await Self.notify(test, channel, "one")
            guard case .notification(let first) = await iterator.next() else {
                Issue.record("no notification")
                return
            }
            #expect(first.channel == channel && first.payload == "one")
            #expect(try await Self.terminateListeners(test) >= 1)
            #expect(await iterator.next() == .reconnected)
            try await Self.notify(test, channel, "two")
            guard case .notification(let second) = await iterator.next() else {
                Issue.record("no notification")
                return
            }
            #expect(second.payload == "two")
        }
    }

    @Test("A reader that is too slow is told to look at everything (P10)")
    func slowReader() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let channel = "slow_\(UInt64.random(in: 0...UInt64.max))"
            var iterator = try Listener(test.address, logger: TestDatabase.quiet).notifications(channels: [channel])
                .makeAsyncIterator()
            #expect(await iterator.next() == .reconnected)
            try await test.database.transaction { connection in
                try connection.query(
                    "SELECT pg_notify($1, n::text) FROM generate_series(1, 3000) AS n", [.text(channel)])
                return
            }
            var sawReset = false
            while !sawReset { sawReset = await iterator.next() == .reconnected }
            #expect(sawReset)
        }
    }

    @Test("Giving up the stream ends the listener's connection")
    func ends() async throws {
        try await TestDatabase.with { (test: TestDatabase) async throws -> Void in
            let channel = "ends_\(UInt64.random(in: 0...UInt64.max))"
            let events = try Listener(test.address, logger: TestDatabase.quiet).notifications(channels: [channel])
            let reader = Task { for await event in events where event != .reconnected { break } }
            while try await Self.listening(test, channel) == 0 { await Task.yield() }
            reader.cancel()
            await reader.value
            while try await Self.listening(test, channel) > 0 { await Task.yield() }
        }
    }

    private static func notify(_ test: TestDatabase, _ channel: String, _ payload: String) async throws {
        try await test.database.transaction { connection in
            try connection.query("SELECT pg_notify($1, $2)", [.text(channel), .text(payload)])
            return
        }
    }

    private static func listening(_ test: TestDatabase, _ channel: String) async throws -> Int64 {
        try await test.database.read {
            try $0.query("SELECT count(*) FROM pg_stat_activity WHERE query = $1", [.text("LISTEN \"\(channel)\"")])
                .one().int(0)
        }
    }

    private static func terminateListeners(_ test: TestDatabase) async throws -> Int {
        try await test.database.read {
            try $0.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN \"Odd%'")
                .count
        }
    }
}
