import Console
import PKI
import Secrets

/// `martlet certificate request`: a new key, its certificate, and the agent's configuration made of both.
public struct CertificateRequestCommand: ClientCommand {
    /// How the configuration holds key and certificate.
    public enum Form: String, Sendable, CaseIterable {
        /// As files beside it.
        case reference
        /// In itself.
        case embedded
    }

    /// The beginning of the request's name; the rest is random, so that it can be asked again.
    public let name: String
    /// How long the certificate shall be good, in seconds.
    public let expirationSeconds: Int64
    /// Who signs.
    public let signer: String
    /// How the configuration holds key and certificate.
    public let form: Form
    /// The directory to write to; nil means here.
    public let directory: String?

    static let enrollment = "flightctl.io/enrollment"

    /// Reads the flags of the command.
    ///
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(
        name: String?, expiration: String, signer: String, form: Form, directory: String?
    ) throws(ClientError) {
        self.signer = signer == "enrollment" ? Self.enrollment : signer
        self.name = try Self.checked(name, signer: self.signer)
        self.expirationSeconds = try Self.seconds(expiration)
        self.form = form
        self.directory = directory
    }

    /// The enrolment signer signs names that begin with `client-enrollment` only, so any other name goes behind that.
    private static func checked(_ name: String?, signer: String) throws(ClientError) -> String {
        let prefix = signer == enrollment ? "client-enrollment" : "cert"
        guard let name else { return prefix }
        let isName = name.utf8.allSatisfy {
            (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || "-.".utf8.contains($0)
        }
        guard !name.isEmpty, name.utf8.count <= 200, isName, !"-.".contains(name.prefix(1)) else {
            throw .usage("\"\(name.printable)\" is no name.", fix: "Use lower case letters, digits, '-' and '.'.")
        }
        if signer != enrollment || name == prefix || name.hasPrefix(prefix + "-") { return name }
        return "\(prefix)-\(name)"
    }

    private static func seconds(_ text: String) throws(ClientError) -> Int64 {
        let units: [Character: Int64] = ["d": 86400, "h": 3600]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count > 0,
            count <= 100_000
        else {
            throw .usage(
                "\"\(text.printable)\" is no time until expiry.", fix: "Write days like 7d, or hours like 12h.")
        }
        return count * unit
    }
}
