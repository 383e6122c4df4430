import Logging

/// Takes the device out of service: it says so, and then forgets who it was.
struct Decommissioning {
    let board: StatusBoard
    let identity: IdentityKeeper
    let logger: Logger
    /// How long the service is given to take each of the two reports.
    var patience: Duration = .seconds(60)

    /// The reports go first, since without the certificate nothing can be reported.
    func run() async throws {
        logger.notice("the device is being decommissioned")
        board.decommissioning("Started", "Device started decommissioning")
        await report()
        board.decommissioning(
            "Completed", "Device completed decommissioning and will wipe its management certificate")
        await report()
        try Task.checkCancellation()
        try await identity.wipe()
        logger.notice("the device is decommissioned; its key, its certificate and its specs are removed")
    }

    private func report() async {
        if await board.waitUntilDelivered(atMost: patience) { return }
        logger.warning("the service did not take the report of the decommissioning in time")
    }
}
