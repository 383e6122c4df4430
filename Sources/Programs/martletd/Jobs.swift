import ArgumentParser
import Jobs
import Logging
import Observability
import SQL
import Store

/// `martletd jobs`: looks at work that failed for good, and gives it another chance.
struct JobsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "jobs", abstract: "List jobs that failed for good, or put them back into the queue.")

    @OptionGroup var options: ServerOptions
    @Option(name: .customLong("requeue"), help: "Numbers of jobs to put back, separated by commas.")
    var requeue: String?

    func run() async throws {
        let configuration = try options.resolve()
        Observability.bootstrapLogging(level: .warning)
        try await OpenDatabase.with(configuration, logger: Logger(label: "martletd")) { opened in
            if let requeue {
                try await put(back: requeue.split(separator: ",").compactMap { Int64($0) }, opened)
            } else {
                try await list(opened)
            }
        }
    }

    private func put(back ids: [Int64], _ opened: OpenDatabase) async throws {
        let count = try await opened.store.database.transaction { try JobQueue.requeue($0, ids) }
        print("\(count) of \(ids.count) jobs are back in the queue.")
    }

    private func list(_ opened: OpenDatabase) async throws {
        for dead in try await opened.store.database.read({ try JobQueue.dead($0) }) {
            print("\(dead.job.id)  \(dead.job.kind)/\(dead.job.key)  \(dead.failedAt)  \(dead.error)")
        }
    }
}
