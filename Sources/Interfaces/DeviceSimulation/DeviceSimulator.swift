/// Lets the devices of a scenario live against a server.
public struct DeviceSimulator: Sendable {
    /// What happened so far.
    public let tally: Tally
    private let scenario: Scenario
    private let access: ServerAccess
    private let identities: [SimulatedIdentity]

    /// - Parameter identities: one for each device of the scenario, in its order.
    public init(_ scenario: Scenario, _ access: ServerAccess, _ identities: [SimulatedIdentity], tally: Tally = Tally())
    {
        self.scenario = scenario
        self.access = access
        self.identities = identities
        self.tally = tally
    }

    /// Runs for the scenario's time, or until cancelled. Devices begin one after another, at the scenario's rate.
    public func run() async -> SimulationResult {
        let start = ContinuousClock.now
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.live() }
            group.addTask { try? await Task.sleep(for: self.scenario.duration) }
            await group.next()
            group.cancelAll()
        }
        return SimulationResult(scenario, tally, .now - start)
    }

    private func live() async {
        await withDiscardingTaskGroup { group in
            let start = ContinuousClock.now
            for (place, device) in devices().enumerated() {
                let due = start + .seconds(Double(place) / scenario.startsPerSecond)
                // A pause for each device would be shorter than a pause can be.
                if place % 10 == 0 { try? await Task.sleep(until: due) }
                if Task.isCancelled { return }
                group.addTask {
                    var device = device
                    await device.run()
                }
            }
        }
    }

    /// The devices in the order of the scenario, each with its copy behind it if it has one.
    private func devices() -> [SimulatedDevice] {
        let members = scenario.groups.flatMap { group in (0..<group.count).map { (group, $0) } }
        return zip(identities, members).enumerated().flatMap { place, pair in
            let (identity, (group, index)) = pair
            let behaviour = DeviceBehaviour(group, index: index, place: place, seed: scenario.seed)
            return (behaviour.isCloned ? [false, true] : [false]).map { isClone in
                SimulatedDevice(
                    identity, behaviour, access, tally, pollPause: scenario.pollPause, isClone: isClone)
            }
        }
    }
}
