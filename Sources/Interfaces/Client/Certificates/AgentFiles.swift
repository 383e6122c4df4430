import FoundationEssentials
import Nodes
import Secrets

/// The files that a certificate request leaves: `config.yaml`, and `certs/` beside it. All of mode 0600.
struct AgentFiles: Sendable {
    private let directory: String
    private let name: String

    /// Makes the directory if it does not exist.
    init(directory: String, name: String) throws(ClientError) {
        self.directory = directory
        self.name = name
        try Self.file { () throws(FileError) in try AtomicFile.createDirectory(directory) }
    }

    var configurationPath: String { "\(directory)/config.yaml" }
    var keyPath: String { "\(directory)/certs/\(name).key" }

    func writeConfiguration(_ text: String) throws(ClientError) { try write(Array(text.utf8), to: configurationPath) }

    func writeKey(_ key: Secret) throws(ClientError) { try write(key.reveal(), to: keyPath) }

    /// Writes certificate and authority, both given as base64 of PEM.
    func writeCertificates(certificate: String, authority: String) throws(ClientError) {
        try write(Self.decoded(certificate, what: "certificate"), to: "\(directory)/certs/\(name).crt")
        try write(Self.decoded(authority, what: "authority"), to: "\(directory)/certs/ca.crt")
    }

    /// The configuration that names these files relative to itself.
    func referring(_ configuration: AgentConfiguration) -> Node {
        configuration.referring(
            authority: "certs/ca.crt", certificate: "certs/\(name).crt", key: "certs/\(name).key")
    }

    private func write(_ bytes: [UInt8], to path: String) throws(ClientError) {
        try Self.file { () throws(FileError) in
            try AtomicFile.createDirectory(ContextLocation.directory(of: path))
            try AtomicFile.write(bytes, to: path, mode: 0o600)
        }
    }

    private static func decoded(_ text: String, what: String) throws(ClientError) -> [UInt8] {
        guard let data = Data(base64Encoded: text), !data.isEmpty else {
            throw .malformed("The \(what) that the server sent is no base64.")
        }
        return Array(data)
    }

    private static func file(_ action: () throws(FileError) -> Void) throws(ClientError) {
        do {
            try action()
        } catch {
            throw ClientError(.file, error)
        }
    }
}
