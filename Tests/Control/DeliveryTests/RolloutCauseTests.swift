import SQL
import Store
import Testing

/// Jobs that wait are not done early here: that would hide that nobody asked for a step.
@Suite("P7: what rendering and labels decide makes a step")
struct RolloutCauseTests {
    @Test(
        "a device for which nothing can be rendered, or whose spec stays as it is, has its outcome without a report",
        arguments: [("site", "Paused/BatchFailed"), ("fleet", "Completed/Completed")])
    func rendering(label: String, outcome: String) async throws {
        try await DeliveryFixture.settled(1, template: inline("f")) { fixture in
            try await fixture.declare(fleet: "f", template: inline("{{ .metadata.labels.\(label) }}"))
            try await fixture.deliver()
            #expect(try await fixture.rollout() == "InProgress/WaitingForDevices")
            #expect(
                try await fixture.texts("select key from job where kind = 'rollout' and run_at <= now()")
                    == fixture.texts("select id::text from fleet"))
            try await fixture.settle()
            #expect(try await fixture.rollout() == outcome)
        }
    }

    @Test("rendering asks for no step of a fleet whose devices run the good version")
    func nothing() async throws {
        try await DeliveryFixture.settled(1) { fixture in
            try await fixture.label("d1", #"{"fleet":"f","other":"label"}"#)
            try await fixture.deliver()
            #expect(try await fixture.texts("select key from job where kind = 'rollout' and run_at <= now()").isEmpty)
        }
    }

    @Test("the last that a rollout waits for is deleted")
    func removal() async throws {
        try await DeliveryFixture.settled(2) { fixture in
            try await fixture.declare(fleet: "f", template: inline("two"))
            try await fixture.settle()
            try await fixture.report("d1")
            #expect(try await fixture.rollout() == "InProgress/WaitingForDevices")
            let isDeleted = try await fixture.store.database.transaction { connection in
                try connection.query("delete from job")
                return try DeviceRemoval.delete(connection, OrganizationID(1), name: "d2", actor: "user:ada")
            }
            #expect(isDeleted)
            try await fixture.settle(early: true)
            #expect(try await fixture.rollout() == "Completed/Completed")
        }
    }

    @Test("a device whose label is corrected gets the good version, though no rollout is going on")
    func label() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "f", template: inline("at {{ .metadata.labels.site }}"))
            try await fixture.enroll(["d1": #"{"fleet":"f","site":"x"}"#])
            try await fixture.settle()
            try await fixture.connect()
            try await fixture.report("d1")
            try await fixture.enroll(["d2": #"{"fleet":"f"}"#])
            try await fixture.connect()
            try await fixture.settleAgain()
            #expect(try await fixture.rollout() == "Completed/Completed")
            #expect(
                try await fixture.texts(
                    "select 'x' from device_target where refused_tv_id is not null and tv_id is null"
                )
                .count == 1)
            try await fixture.label("d2", #"{"fleet":"f","site":"y"}"#)
            try await fixture.deliver()
            #expect(try await fixture.targets() == ["d1=v1/1", "d2=v1/1"])
        }
    }
}
