/// What a run of a scenario leaves behind.
public struct ScenarioOutcome: Sendable {
    /// What became of the simulation.
    public let result: SimulationResult
    /// Why the devices' keys and certificates could not be kept; nil when they were, or need not be.
    public let unkept: SimulationError?

    /// What is not as it should be, and what to do; nothing when all went well.
    public var complaints: [String] { [result.complaint, unkept?.description].compactMap(\.self) }
}
