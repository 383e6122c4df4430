import Console
import FoundationEssentials

/// What every command has at hand: the API, the terminal and the moment it runs at.
public struct Session: Sendable {
    let api: APIClient
    let terminal: Terminal
    let now: Date

    /// Opens a connection for the time that `body` runs.
    ///
    /// - Throws: ``ClientError``.
    public static func with(
        _ connection: Connection, terminal: Terminal, now: Date = Date(), _ body: (Session) async throws -> Void
    ) async throws {
        try await APIClient.with(connection) { api in
            try await body(Session(api: api, terminal: terminal, now: now))
        }
    }

    /// The same for what is asked of the server and used afterwards.
    public static func query<Result: Sendable>(
        _ connection: Connection, terminal: Terminal, now: Date = Date(), _ body: (Session) async throws -> Result
    ) async throws -> Result {
        try await APIClient.with(connection) { api in
            try await body(Session(api: api, terminal: terminal, now: now))
        }
    }

    /// Does something with each name; failures are told one by one, and the command fails if any of them did.
    ///
    /// With one name the failure itself is thrown.
    func each(_ names: [String], _ action: (String) async throws(ClientError) -> Void) async throws(ClientError) {
        var failures = 0
        for name in names {
            do throws(ClientError) {
                try await action(name)
            } catch {
                guard names.count > 1 else { throw error }
                failures += 1
                terminal.note("\(name.printable): \(error.message.printable)")
            }
        }
        if failures > 0 { throw ClientError(.partial, "\(failures) of \(names.count) failed.") }
    }
}
