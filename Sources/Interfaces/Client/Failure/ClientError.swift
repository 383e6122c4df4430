/// Why a command did not do what was asked, and what to do about it. Never holds a token, a key or a URL with a password.
public struct ClientError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The sort of failure.
    public enum Code: Equatable, Sendable {
        /// The command line is wrong; nothing was sent.
        case usage
        /// There is no server to talk to: no context file and no `--server`.
        case noServer
        /// A file could not be read or written, or holds something else than it should.
        case file
        /// The server's name, address or port did not answer.
        case unreachable
        /// The connection could not be trusted.
        case tls
        /// The server did not answer in the time allowed.
        case timeout
        /// The server answered with this HTTP status, which is no success.
        case refused(status: Int)
        /// The server answered with something that this program does not understand.
        case malformedAnswer
        /// A certificate was refused or not issued.
        case certificate
        /// A sync looked at its repository, and the newest commit is not in force.
        case sync
        /// The newest rollout of a fleet is not completed.
        case rollout(RolloutEnd)
        /// Some of several objects failed; each failure has been reported.
        case partial
    }

    /// The sort of failure.
    public let code: Code
    /// What happened, one sentence.
    public let message: String
    /// What to do about it; empty when the message says it.
    public let fix: String

    /// An error with the given text.
    public init(_ code: Code, _ message: String, fix: String = "") {
        self.code = code
        self.message = message
        self.fix = fix
    }

    /// What the program ends with: 2 for wrong usage, what ``RolloutEnd`` says for a rollout, 1 for everything else.
    public var exitStatus: Int32 {
        switch code {
        case .usage: 2
        case .rollout(let end): end.exitStatus
        default: 1
        }
    }

    /// The message, and on a line of its own what to do.
    public var description: String { fix.isEmpty ? message : "\(message)\n\(fix)" }

    /// Two errors are equal when they are of one sort; wording may change.
    public static func == (left: ClientError, right: ClientError) -> Bool { left.code == right.code }
}

extension ClientError {
    static func usage(_ message: String, fix: String = "") -> ClientError { ClientError(.usage, message, fix: fix) }

    static func malformed(_ message: String) -> ClientError {
        ClientError(
            .malformedAnswer, message,
            fix: "Check that the URL is that of the user API, and not of a proxy or of the agents' port.")
    }
}
