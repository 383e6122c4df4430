import Glibc
import SQL

/// What the programs take: size, memory at rest, time to start.
struct ProgramSizes: Sendable {
    let text: String

    static func measure(_ place: Workplace) async throws -> ProgramSizes {
        var rows: [String] = []
        for name in ["martletd", "martlet-agent", "martlet"] {
            rows.append("| `\(name)`, stripped | \(megabytes(try await strippedSize(name, place))) MB |")
        }
        let (resident, startUp) = try await RunningServer.with(place) { server in
            (try Machine.residentMemory(of: server.process), server.startUp)
        }
        rows.append("| `martletd` resident, idle after start | \(megabytes(resident)) MB |")
        rows.append(
            "| `martletd` from nothing to listening (new database cluster, keys, schema) | \(startUp.seconds.short) s |"
        )
        let again = try await RunningServer.with(place) { $0.startUp }
        rows.append("| `martletd` from start to listening on an existing state directory | \(again.seconds.short) s |")
        rows.append("| `martlet-agent` resident, enrolment requested | \(megabytes(try await agentMemory(place))) MB |")
        let help = try await timed { try await Program.run(["\(place.programs)/martlet", "--help"]) }
        rows.append("| `martlet --help` | \(help.milliseconds.short) ms |")
        return ProgramSizes(
            text: (["| Program | |", "|---|---|"] + rows + ["", Machine.description]).joined(separator: "\n"))
    }

    private static func megabytes(_ bytes: Int) -> String { (Double(bytes) / 1e6).short }

    private static func strippedSize(_ name: String, _ place: Workplace) async throws -> Int {
        let copy = "\(place.directory)/\(name)"
        try await Program.run(["strip", "-o", copy, "\(place.programs)/\(name)"])
        var facts = stat()
        guard stat(copy, &facts) == 0 else { throw BenchError("the size of \(copy) cannot be read") }
        return Int(facts.st_size)
    }

    /// An agent that has asked to be let in, which no one answers.
    private static func agentMemory(_ place: Workplace) async throws -> Int {
        try await RunningServer.with(place) { server in
            let root = try place.folder("agent")
            try await Program.run([
                "\(place.programs)/martlet", "--server", "http://127.0.0.1:\(server.userPort)", "--token-file",
                "\(server.stateDirectory)/admin.token", "certificate", "request", "-n", "bench", "-o", "embedded", "-d",
                root,
            ])
            let command = ["\(place.programs)/martlet-agent", "--root", root, "--config", "/config.yaml"]
            return try await Program.with(command, log: "\(place.directory)/agent.log") { process in
                try await wait(for: "the agent's enrolment request") {
                    try await server.database.read { try !$0.query("select 1 from enrollment_request", []).isEmpty }
                }
                return try Machine.residentMemory(of: process)
            }
        }
    }
}
