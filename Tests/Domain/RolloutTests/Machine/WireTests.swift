import Resources
import Rollout
import Testing

/// Holds the table at ``RolloutWire``.
@Suite("How rollouts show on the wire")
struct WireTests {
    @Test(
        "each state has one status and reason of the condition",
        arguments: [
            (.pending, true, "Active"), (.inProgress, true, "Active"), (.rollingBack, true, "Active"),
            (.awaitingApproval, false, "Waiting"), (.paused, false, "Suspended"), (.failed, false, "Suspended"),
            (.completed, false, "Inactive"), (.superseded, false, "Inactive"), (.cancelled, false, "Inactive"),
        ] as [(RolloutState, Bool, String)])
    func condition(state: RolloutState, isInProgress: Bool, reason: String) {
        let wire = RolloutWire(sample(state), plan())
        #expect(wire.isInProgress == isInProgress)
        #expect(wire.reason == reason)
        #expect(wire.message == (reason == "Inactive" ? "Rollout is not in progress" : "because"))
    }

    @Test("no state is without a row")
    func complete() { #expect(RolloutState.allCases.count == 9) }

    @Test("the fleet's annotations are those that existing clients read")
    func annotations() {
        var rollout = sample(.awaitingApproval, batch: 1)
        rollout.digest = "d41d"
        #expect(
            RolloutWire(rollout, plan()).annotations == [
                "fleet-controller/deployingTemplateVersion": "v2", "fleet-controller/batchNumber": "1",
                "fleet-controller/rolloutApproved": "false",
                "fleet-controller/rolloutApprovalMethod": "automatic",
                "fleet-controller/deviceSelectionConfigDigest": "d41d",
            ])
        rollout.report = BatchReport(
            name: "batch 1", successPercentage: 66, total: 3, successful: 2, failed: 1, timedOut: 0, offline: 4)
        #expect(
            RolloutWire(rollout, plan()).annotations["fleet-controller/lastBatchCompletionReport"]
                == #"{"batchName":"batch 1","successPercentage":66,"total":3,"successful":2,"failed":1,"timedOut":0}"#)
    }

    @Test("an operator's method stands above the policy's", arguments: [nil, false, true], [false, true])
    func method(said: Bool?, isManual: Bool) {
        var rollout = sample()
        rollout.isManual = said
        let shown = RolloutWire(rollout, plan { $0.approval = isManual ? .manual : .automatic }).annotations
        let expected = said ?? isManual ? "manual" : "automatic"
        #expect(shown["fleet-controller/rolloutApprovalMethod"] == expected)
    }
}
