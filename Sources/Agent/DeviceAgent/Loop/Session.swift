import Logging

/// The agent at work under one configuration.
struct Session {
    enum End: Sendable, Hashable {
        case reload
        /// The spec files have to start again.
        case restart
        case decommissioned
    }

    let context: AgentContext
    let reloads: Bell

    /// Runs until something happens for which everything has to begin anew.
    func run() async throws -> End {
        try await withThrowingTaskGroup(of: End?.self) { group in
            group.addTask { try await synchronize() }
            group.addTask {
                try await Connection(context: context).run()
                return nil
            }
            group.addTask {
                try await watch()
                return nil
            }
            group.addTask {
                await reloads.wait()
                return .reload
            }
            defer { group.cancelAll() }
            while let end = try await group.next() { if let end { return end } }
            throw CancellationError()
        }
    }

    /// Goes towards the desired spec whenever there is a new one, and looks after the current one in between.
    private func synchronize() async throws -> End {
        while true {
            try Task.checkCancellation()
            switch await context.synchronizer.step(at: .now) {
            case .specFilesMissing: return await lost()
            case .decommission:
                try await Decommissioning(board: context.board, identity: context.identity, logger: context.logger)
                    .run()
                return .decommissioned
            case .idle, .updated, .failed, .retrying: break
            }
            await context.work.wait(atMost: context.configuration.reconcileInterval)
        }
    }

    private func lost() async -> End {
        context.board.trouble("A spec file of the agent is missing; it fetches the whole spec again")
        _ = await context.board.waitUntilDelivered(atMost: .seconds(5))
        return .restart
    }

    private func watch() async throws {
        while true {
            let next = await context.machine.sample(await context.synchronizer.monitors, at: .now)
            // Never longer than a minute, so that changed monitors of a new spec are soon in force.
            try await Task.sleep(until: min(next, .now + .seconds(60)))
        }
    }
}
