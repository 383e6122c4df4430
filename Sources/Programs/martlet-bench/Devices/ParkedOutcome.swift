import DeviceSimulation

/// What was measured of waiting devices.
struct ParkedOutcome: Sendable {
    let devices: Int
    /// How long a poll is held at most.
    let held: Duration
    /// Until all waited.
    var arriving = Duration.zero
    /// By how much the server's memory grew.
    var bytes = 0
    /// Processor time of the server and its database per second while all wait, over the time in which each poll ends once.
    var processor = 0.0
    /// From the push until each device had the new spec.
    var delivery = Histogram()
    /// From the push until all had reported and waited again.
    var reported = Duration.zero
    var troubles = 0
    /// The share of what the devices took that the server gave back after all were gone.
    var givenBack = 0.0

    init(devices: Int, held: Duration) { (self.devices, self.held) = (devices, held) }

    func parked(_ idle: IdleConnections.Outcome) -> Figure {
        Figure(
            name: .parked, value: Double(bytes) / Double(devices) / 1000, unit: "kB", yardstick: idle.bytes / 1000,
            yardstickName: "idle connection of nginx, same certificates",
            notes: "\(devices) devices (limit of descriptors: \(FileLimit.connections + 256)), all waiting after "
                + "\(arriving.seconds.short) s; \((processor * 100).short) % of a core at rest, over \(held.seconds.short) s for which polls are held; "
                + "\((givenBack * 100).short) % of the memory given back within half a minute of their disconnect")
    }

    func wake(_ idle: IdleConnections.Outcome) -> Figure {
        Figure(
            name: .wake, value: delivery.percentile(0.99) ?? 0, unit: "s",
            yardstick: idle.answers.percentile(99).seconds,
            yardstickName: "nginx: one request on each connection at once",
            notes: "\(devices) devices, from the push; median \((delivery.percentile(0.5) ?? 0).short) s, last "
                + "\(delivery.longest.short) s; all had applied, reported twice and polled again after "
                + "\(reported.seconds.short) s; \(troubles) troubles")
    }
}
