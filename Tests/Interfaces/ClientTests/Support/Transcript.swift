import Console
import FoundationEssentials
import Synchronization
import Testing

@testable import Client

/// A terminal that keeps what was written to it.
final class Transcript: Sendable {
    private let texts = Mutex<(output: String, notes: [String])>(("", []))

    var output: String { texts.withLock { $0.output } }
    var notes: [String] { texts.withLock { $0.notes } }

    func terminal(isInteractive: Bool = true) -> Terminal {
        Terminal(
            isInteractive: isInteractive, output: { text in self.texts.withLock { $0.output += text } },
            note: { text in self.texts.withLock { $0.notes.append(text) } })
    }
}

/// What a command did against a server.
struct Run: Sendable {
    let output: String
    let notes: [String]
    let requests: [Asked]
    let error: ClientError?

    var lines: [String] { requests.map { "\($0.method) \($0.target)" } }
}

/// The moment that all ages in tests are counted to.
let noon = Ago.moment("2026-08-21T12:00:00Z") ?? Date(timeIntervalSince1970: 0)

/// Runs a command against a server that gives one answer to each `METHOD path`, and 404 to all others.
func run(
    _ command: some ClientCommand, token: String? = nil, organization: String? = nil, isInteractive: Bool = true,
    _ answers: [String: Canned]
) async throws -> Run {
    try await run(command, token: token, organization: organization, isInteractive: isInteractive) { asked in
        let path = asked.target.split(separator: "?").first.map(String.init) ?? ""
        return answers["\(asked.method) \(asked.target)"] ?? answers["\(asked.method) \(path)"]
            ?? .refusal(404, "no answer for \(asked.method) \(asked.target)")
    }
}

/// Runs a command against a server that answers by a function.
func run(
    _ command: some ClientCommand, token: String? = nil, organization: String? = nil, isInteractive: Bool = true,
    answer: @escaping @Sendable (Asked) -> Canned
) async throws -> Run {
    let result = Mutex<Run?>(nil)
    try await FakeServer.run(answer: answer) { server in
        var connection = Connection(server: server.address)
        connection.token = try token.map { try TextFile.checkedToken($0, from: "test") }
        connection.organization = organization
        let transcript = Transcript()
        var failure: ClientError?
        do {
            try await Session.with(connection, terminal: transcript.terminal(isInteractive: isInteractive), now: noon) {
                try await command.run($0)
            }
        } catch {
            failure = try #require(error as? ClientError)
        }
        let run = Run(output: transcript.output, notes: transcript.notes, requests: server.requests, error: failure)
        result.withLock { $0 = run }
    }
    return try #require(result.withLock { $0 })
}
