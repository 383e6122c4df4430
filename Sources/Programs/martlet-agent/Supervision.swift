import DeviceAgent
import Logging
import UnixSignals

/// Runs the agent until it ends or a signal stops it.
struct Supervision {
    let agent: DeviceAgent
    let logger: Logger

    func run() async throws -> DeviceAgent.End {
        try await withThrowingTaskGroup(of: DeviceAgent.End?.self) { group in
            group.addTask { try await agent.run() }
            group.addTask {
                await untilStopped()
                return nil
            }
            defer { group.cancelAll() }
            if let first = try await group.next(), let end = first { return end }
            group.cancelAll()
            return try await group.next().flatMap { $0 } ?? .stopped
        }
    }

    private func untilStopped() async {
        for await signal in await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup) {
            if signal != .sighup {
                logger.notice("stopping", metadata: ["signal": "\(signal)"])
                return
            }
            agent.reload()
        }
    }
}
