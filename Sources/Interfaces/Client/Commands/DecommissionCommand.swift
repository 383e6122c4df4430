import Console
import Nodes
import Resources

/// `martlet decommission`: ends the life of devices in the fleet.
public struct DecommissionCommand: ClientCommand {
    /// What becomes of the device.
    public enum Target: String, Sendable, CaseIterable {
        /// It forgets its management certificate.
        case unenroll

        var wireName: String { "Unenroll" }
    }

    /// The devices.
    public var selection: ObjectSelection
    /// What becomes of them.
    public var target: Target

    /// Decommissions what the words name.
    ///
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ words: [String], target: Target) throws(ClientError) {
        self.selection = try ObjectSelection(words, of: [.device])
        self.target = target
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        let body = Node.object([("target", .string(target.wireName))])
        try await session.each(selection.names) { name throws(ClientError) in
            _ = try await session.api.send(.put, RequestPath("devices", name, "decommission"), body: body)
            session.terminal.output("device/\(name.printable) decommissioned\n")
        }
    }
}
