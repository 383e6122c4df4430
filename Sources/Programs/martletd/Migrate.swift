import ArgumentParser
import Logging
import Observability
import Store

/// `martletd migrate`: brings the schema up to date and ends.
struct Migrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring the database's schema up to date.",
        discussion: "The server does this by itself at every start; running it alone separates the two for an upgrade.")

    @OptionGroup var options: ServerOptions

    func run() async throws {
        let configuration = try options.resolve()
        Observability.bootstrapLogging(level: .warning)
        let applied = try await OpenDatabase.with(configuration, logger: Logger(label: "martletd")) {
            try await $0.store.migrate()
        }
        print(applied.isEmpty ? "The schema is up to date." : "Applied \(applied.joined(separator: ", ")).")
    }
}
