import Logging
import Nodes

/// Sends the status: when it changed, at once when a condition did, and again until the service has accepted it.
struct StatusReporter {
    let client: ServiceClient
    let device: String
    let certificate: ManagementCertificate
    let machine: Machine
    let board: StatusBoard
    let configuration: AgentConfiguration
    let logger: Logger

    /// What the service has accepted last.
    private struct Accepted: Equatable {
        var status: [UInt8]
        var resends: Int
    }

    /// Runs until it is cancelled.
    func run() async throws {
        var accepted: Accepted?
        var backoff = Backoff(base: .seconds(2), factor: 1.5, maximum: configuration.statusUpdateInterval, jitter: 0.1)
        let jitter = configuration.statusUpdateJitter ?? configuration.statusUpdateInterval
        if jitter > .zero { await board.changed.wait(atMost: jitter * Double.random(in: 0...1)) }
        while true {
            try Task.checkCancellation()
            do {
                accepted = try await send(unless: accepted)
                backoff.reset()
                await board.changed.wait(atMost: configuration.statusUpdateInterval)
            } catch let error as StatusRefusal {
                logger.warning("the status was not accepted", metadata: ["error": "\(error.reason)"])
                // Not by the bell: a service in trouble is not asked more often because more goes on here.
                try await Task.sleep(for: backoff.delay(asked: error.retryAfter))
            }
        }
    }

    private func send(unless accepted: Accepted?) async throws -> Accepted {
        let snapshot = board.snapshot
        let info = await machine.info(configuration.systemInfo, certificate: certificate)
        let status = StatusDocument.status(snapshot, info)
        let wanted = Accepted(status: status.canonicalJSON(), resends: snapshot.resends)
        if wanted != accepted { try await put(status) }
        board.delivered(snapshot.edition)
        return wanted
    }

    private func put(_ status: Node) async throws {
        let answer: ServiceAnswer
        do {
            answer = try await client.call(
                .put, "/devices/\(device)/status", body: StatusDocument.device(device, status), timeout: .seconds(60),
                limit: DeviceDocument.maxBytes)
        } catch let error as AgentError {
            throw StatusRefusal(reason: error, retryAfter: nil)
        }
        guard answer.status == 200 else {
            throw StatusRefusal(reason: answer.refusal(of: "the status"), retryAfter: answer.retryAfter)
        }
    }
}

/// A status that the service did not take.
private struct StatusRefusal: Error {
    var reason: AgentError
    var retryAfter: Duration?
}
