import Rollout
import Testing

@Suite("Moments")
struct MomentTests {
    @Test("Later is greater")
    func order() { #expect(Moment(milliseconds: 1) < Moment(milliseconds: 0) + 1) }
}
