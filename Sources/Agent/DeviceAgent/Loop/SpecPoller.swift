import Logging

/// Asks the service for the rendered spec, one long poll after another.
struct SpecPoller {
    let client: ServiceClient
    let device: String
    let synchronizer: Synchronizer
    /// Rung when there is something new to apply.
    let work: Bell
    let configuration: AgentConfiguration
    let logger: Logger

    /// Runs until the service says that the device was deleted.
    func run() async throws {
        var backoff = Backoff(
            base: configuration.specFetchErrorBaseDelay, factor: 2, maximum: configuration.specFetchErrorMaxDelay,
            jitter: 0.2)
        while true {
            let start = ContinuousClock.now
            do {
                switch try await poll() {
                case .news: backoff.reset()
                case .deleted: return
                case .nothing:
                    backoff.reset()
                    try await Task.sleep(until: start + configuration.specFetchMinInterval)
                case .failed(let error, let wait):
                    logger.warning("the spec could not be fetched", metadata: ["error": "\(error)"])
                    try await Task.sleep(for: backoff.delay(asked: wait))
                }
            }
        }
    }

    private enum Result {
        case news, nothing, deleted
        case failed(AgentError, wait: Duration?)
    }

    private func poll() async throws -> Result {
        let known = await synchronizer.knownVersion
        do {
            let answer = try await client.call(
                .get, "/devices/\(device)/rendered?knownRenderedVersion=\(known)", timeout: .seconds(240),
                limit: DeviceDocument.maxBytes)
            switch PollAnswer(answer) {
            case .document(let bytes): return try await take(bytes)
            case .nothingNew: return .nothing
            case .deleted: return .deleted
            case .failed(let error, let wait): return .failed(error, wait: wait)
            }
        } catch let error as AgentError {
            return .failed(error, wait: nil)
        } catch let error as SystemFailure {
            return .failed(AgentError(.disk, error.description, fix: "make room on the disk or repair it"), wait: nil)
        }
    }

    private func take(_ bytes: [UInt8]) async throws -> Result {
        switch try await synchronizer.accept(bytes, device: device) {
        case .desired(let version):
            logger.info("a new spec", metadata: ["version": "\(version)"])
            work.ring()
            return .news
        case .wakeUp: return .nothing
        case .older(let version):
            logger.warning(
                "the service offers an older spec, which is not applied", metadata: ["version": "\(version)"])
            return .nothing
        case .failedBefore(let version):
            logger.warning("the service offers a spec that failed before", metadata: ["version": "\(version)"])
            return .nothing
        }
    }
}
