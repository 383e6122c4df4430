import Rollout
import Testing

@Suite("States of rollouts")
struct RolloutStateTests {
    @Test("What has ended is not active")
    func active() {
        let ended = RolloutState.allCases.filter { !$0.isActive }
        #expect(ended == [.completed, .failed, .superseded, .cancelled])
    }
}
