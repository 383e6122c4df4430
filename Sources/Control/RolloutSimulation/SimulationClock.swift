public import Rollout

/// A clock that moves when it is told to.
public struct SimulationClock: Sendable {
    /// What it shows.
    public private(set) var now: Moment

    /// A clock that stands.
    public init(_ now: Moment) { self.now = now }

    /// Moves it.
    public mutating func advance(seconds: Int64) { now = now + seconds }
}
