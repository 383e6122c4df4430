import Console
import Nodes

/// `martlet rollout pause`, `resume`, `approve`, `cancel`, `retry` and `rollback`.
public struct RolloutChangeCommand: ClientCommand {
    /// What to do about the newest rollout of a fleet.
    public enum Change: String, Sendable, Equatable, CaseIterable {
        /// Dispatch to no more devices.
        case pause
        /// Go on.
        case resume
        /// Let the next batch begin.
        case approve
        /// End it; devices keep what they have.
        case cancel
        /// Begin again with the devices that failed.
        case retry
        /// Send all devices back to the last good version.
        case rollback
    }

    /// The fleet.
    public var name: FleetName
    /// What to do.
    public var change: Change

    /// A change of a rollout.
    public init(name: FleetName, change: Change) {
        self.name = name
        self.change = change
    }

    /// Runs the command. It is about the rollout, and for an approval about the batch, that stands there when it is
    /// given: if another has taken its place meanwhile, the server refuses.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        let seen = try await session.api.json(.get, name.rollout)
        let standing = try await session.api.json(.post, name.rollout(change.rawValue), body: wish(seen))
        session.terminal.output("fleet/\(name.text.printable): \(told(standing).printable)\n")
    }

    private func wish(_ seen: Node) -> Node {
        .object([
            ("templateVersion", seen["rollout"]?["templateVersion"]),
            ("batch", change == .approve ? seen["rollout"]?["batch"] : nil),
        ])
    }

    private func told(_ standing: Node) -> String {
        let rollout = standing["rollout"]
        return "rollout of \(rollout?.text("templateVersion") ?? "nothing"): \(RolloutText.state(of: rollout))"
    }
}
