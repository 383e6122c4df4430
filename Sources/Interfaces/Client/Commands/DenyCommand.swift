import Console
import Resources

/// `martlet deny`: refuses to sign a certificate.
public struct DenyCommand: ClientCommand {
    /// Certificate signing requests.
    public var selection: ObjectSelection

    /// Denies what the words name.
    ///
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ words: [String]) throws(ClientError) {
        self.selection = try ObjectSelection(words, of: [.certificateSigningRequest])
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        try await session.each(selection.names) { name throws(ClientError) in
            try await CertificateDecision.denied.apply(to: name, session)
            session.terminal.output("\(selection.kind.singular)/\(name.printable) denied\n")
        }
    }
}
