import Jobs
import Nodes
import Store

/// How jobs that wait for the outside count their attempts. They are never given up: what failed ten times over a night
/// is tried in the morning.
enum RetryPayload {
    private static let backoff = Backoff(first: .seconds(5), longest: .seconds(900))

    /// How many attempts there were before.
    static func attempt(_ payload: [UInt8]) -> Int {
        (try? StoredSpec.node(payload))?["attempt"]?.integer.map { Int(clamping: max(0, $0)) } ?? 0
    }

    /// The pause after so many attempts: longer each time, and never shorter than a server asked for.
    static func pause(_ attempt: Int, _ failures: some Sequence<SourceFailure>) -> Duration {
        let asked = failures.compactMap(\.retryAfter).max() ?? .zero
        return max(backoff.delay(afterAttempt: attempt, random: .random(in: 0..<1)), asked)
    }
}
