import Resources
import Rollout
import Testing

@Suite("What the facts say about a batch")
struct SituationTests {
    struct Case: CustomStringConvertible {
        let description: String
        let expected: RolloutSituation
        var batch = MemberCounts()
        var fleet = MemberCounts()
        var lost: Int64 = 0
        var isFinal = false
        var change: @Sendable (inout RolloutPolicy) -> Void = { _ in }
    }

    @Test("P7: the situation follows from the counts", arguments: cases)
    func situation(given: Case) {
        let plan = plan([.count(1)], given.change)
        let facts = RolloutFacts(now: now + 100, fleet: given.fleet, batch: given.batch, lost: given.lost)
        #expect(RolloutSituation(sample(batch: given.isFinal ? 1 : 0), plan, facts) == given.expected)
    }

    private static let deadline: @Sendable (inout RolloutPolicy) -> Void = { $0.progressDeadlineSeconds = 100 }
    private static let budget: @Sendable (inout RolloutPolicy) -> Void = { $0.maxUnavailable = .count(1) }

    static let cases: [Case] = [
        Case(description: "somebody has not got it", expected: .dispatchable, batch: counts { $0.pending = 1 }),
        Case(description: "only silent ones have not", expected: .passed, batch: counts { $0.pendingOffline = 3 }),
        Case(
            description: "silent ones get it in the final batch", expected: .dispatchable,
            batch: counts { $0.pendingOffline = 1 }, isFinal: true),
        Case(
            description: "but not under a budget", expected: .finished, batch: counts { $0.pendingOffline = 1 },
            isFinal: true, change: budget),
        Case(
            description: "somebody is at it", expected: .waiting,
            batch: counts {
                $0.waiting = 1; $0.succeeded = 9
            }),
        Case(
            description: "silent ones are not waited for", expected: .passed,
            batch: counts {
                $0.offline = 9; $0.succeeded = 1
            }),
        Case(
            description: "unless they count", expected: .waiting,
            batch: counts {
                $0.offline = 1; $0.succeeded = 9
            },
            change: { $0.offlineDevices = .count }),
        Case(
            description: "nothing moved for too long", expected: .stalled, batch: counts { $0.waiting = 1 },
            change: deadline),
        Case(
            description: "a rate that holds devices back is no failure", expected: .dispatchable,
            batch: counts { $0.pending = 1 },
            change: {
                $0.progressDeadlineSeconds = 30; $0.maxPerMinute = 0
            }),
        Case(
            description: "89% of 90%", expected: .belowThreshold,
            batch: counts {
                $0.succeeded = 89; $0.failed = 11
            }),
        Case(
            description: "90% of 90%", expected: .passed,
            batch: counts {
                $0.succeeded = 90; $0.failed = 10
            }),
        Case(
            description: "shares round down", expected: .belowThreshold,
            batch: counts {
                $0.succeeded = 899; $0.timedOut = 101
            }),
        Case(
            description: "expired ones are outside", expected: .passed,
            batch: counts {
                $0.succeeded = 1; $0.expired = 9
            }),
        Case(
            description: "unless they count as failures", expected: .belowThreshold,
            batch: counts {
                $0.succeeded = 1; $0.expired = 9
            }, change: { $0.offlineDevices = .count }),
        Case(
            description: "all that got it went silent", expected: .noEvidence, batch: counts { $0.offline = 2 }, lost: 2
        ),
        Case(
            description: "one success is evidence", expected: .passed,
            batch: counts {
                $0.offline = 2; $0.succeeded = 1
            }, lost: 2),
        Case(
            description: "the end looks at the whole fleet", expected: .belowThreshold,
            batch: counts { $0.succeeded = 1 },
            fleet: counts {
                $0.succeeded = 1; $0.failed = 1
            }, isFinal: true),
        Case(description: "an empty batch passes", expected: .passed),
        Case(description: "an empty fleet is done", expected: .finished, isFinal: true),
    ]
}
