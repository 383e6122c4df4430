public import Console
import Secrets

/// One run of a scenario file: the devices' identities, what the operator sees meanwhile, and the result.
public struct ScenarioRun: Sendable {
    private let scenario: Scenario
    private let terminal: Terminal

    /// - Throws: ``SimulationError`` when the file cannot be read or is no scenario.
    public init(file: String, terminal: Terminal) throws(SimulationError) {
        let bytes: [UInt8]?
        do { bytes = try AtomicFile.read(file) } catch { throw SimulationError(error.message, fix: error.fix) }
        guard let bytes else { throw SimulationError("\(file) does not exist", fix: "name a scenario file") }
        scenario = try ScenarioReader.read(bytes, file: file)
        self.terminal = terminal
    }

    /// Runs to the end of the scenario's time, or until cancelled.
    ///
    /// - Throws: ``SimulationError`` before the run when something that the scenario names cannot be used.
    public func run() async throws -> ScenarioOutcome {
        let access = try ServerAccess(scenario)
        let file = scenario.identityFile.map(IdentityFile.init)
        let identities = try file?.load(places) ?? places.map { _ in try SimulatedIdentity() }
        let simulator = DeviceSimulator(scenario, access, identities)
        terminal.note(
            "\(scenario.devices) devices against \(access.server.host):\(access.server.port) for "
                + "\(Int(scenario.duration / .seconds(1))) s, seed \(scenario.seed)")
        if scenario.devices > FileLimit.connections {
            terminal.note("only \(FileLimit.connections) connections fit into the limit of open files ('ulimit -Hn')")
        }
        let result = await withTaskGroup(of: SimulationResult?.self) { group in
            group.addTask { await simulator.run() }
            group.addTask {
                await summarize(simulator.tally)
                return nil
            }
            // When the run is cancelled, the summary may end before the simulation has told its result.
            var result: SimulationResult?
            while result == nil, let next = await group.next() { result = next }
            group.cancelAll()
            return result
        }
        let unkept = file.flatMap { keep(identities, in: $0) }
        guard let result else { throw CancellationError() }
        return ScenarioOutcome(result: result, unkept: unkept)
    }

    /// - Returns: why it could not be done.
    private func keep(_ identities: [SimulatedIdentity], in file: IdentityFile) -> SimulationError? {
        do { try file.save(identities, places) } catch { return SimulationError(error.message, fix: error.fix) }
        return nil
    }

    private var places: [String] {
        scenario.groups.flatMap { group in (0..<group.count).map { "\(group.name)/\($0)" } }
    }

    /// A line each second for a person, and every ten seconds for a log.
    private func summarize(_ tally: Tally) async {
        let start = ContinuousClock.now
        let interval = Duration.seconds(terminal.showsNotes ? 1 : 10)
        var line = SummaryLine()
        while true {
            do { try await Task.sleep(for: interval) } catch { return }
            let numbers = tally.all
            terminal.note(line.text(numbers, devices: scenario.devices, time: .now - start))
            for trouble in line.news(numbers) { terminal.note(trouble) }
        }
    }
}
