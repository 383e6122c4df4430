import Logging
import NIOPosix
import PKI

/// What the agent's parts share for as long as one configuration is in force.
struct AgentContext: Sendable {
    var device: String
    var key: SigningKey
    var version: String
    var configuration: AgentConfiguration
    var logger: Logger
    var identity: IdentityKeeper
    var machine: Machine
    var synchronizer: Synchronizer
    var board: StatusBoard
    /// Rung when there is something new to apply.
    var work: Bell
    var group: MultiThreadedEventLoopGroup
    /// The present, in seconds since 1970.
    var now: @Sendable () -> Double
}
