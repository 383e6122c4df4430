import TestSupport
import Testing

@Suite("What a merge would do")
struct PlanTests {
    @Test("P2: a plan with the server's devices names those that the merge then changes, and what changes on them")
    func plansWhatHappens() async throws {
        let files = [
            "fleets/kiosk.yaml": HostedChange.text(Manifests.fleet(content: "one")),
            "fleets/other.yaml": .text(Manifests.fleet("other", content: "two")),
        ]
        try await Installation.with(files) { installation in
            let device = try await installation.enrolled("kiosk-1")
            try await device.file("/etc/motd", becomes: "one")
            try await installation.repository.git("branch", "before")
            try await installation.repository.commit(["fleets/kiosk.yaml": .text(Manifests.fleet(content: "two"))])

            let clone = installation.sandbox.path("clone")
            #expect(try await run("git", ["clone", "-q", installation.repository.url, clone]).status == 0)
            let plan = try await installation.martlet(
                "plan", "--repo", clone, "--base", "origin/before", "--head", "origin/main", "--path", "fleets")
            #expect(plan.status == 2, "\(plan.output)\(plan.errors)")
            #expect(plan.output.contains("~ Fleet/kiosk"), "\(plan.output)")
            for line in ["-one", "+two"] { #expect(plan.output.contains(line), "\(line) in\n\(plan.output)") }
            #expect(plan.output.contains("1 of 1 device changed"), "\(plan.output)")
            #expect(!plan.output.contains("Fleet/other"))
            try await device.file("/etc/motd", becomes: "two")

            let nothing = try await installation.martlet(
                "plan", "--repo", clone, "--base", "origin/main", "--head", "origin/main", "--path", "fleets")
            #expect(nothing.status == 0, "\(nothing.output)\(nothing.errors)")
        }
    }
}
