import Subprocess
import Testing

@testable import Client

@Suite("The built program")
struct ProgramTests {
    private struct Ended: Sendable {
        let status: Int
        let output: String
        let errors: String
    }

    /// Runs the program that stands beside this test.
    private func martlet(_ arguments: [String], environment: [Environment.Key: String] = [:]) async throws -> Ended {
        let directory = try #require(ProgramPath.directory)
        let all = environment.merging(["HOME": "/nonexistent", "PATH": directory]) { given, _ in given }
        let result = try await Subprocess.run(
            .name("martlet"), arguments: Arguments(arguments), environment: .custom(all),
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 20))
        guard case .exited(let status) = result.terminationStatus else {
            Issue.record("ended by \(result.terminationStatus)")
            return Ended(status: -1, output: "", errors: "")
        }
        return Ended(status: Int(status), output: result.standardOutput, errors: result.standardError)
    }

    @Test(
        "Wrong use ends with 2 and says so on standard error",
        arguments: [
            ["frobnicate"], ["get"], ["get", "divice"], ["get", "devices", "--frob"], ["get", "devices", "-o", "xml"],
            ["get", "devices", "--limit", "0"], ["get", "devices", "--limit", "many"], ["get", "tv"], ["approve"],
            ["approve", "device/x"], ["approve", "er/x", "-l", "x"], ["deny", "er/x"], ["delete", "device"],
            ["decommission", "fleet/x"], ["decommission", "device/x", "-t", "burn"], ["login"], ["login", "nonsense"],
            ["--server", "http://example.com", "get", "devices"], ["certificate", "request", "-x", "never"],
            ["config", "set-organization", "default"], ["explain"], ["explain", "flete"], ["explain", "fleet.spek"],
            ["schema", "flete"], ["schema", "fleet", "device"], ["completion", "tcsh"],
            ["get", "devices", "--server", "https://x", "--request-timeout", "-1"],
        ])
    func wrongUse(arguments: [String]) async throws {
        let ended = try await martlet(arguments)
        #expect(ended.status == 2)
        #expect(ended.output.isEmpty)
        #expect(!ended.errors.isEmpty)
    }

    @Test(
        "What cannot be done ends with 1",
        arguments: [
            ["get", "devices"], ["get", "devices", "--server", "http://localhost:1"],
            ["config", "current-organization"],
        ])
    func failing(arguments: [String]) async throws {
        let ended = try await martlet(arguments)
        #expect(ended.status == 1)
        #expect(ended.output.isEmpty)
        #expect(ended.errors.hasPrefix("martlet: "))
    }

    @Test(
        "Help and version end with 0 and go to standard output",
        arguments: [
            (["--version"], "martlet \(ClientVersion.current)"), (["--help"], "EXAMPLES"),
            (["get", "--help"], "EXAMPLES"),
            (["certificate", "request", "--help"], "0600"), (["version"], "Client version: \(ClientVersion.current)"),
        ])
    func help(arguments: [String], text: String) async throws {
        let ended = try await martlet(arguments)
        #expect(ended.status == 0)
        #expect(ended.output.contains(text))
        #expect(ended.errors.isEmpty)
    }

    @Test("Flags of the connection work in front of the command as well as behind it, and MARTLET_TOKEN is sent")
    func flagsInFront() async throws {
        try await FakeServer.run(answer: { _ in Samples.list("Device", [Samples.device]) }) { server in
            let environment: [Environment.Key: String] = ["MARTLET_TOKEN": "s3cret"]
            let front = try await martlet(
                ["--server", "\(server.address)", "get", "dev", "-o", "name"], environment: environment)
            let behind = try await martlet(
                ["get", "dev", "-o", "name", "--server=\(server.address)"], environment: environment)
            #expect(front.output == "device/d1\n")
            #expect(behind.output == "device/d1\n")
            #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer s3cret", "Bearer s3cret"])
        }
    }

    @Test("P9: the server's message is printed, and the token never")
    func refusal() async throws {
        try await FakeServer.run(answer: { _ in .refusal(401, "failed to validate token") }) { server in
            let ended = try await martlet(
                ["get", "devices", "--server", "\(server.address)"], environment: ["MARTLET_TOKEN": "s3cret"])
            #expect(ended.status == 1)
            #expect(ended.errors.hasPrefix("martlet: failed to validate token\n"))
            #expect(!(ended.output + ended.errors).contains("s3cret"))
        }
    }
}
