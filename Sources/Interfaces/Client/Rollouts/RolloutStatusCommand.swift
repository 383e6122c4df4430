import Console
import FoundationEssentials
import Nodes

/// `martlet rollout status`: how the newest rollout of a fleet stands, once or until it ends.
public struct RolloutStatusCommand: ClientCommand {
    /// The fleet.
    public var name: FleetName
    /// The form of the output.
    public var format: OutputFormat
    /// Whether to look until the rollout has ended.
    public var watches: Bool
    /// How long to watch, in seconds; 0 is until the end.
    public var seconds: Int64
    /// Between two looks.
    var pause = Duration.seconds(1)

    /// Prints how a rollout stands.
    ///
    /// - Parameter timeout: how long to watch, such as `30m`, or `0`.
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ name: FleetName, format: OutputFormat, watches: Bool, timeout: String) throws(ClientError) {
        guard let seconds = timeout == "0" ? 0 : SpanText.seconds(timeout) else {
            throw .usage(
                "\"\(timeout.printable)\" is no length of time.", fix: "Write 0, or a number with s, m, h or d.")
        }
        guard !watches || format == .table || format == .wide else {
            throw .usage("--watch has no form but the table.", fix: "Leave out --watch, or --output.")
        }
        self.name = name
        self.format = format
        self.watches = watches
        self.seconds = seconds
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``, with the code `rollout` when the rollout is not completed.
    public func run(_ session: Session) async throws(ClientError) {
        let standing = watches ? try await watch(session) : try await look(session)
        let end = RolloutEnd(standing)
        guard end != .completed else { return }
        let advice = RolloutAdvice(standing)
        throw ClientError(.rollout(end), advice.message, fix: advice.fix)
    }

    private func look(_ session: Session) async throws(ClientError) -> Node {
        let standing = try await session.api.json(.get, name.rollout)
        switch format {
        case .json, .yaml: session.terminal.document(standing, format)
        case .name: session.terminal.output("fleet/\(name.text.printable)\n")
        case .table, .wide: session.terminal.output(RolloutText(standing, now: session.now).text)
        }
        return standing
    }

    /// Looks again and again until the rollout has ended or the time is over.
    private func watch(_ session: Session) async throws(ClientError) -> Node {
        let start = ContinuousClock.now
        var screen = RolloutScreen(session.terminal)
        var patience = WatchPatience()
        while true {
            if let standing = try await patience.ask(session, name.rollout) {
                let age = Double((ContinuousClock.now - start).components.seconds)
                screen.show(standing, now: session.now.addingTimeInterval(age))
                let isOver = seconds > 0 && ContinuousClock.now - start >= .seconds(seconds)
                if RolloutEnd(standing).isFinal || isOver { return standing }
            }
            do {
                try await Task.sleep(for: pause)
            } catch {
                throw ClientError(.timeout, "The watch was broken off; the rollout goes on.")
            }
        }
    }
}

/// Asks again when the server is away for a moment, and gives up when it stays away.
struct WatchPatience {
    /// So many failures in a row are borne.
    static let most = 30
    private var failures = 0

    /// The answer; nil when there was none this time.
    mutating func ask(_ session: Session, _ path: RequestPath) async throws(ClientError) -> Node? {
        do throws(ClientError) {
            let answer = try await session.api.json(.get, path)
            failures = 0
            return answer
        } catch {
            guard Self.passes(error.code), failures < Self.most else { throw error }
            if failures == 0 { session.terminal.note("\(error.message.printable) Still watching.") }
            failures += 1
            return nil
        }
    }

    private static func passes(_ code: ClientError.Code) -> Bool {
        switch code {
        case .unreachable, .timeout: true
        case .refused(let status): status == 429 || status >= 500
        default: false
        }
    }
}

/// Where the watched rollout is drawn: over itself on a terminal, else a line for each change.
struct RolloutScreen {
    /// Batches that are shown at a time, so that the whole fits a small terminal.
    private static let mostBatches = 8
    private let terminal: Terminal
    private var drawn = 0
    private var last = ""

    init(_ terminal: Terminal) { self.terminal = terminal }

    /// Draws the standing.
    mutating func show(_ standing: Node, now: Date) {
        guard terminal.isInteractive else {
            let line = RolloutText(standing, now: now).line.printable
            if line != last { terminal.output(line + "\n") }
            last = line
            return
        }
        let text = RolloutText(standing, now: now, mostBatches: Self.mostBatches).text
        // Long lines are cut at the edge (7l), so that the number of lines to go back over is known.
        let back = drawn == 0 ? "" : "\u{1B}[\(drawn)A\u{1B}[J"
        terminal.output("\(back)\u{1B}[?7l\(text)\u{1B}[?7h")
        drawn = text.utf8.count { $0 == UInt8(ascii: "\n") }
    }
}
