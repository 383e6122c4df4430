/// The machine that the agent runs on, from the side of tasks that must not block.
actor Machine {
    let thread: DiskThread
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }
    private let board: StatusBoard
    private let agentVersion: String
    private var usage: ResourceUsage
    private var monitors: [ResourceMonitor] = []

    init(thread: DiskThread, root: DeviceRoot, board: StatusBoard, agentVersion: String) {
        (self.thread, self.board, self.agentVersion) = (thread, board, agentVersion)
        usage = ResourceUsage(root: root)
    }

    func info(_ keys: [String], certificate: ManagementCertificate?) -> SystemInfo {
        SystemInfo.collect(keys, agentVersion: agentVersion, certificate: certificate)
    }

    /// Samples what is due and puts the levels on the board.
    ///
    /// - Returns: when the next sample is due.
    func sample(_ wanted: [ResourceMonitor], at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        // A monitor that is watched as before keeps its history; a changed one starts anew.
        monitors = wanted.map { new in monitors.first { $0.watchesSame(as: new) } ?? new }
        for index in monitors.indices where monitors[index].due.map({ $0 <= now }) ?? true {
            monitors[index].sampled(usage.sample(monitors[index]), at: now)
            board.resource(monitors[index].resource, monitors[index].level)
        }
        return monitors.compactMap(\.due).min() ?? now + .seconds(60)
    }
}

extension ResourceMonitor {
    /// True when nothing about what is watched, and how, differs.
    func watchesSame(as other: ResourceMonitor) -> Bool {
        resource == other.resource && interval == other.interval && path == other.path && rules == other.rules
    }
}
