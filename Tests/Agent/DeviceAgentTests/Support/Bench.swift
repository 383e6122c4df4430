import Logging
import TimeZones

@testable import DeviceAgent

/// A synchronizer at work below a scratch directory, as after a start of the agent.
struct Bench {
    let board = StatusBoard()
    let synchronizer: Synchronizer

    init(
        _ scratch: Scratch, thread: DiskThread, gate: @escaping DiskGate = { _ throws(SystemFailure) in },
        owners: OwnerRules = OwnerRules(isRooted: true), clock: @escaping @Sendable () -> Double = { 0 }
    ) {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        synchronizer = Synchronizer(
            thread: thread, disk: Disk(root: scratch.root, gate: gate), owners: owners,
            zones: TimeZoneDatabase(localFile: scratch.root.location(of: "/etc/localtime")), board: board,
            logger: logger, clock: clock)
    }

    /// Starts as the agent does: first of all what was left behind is put right.
    func start() async throws {
        try await synchronizer.recover()
        try await synchronizer.open(device: Rendered.device, agentVersion: "test")
    }

    /// Takes a document and makes one step.
    @discardableResult
    func apply(_ document: Rendered, at now: ContinuousClock.Instant = .now) async throws -> Synchronizer.Outcome {
        _ = try await synchronizer.accept(document.bytes, device: Rendered.device)
        return await synchronizer.step(at: now)
    }

    /// The Updating condition as `status/reason: message`.
    var updating: String {
        guard let condition = board.snapshot.conditions.first(where: { $0.kind == .updating }) else { return "none" }
        return "\(condition.status)/\(condition.reason): \(condition.message)"
    }
}

/// Runs a body with a disk thread that ends with it.
func withDiskThread<Success>(_ body: (DiskThread) async throws -> Success) async throws -> Success {
    let thread = DiskThread()
    do {
        let result = try await body(thread)
        try await thread.stop()
        return result
    } catch {
        try await thread.stop()
        throw error
    }
}
