import Resources
import Rollout
import Testing

@Suite("Decisions about rollouts")
struct DecisionTests {
    @Test("P5: a rollout that only waits is not written, however long it waits", arguments: [nil, 5] as [Int64?])
    func atRest(rate: Int64?) {
        let plan = plan([.count(1)]) { $0.maxPerMinute = rate }
        var rollout = sample(.awaitingApproval)
        rollout.message = "Waiting for final implicit batch to be approved"
        rollout.isManual = true
        rollout.progress = 1
        var facts = RolloutFacts(now: now, batch: counts { $0.succeeded = 1 })
        facts.fleet = facts.batch
        let settled = RolloutMachine.decide(rollout, plan, facts, good: 1).rollout
        facts.now = now + 86400
        let later = RolloutMachine.decide(settled, plan, facts, good: 1)
        #expect(later.rollout == settled)
        #expect(later.events.isEmpty)
        #expect(later.actions.isEmpty)
    }

    @Test("P7: the rate counts what was given in its minute, and a new minute begins with the next device")
    func rate() {
        let plan = plan { $0.maxPerMinute = 5 }
        var rollout = sample()
        var facts = RolloutFacts(now: now + 10, batch: counts { $0.pending = 9 })
        #expect(limit(RolloutMachine.decide(rollout, plan, facts, good: 1)) == 5)
        RolloutMachine.note(dispatched: 3, .batch, of: &rollout, plan, now: now + 10)
        #expect(limit(RolloutMachine.decide(rollout, plan, facts, good: 1)) == 2)
        RolloutMachine.note(dispatched: 2, .joiners, of: &rollout, plan, now: now + 20)
        let held = RolloutMachine.decide(rollout, plan, facts, good: 1)
        #expect(limit(held) == 0)
        #expect(held.wake == now + 60)
        facts.now = now + 60
        #expect(limit(RolloutMachine.decide(rollout, plan, facts, good: 1)) == 5)
        RolloutMachine.note(dispatched: 4, .batch, of: &rollout, plan, now: now + 75)
        #expect(rollout.rateSince == now + 75)
        facts.now = now + 134
        #expect(limit(RolloutMachine.decide(rollout, plan, facts, good: 1)) == 1)
    }

    @Test("a last batch with nobody to give to does not say that something holds devices back")
    func emptyRest() {
        var rollout = sample()
        let before = rollout
        RolloutMachine.note(dispatched: 0, .rest, of: &rollout, plan(), now: now)
        #expect(rollout == before)
        RolloutMachine.note(dispatched: 0, .batch, of: &rollout, plan(), now: now)
        #expect(rollout.reason == "HeldBack")
    }

    @Test("P7: the organization's room holds where it is smaller")
    func organization() {
        let facts = RolloutFacts(now: now, batch: counts { $0.pending = 9 }, organizationRoom: 2)
        #expect(limit(RolloutMachine.decide(sample(), plan(), facts, good: 1)) == 2)
        #expect(limit(RolloutMachine.decide(sample(), plan { $0.maxPerMinute = 1 }, facts, good: 1)) == 1)
    }

    @Test("P7: who refuses is sent back in every state that can change", arguments: RolloutState.allCases)
    func refusing(state: RolloutState) {
        let facts = RolloutFacts(now: now, fleet: counts { $0.failed = 1 }, refusing: 1)
        let actions = RolloutMachine.decide(sample(state), plan(), facts, good: 1).actions
        #expect(actions.first == .sendBack(.refused, to: 1))
    }

    @Test("who joins gets the good version in every state", arguments: RolloutState.allCases)
    func joining(state: RolloutState) {
        let facts = RolloutFacts(
            now: now,
            fleet: counts {
                $0.waiting = 1; $0.pending = 1
            }, batch: counts { $0.waiting = 1 }, joiners: 1)
        let actions = RolloutMachine.decide(sample(state), plan(), facts, good: 1).actions
        #expect(actions.contains(.dispatch(.joiners, version: 1, limit: nil, includesOffline: false)))
    }

    @Test("a newer version, or other batches, supersede what is active; a way back is finished first")
    func superseded() {
        let plan = plan()
        var old = sample(.paused)
        let newer = RolloutMachine.begin(standing(old, current: 3), plan)
        #expect(newer?.replaced?.state == .superseded)
        #expect(newer?.rollout.version == 3)
        #expect(newer?.rollout.goodVersion == 1)
        #expect(RolloutMachine.begin(standing(old), plan)?.replaced?.state == .superseded)
        old.digest = plan.digest
        #expect(RolloutMachine.begin(standing(old), plan) == nil)
        #expect(RolloutMachine.begin(standing(sample(.rollingBack)), plan) == nil)
        let ended = RolloutMachine.begin(standing(sample(.failed), current: 3), plan)
        #expect(ended?.replaced == nil)
        #expect(ended?.rollout.state == .pending)
        #expect(RolloutMachine.begin(standing(nil, current: nil), plan) == nil)
    }

    private func limit(_ decision: RolloutDecision) -> Int64? {
        for case .dispatch(_, _, let limit, _) in decision.actions { return limit }
        return nil
    }
}
