import Testing
@testable import Wire

@Suite("Which version a device says that it failed at")
struct FailureTests {
    @Test(
        "only a final error counts, and only a version that is named is named",
        arguments: [
            ("False", "Error", "Failed to update to renderedVersion: 7: the disk is full", .version(7)),
            ("False", "Error", "Failed to update to renderedVersion: 12", .version(12)),
            ("False", "Error", "While applying: config: the disk is full", .unnamed),
            ("False", "Error", "Failed to update to renderedVersion: : the disk is full", .unnamed),
            ("False", "Error", "Failed to update to renderedVersion: 99999999999999999999: x", .unnamed),
            ("False", "Error", "failed to update to renderedVersion: 7: x", .unnamed),
            ("False", "Error", "", .unnamed),
            ("True", "ApplyingUpdate", "Failed to update to renderedVersion: 7: retrying: x", .none),
            ("True", "Error", "Failed to update to renderedVersion: 7: x", .none),
            ("False", "Updated", "Failed to update to renderedVersion: 7: x", .none),
            ("Unknown", "", "", .none),
        ] as [(String, String, String, ReportedCondition.Failure)])
    func read(status: String, reason: String, message: String, failure: ReportedCondition.Failure) {
        let condition = ReportedCondition(status: status, reason: reason, message: message)
        #expect(condition.failure == failure)
    }
}
