import Console
import Nodes

/// `martlet sync approve`, `pin`, `unpin`, `suspend` and `resume`.
public struct SyncChangeCommand: ClientCommand {
    /// What to do.
    public enum Change: Sendable, Equatable {
        /// Let through the commit that waits, if it is this one.
        case approve(commit: String)
        /// Hold the sync at a commit until a new one arrives.
        case pin(commit: String, reason: String)
        /// Follow the reference again.
        case unpin
        /// Leave it alone, for so many seconds or until it is resumed.
        case suspend(reason: String, seconds: Int64?)
        /// Go on.
        case resume
    }

    /// The sync.
    public var name: SyncName
    /// What to do.
    public var change: Change

    /// Pins a sync.
    public static func pin(_ name: SyncName, commit: String, reason: String?) -> SyncChangeCommand {
        SyncChangeCommand(name: name, change: .pin(commit: commit.lowercased(), reason: reason ?? ""))
    }

    /// Suspends a sync.
    ///
    /// - Parameter span: such as `2h`; nil: until it is resumed.
    /// - Throws: ``ClientError`` with the code `usage`.
    public static func suspend(
        _ name: SyncName, reason: String, for span: String?
    ) throws(ClientError) -> SyncChangeCommand {
        guard let span else { return SyncChangeCommand(name: name, change: .suspend(reason: reason, seconds: nil)) }
        guard let seconds = SpanText.seconds(span) else {
            throw .usage(
                "\"\(span.printable)\" is no length of time.", fix: "Write a number with s, m, h or d: --for 2h.")
        }
        return SyncChangeCommand(name: name, change: .suspend(reason: reason, seconds: seconds))
    }

    /// A change of a sync.
    public init(name: SyncName, change: Change) {
        self.name = name
        self.change = change
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        let standing = try await send(session)
        session.terminal.output("resourcesync/\(name.text.printable) \(told(standing).printable)\n")
    }

    private func send(_ session: Session) async throws(ClientError) -> Node {
        switch change {
        case .approve(let commit):
            try await session.api.json(
                .post, name.path("approval"), body: .object([("commit", .string(commit.lowercased()))]))
        case .pin(let commit, let reason):
            try await session.api.json(
                .put, name.path("pin"),
                body: .object([("commit", .string(commit)), ("reason", .string(reason))]))
        case .unpin: try await session.api.json(.delete, name.path("pin"))
        case .suspend(let reason, let seconds):
            try await session.api.json(
                .put, name.path("suspension"),
                body: .object([("reason", .string(reason)), ("expiresInSeconds", seconds.map(Node.integer))]))
        case .resume: try await session.api.json(.delete, name.path("suspension"))
        }
    }

    private func told(_ standing: Node) -> String {
        switch change {
        case .approve(let commit): "commit \(commit.short) approved"
        case .pin: "pinned to \((standing.text("pin", "commit") ?? "").short), until a new commit arrives"
        case .unpin: "follows \(standing.text("targetRevision") ?? "its reference")"
        case .suspend: "suspended until \(standing.text("suspension", "until") ?? "it is resumed")"
        case .resume: "resumed"
        }
    }
}
