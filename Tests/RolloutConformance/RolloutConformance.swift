import Rollout

/// What every ledger of rollouts must do, whatever it stores in. Run each case on a new world.
public struct RolloutConformance<World: RolloutWorld>: Sendable, CustomStringConvertible {
    /// What the case holds, in words.
    public let description: String
    /// Runs it; throws a ``ConformanceFailure`` that says what is otherwise.
    public let run: @Sendable (World) async throws -> Void

    init(_ description: String, _ run: @escaping @Sendable (World) async throws -> Void) {
        self.description = description
        self.run = run
    }

    /// All cases.
    public static var cases: [RolloutConformance] {
        facts + joining + groups + choosing + dispatching + returning + refusing + storing + stepping
    }
}

/// What a ledger does otherwise.
public struct ConformanceFailure: Error, CustomStringConvertible {
    /// What was expected and what came.
    public let description: String
}

/// Holds two values against each other.
func expect<T: Equatable>(_ actual: T, _ expected: T, _ what: String = "") throws {
    guard actual != expected else { return }
    throw ConformanceFailure(description: "\(what): expected \(expected), got \(actual)")
}

extension RolloutWorld {
    /// A rollout of a version over the first one, at a batch, stored.
    public func rollout(
        of version: Int, good: Int? = 1, state: RolloutState = .inProgress, batch: Int = 0
    ) async throws -> Rollout {
        try await set(current: version, good: good, policy: nil)
        let goodVersion = good.map { versions[$0 - 1] }
        let id = versions[version - 1]
        return try await transaction { [fleet] ledger in
            guard let standing = try ledger.load(fleet: fleet) else {
                throw ConformanceFailure(description: "the fleet is not there")
            }
            var rollout = Rollout(
                version: id, versionName: "v\(version)", goodVersion: goodVersion, digest: "d", now: standing.now)
            rollout.state = state
            rollout.batch = batch
            if !state.isActive { rollout.finishedAt = standing.now }
            rollout.id = try ledger.save(rollout)
            return rollout
        }
    }

    /// Runs a body in a transaction that has loaded the fleet.
    public func loaded<T: Sendable>(_ body: @escaping @Sendable (Ledger) throws -> T) async throws -> T {
        try await transaction { [fleet] ledger in
            _ = try ledger.load(fleet: fleet)
            return try body(ledger)
        }
    }

    /// The names of the devices for which something holds, sorted.
    func names(_ isIncluded: (WorldTarget) -> Bool) async throws -> [String] {
        try await targets().filter { isIncluded($0.value) }.map(\.key).sorted()
    }
}
