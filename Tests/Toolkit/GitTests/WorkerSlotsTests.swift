import Synchronization
import Testing

@testable import Git

@Suite("How many workers run and wait (P10)")
struct WorkerSlotsTests {
    static func remote(_ name: String) -> GitRemote { GitRemote(organization: "o", url: "https://h/\(name)") }

    static func limits(workers: Int, perRemote: Int, waiting: Int) -> GitLimits {
        var limits = GitLimits()
        limits.maxWorkers = workers
        limits.maxWorkersPerRemote = perRemote
        limits.maxWaiting = waiting
        return limits
    }

    @Test("Never more at once than the limits say, and all get their turn")
    func bounds() async throws {
        let slots = WorkerSlots(Self.limits(workers: 3, perRemote: 2, waiting: 100))
        let census = Census()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<60 {
                let name = "r\(index % 4)"
                group.addTask {
                    try await slots.withSlot(for: Self.remote(name)) {
                        census.enter(name)
                        for _ in 0..<20 { await Task.yield() }
                        census.leave(name)
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(census.finished == 60)
        #expect(census.most <= 3)
        #expect(census.mostOfOne <= 2)
    }

    @Test("A repository that has its share does not hold up another")
    func fairness() async throws {
        let slots = WorkerSlots(Self.limits(workers: 2, perRemote: 1, waiting: 10))
        try await slots.withSlot(for: Self.remote("slow")) {
            let second = Task { try await slots.withSlot(for: Self.remote("slow")) {} }
            let other = try await slots.withSlot(for: Self.remote("other")) { "ran" }
            #expect(other == "ran")
            second.cancel()
            await #expect(throws: CancellationError.self) { try await second.value }
        }
    }

    @Test("Too many waiting are told so")
    func busy() async throws {
        let slots = WorkerSlots(Self.limits(workers: 1, perRemote: 1, waiting: 0))
        try await slots.withSlot(for: Self.remote("a")) {
            let error = await #expect(throws: GitError.self) { try await slots.withSlot(for: Self.remote("b")) {} }
            #expect(error?.code == .busy)
        }
        // The slot is free again.
        try await slots.withSlot(for: Self.remote("b")) {}
    }

    @Test("A cancelled waiter leaves the line and takes no slot")
    func cancellation() async throws {
        let slots = WorkerSlots(Self.limits(workers: 1, perRemote: 1, waiting: 1))
        try await slots.withSlot(for: Self.remote("a")) {
            for _ in 0..<50 {
                let waiter = Task { try await slots.withSlot(for: Self.remote("a")) {} }
                waiter.cancel()
                await #expect(throws: CancellationError.self) { try await waiter.value }
            }
        }
        try await slots.withSlot(for: Self.remote("a")) {}
    }
}

/// Counts who is inside.
private final class Census: Sendable {
    private struct State {
        var inside: [String: Int] = [:]
        var most = 0
        var mostOfOne = 0
        var finished = 0
    }

    private let state = Mutex(State())

    func enter(_ name: String) {
        state.withLock { state in
            state.inside[name, default: 0] += 1
            state.most = max(state.most, state.inside.values.reduce(0, +))
            state.mostOfOne = max(state.mostOfOne, state.inside[name] ?? 0)
        }
    }

    func leave(_ name: String) {
        state.withLock { state in
            state.inside[name, default: 0] -= 1
            state.finished += 1
        }
    }

    var most: Int { state.withLock { $0.most } }
    var mostOfOne: Int { state.withLock { $0.mostOfOne } }
    var finished: Int { state.withLock { $0.finished } }
}
