import Console
import Nodes

/// `martlet version`: the versions of this program and, when it answers, of the server.
public struct VersionCommand: Sendable {
    /// In which form; a table means two lines of text.
    public var format: OutputFormat

    /// Prints in a form.
    public init(format: OutputFormat) { self.format = format }

    /// Prints this program's version alone, when no server is known.
    public func run(_ terminal: Terminal) { show(nil, terminal) }

    /// Prints both versions; a server that does not answer is left out, with a note.
    public func run(_ session: Session) async {
        do throws(ClientError) {
            show(try await session.api.json(.get, RequestPath("version")).text("version"), session.terminal)
        } catch {
            show(nil, session.terminal)
            session.terminal.note("The server's version is not known: \(error.message.printable)")
        }
    }

    private func show(_ server: String?, _ terminal: Terminal) {
        switch format {
        case .json, .yaml:
            terminal.document(
                .object([
                    ("clientVersion", .string(ClientVersion.current)), ("serverVersion", server.map { .string($0) }),
                ]),
                format)
        case .table, .wide, .name:
            terminal.output("Client version: \(ClientVersion.current)\n")
            if let server { terminal.output("Server version: \(server.printable)\n") }
        }
    }
}
