import FoundationEssentials
import Subprocess
import TestRepositories
import Testing

/// The program as pipelines run it.
@Suite("Program")
struct ProgramTests {
    private func run(_ arguments: [String]) async throws -> (status: Int32, output: String, errors: String) {
        let result = try await Subprocess.run(
            .name("martlet"), arguments: Arguments(arguments),
            environment: .custom(["HOME": "/nonexistent", "PATH": .init(TestPrograms.path("").dropLast())]),
            output: .string(limit: 1 << 20),
            error: .string(limit: 1 << 16))
        guard case .exited(let status) = result.terminationStatus else { throw TestSupportError("martlet was killed") }
        return (status, result.standardOutput, result.standardError)
    }

    @Test("exit codes of plan: 0 no change, 2 changes, 1 an error, wrong use included")
    func planStatus() async throws {
        try await withFleet { repository in
            let place = ["--repo", repository.directory]
            let inventory = repository.directory + ".json"
            try Data(Sample.inventory.utf8).write(to: URL(filePath: inventory))
            let changes = try await run(
                ["plan", "--base", "main~1", "--head", "main", "--inventory", inventory] + place)
            #expect(changes.status == 2 && changes.errors.isEmpty)
            #expect(changes.output.withoutCommits() == Golden.text)
            #expect(try await run(["plan", "--base", "main", "--head", "main"] + place).status == 0)
            #expect(try await run(["plan", "--base", "nope"] + place).status == 1)
            #expect(try await run(["plan", "--bas", "main"] + place).status == 1)
            #expect(try await run(["plan"]).status == 1)
            let both = ["plan", "--base", "main", "--inventory", "x", "--server", "https://localhost:1"]
            #expect(try await run(both + place).status == 1)
            #expect(try await run(["plan", "--base", "main", "--inventory", "/absent"] + place).status == 1)
        }
    }

    @Test("a plan that the server would refuse is printed, and is an error")
    func refusedPlan() async throws {
        try await withFleet { repository in
            try await repository.commit(["fleets/syncs.yaml": .delete])
            let result = try await run(["plan", "--base", "main~1", "--head", "main", "--repo", repository.directory])
            #expect(result.status == 1)
            #expect(result.output.contains("Plan: refused, 2 reasons"))
        }
    }

    @Test("render prints the spec on one channel and notes on the other")
    func render() async throws {
        try await withFleet { repository in
            let common = ["render", "kiosks", "--repo", repository.directory, "--rev", "main"]
            let good = try await run(common + ["--labels", "role=kiosk,site=x"])
            #expect(good.status == 0 && good.output.hasPrefix("applications: []"))
            #expect(good.errors == "Note: git elsewhere@v1:x is not at hand: its files are left out.\n")
            #expect(try await run(common + ["--labels", "role=kiosk"]).status == 1)
            #expect(try await run(common).status == 2)
            #expect(try await run(common + ["--labels", "nonsense"]).status == 2)
        }
    }
}
