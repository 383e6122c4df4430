import Console
import FoundationEssentials
import Nodes

/// `martlet sync now`: has a sync look at its repository, waits for the end and tells it.
public struct SyncNowCommand: ClientCommand {
    /// The sync.
    public var name: SyncName
    /// The form of the output.
    public var format: OutputFormat
    /// How long to wait for the end, in seconds; 0 does not wait.
    public var seconds: Int64

    /// Between two questions whether the pass has ended.
    private static let pause = Duration.milliseconds(200)

    /// Has a sync look at its repository.
    ///
    /// - Parameter timeout: such as `60s`, or `0`.
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ name: SyncName, format: OutputFormat, timeout: String) throws(ClientError) {
        guard let seconds = timeout == "0" ? 0 : SpanText.seconds(timeout) else {
            throw .usage(
                "\"\(timeout.printable)\" is no length of time.", fix: "Write 0, or a number with s, m, h or d.")
        }
        self.name = name
        self.format = format
        self.seconds = seconds
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``, with the code `sync` when the pass ended without the newest commit in force.
    public func run(_ session: Session) async throws(ClientError) {
        let before = try await session.api.json(.get, name.path("status"))
        _ = try await session.api.json(.post, name.path("now"))
        guard seconds > 0 else { return session.terminal.note("A pass of \(name.text.printable) is queued.") }
        let standing = try await ended(session)
        session.terminal.document(standing, format)
        let outcome = SyncOutcome(before: before, after: standing)
        if let failure = outcome.failure { throw ClientError(.sync, failure) }
        if format == .table || format == .wide { session.terminal.output(outcome.text + "\n") }
    }

    private func ended(_ session: Session) async throws(ClientError) -> Node {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while true {
            let standing = try await session.api.json(.get, name.path("status"))
            if standing["pending"]?.bool != true { return standing }
            guard .now < deadline else {
                throw ClientError(
                    .timeout, "The pass has not ended within \(seconds) seconds; it goes on.",
                    fix: "See `martlet sync status \(name.text.printable)`, or wait longer with --timeout.")
            }
            do {
                try await Task.sleep(for: Self.pause)
            } catch {
                throw ClientError(.timeout, "The wait was broken off; the pass goes on.")
            }
        }
    }
}

/// What a pass did, told from how the sync stood before and after. Pure.
struct SyncOutcome {
    private let pass: PassText?
    private let commit: String
    private let problem: String?

    init(before: Node, after: Node) {
        let isNews = before["passes"]?.integer != after["passes"]?.integer
        pass = isNews ? PassText(after["last"], now: .now) : nil
        commit = after["commit"]?.text("commit")?.short ?? TableLayout.none
        problem = (after["conditions"]?.elements ?? []).first(where: Self.isProblem)?.text("message")
    }

    /// Why the newest commit is not in force; nil when it is.
    var failure: String? {
        if let pass, !pass.isApplied { return "Not applied: \(pass.finding)" }
        return problem.map { pass == nil ? "Still not applied: \($0)" : "Not all is well: \($0)" }
    }

    /// What happened.
    var text: String {
        guard let pass else { return "Nothing new: commit \(commit) is in force." }
        return "Applied \(commit): \(pass.counts)."
    }

    /// Conditions that an operator made are no problem, and one kind of condition is well while it does not hold.
    private static func isProblem(_ condition: Node) -> Bool {
        switch condition.text("type") {
        case "Suspended", "Pinned": false
        case "PruneBlocked": condition.text("status") == "True"
        default: condition.text("status") != "True"
        }
    }
}
