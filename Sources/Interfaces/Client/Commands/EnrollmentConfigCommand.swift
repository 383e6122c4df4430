import Console
import Nodes
import Secrets

/// `martlet enrollmentconfig`: prints what an agent needs to enrol, in the form of its configuration file.
public struct EnrollmentConfigCommand: ClientCommand {
    private let request: String?
    private let key: Secret?

    /// The configuration, with the certificate of a signing request if one is named.
    ///
    /// - Parameter keyFile: the private key that belongs to that certificate, to be put in.
    /// - Throws: ``ClientError``.
    public init(request: String?, keyFile: String?) throws(ClientError) {
        self.request = request
        self.key = try keyFile.map { path throws(ClientError) in
            Secret(text: try TextFile.text(path, what: "private key"))
        }
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        let configuration = try await AgentConfiguration.fetch(request: request, session.api)
        session.terminal.output(configuration.embedding(key: key).yaml())
    }
}
