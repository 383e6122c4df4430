import Testing

@testable import AgentAPI

@Suite("Requests that are served together")
struct BatchingTests {
    @Test("a key that is being served waits until it is finished; others do not wait for it")
    func oneAtATime() async throws {
        let batching = Batching<Int, String, String>(most: 10)
        async let first = batching.submit(1, "older")
        let served = try await taken(batching, 1)
        async let second = batching.submit(1, "newer")
        async let other = batching.submit(2, "other")
        let rest = try await taken(batching, 1)
        #expect(rest.map(\.item) == ["other"])
        answer(batching, served)
        #expect(try await first == "older")
        answer(batching, try await taken(batching, 1))
        answer(batching, rest)
        #expect(try await second == "newer")
        #expect(try await other == "other")
    }

    @Test("an item that goes back gives way to a newer one of its key, and both get that one's outcome")
    func putBack() async throws {
        let batching = Batching<Int, String, String>(most: 10)
        async let first = batching.submit(1, "older")
        let served = try await taken(batching, 1)
        batching.putBack(served)
        batching.finish(served)
        async let second = batching.submit(1, "newer")
        let again = try await taken(batching, 1, waiters: 2)
        #expect(again.map(\.item) == ["newer"])
        answer(batching, again)
        #expect(try await [first, second] == ["newer", "newer"])
    }

    /// Takes as soon as something can be taken.
    private func taken(
        _ batching: Batching<Int, String, String>, _ count: Int, waiters: Int = 1
    ) async throws -> [Batching<Int, String, String>.Entry] {
        for await _ in batching.signal {
            let entries = batching.take(count)
            if entries.reduce(0, { $0 + $1.waiters.count }) >= waiters { return entries }
            batching.putBack(entries)
            batching.finish(entries)
        }
        throw CancellationError()
    }

    private func answer(
        _ batching: Batching<Int, String, String>, _ entries: [Batching<Int, String, String>.Entry]
    ) {
        for entry in entries { entry.resume(.success(entry.item)) }
        batching.finish(entries)
    }
}
