import HTTPTypes
import Nodes
import Outbound
import Resources
import Secrets

/// Asks a registry of images whether it lets us in: `GET /v2/`, and what it then demands. A registry demands basic
/// authentication, or a token that another server gives for user and password, or for nothing.
struct RegistryPing {
    let registry: OCIRepository
    let name: String
    let outbound: OutboundClient

    /// Returns when the registry lets us in.
    func run() async throws {
        let base = "\(registry.scheme.rawValue)://\(registry.registry)/v2/"
        let first = try await send(base, credential: nil)
        guard first.status == .unauthorized else { return try check(first) }
        let challenges = first.headers[values: .wwwAuthenticate].flatMap { AuthenticateChallenge.parse($0) }
        if let bearer = challenges.first(where: { $0.scheme == "bearer" }) {
            let token = try await token(bearer)
            return try check(try await send(base, credential: .bearer(token)))
        }
        guard challenges.contains(where: { $0.scheme == "basic" }), let credential = basic else {
            throw ProbeFailure(
                "\(base) demands credentials, and the Repository has none that it takes. Add ociAuth to the Repository."
            )
        }
        try check(try await send(base, credential: credential))
    }

    private var basic: OutboundCredential? {
        registry.ociAuth.map { .basic(username: $0.username, password: $0.password) }
    }

    /// The token that the registry's challenge points to. User and password go where the registry says, as every client
    /// of registries sends them; but never over a way less private than the one to the registry itself.
    private func token(_ challenge: AuthenticateChallenge) async throws -> Secret {
        guard let realm = challenge.parameters["realm"], !realm.isEmpty else {
            throw ProbeFailure("the registry \(registry.registry) demands a token and does not say whose. Check it.")
        }
        guard registry.scheme == .http || realm.lowercased().hasPrefix("https://") else {
            throw ProbeFailure(
                "the registry \(registry.registry) wants credentials sent without TLS, to \(realm). Check it.")
        }
        let response = try await send(address(realm, challenge), credential: basic)
        try check(response)
        let answer = try? JSON.parse(response.body, limits: .manifest)
        guard let text = answer?["token"]?.string ?? answer?["access_token"]?.string, !text.isEmpty else {
            throw ProbeFailure("\(realm) answered without a token. Check the registry.")
        }
        return Secret(text: text)
    }

    private func address(_ realm: String, _ challenge: AuthenticateChallenge) -> String {
        var query = ["service", "scope"].compactMap { key in
            challenge.parameters[key].map { "\(key)=\(Self.escape($0))" }
        }
        if let user = registry.ociAuth?.username { query.append("account=\(Self.escape(user))") }
        guard !query.isEmpty else { return realm }
        return realm + (realm.contains("?") ? "&" : "?") + query.joined(separator: "&")
    }

    private static func escape(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF")
        return text.utf8.reduce(into: "") { result, byte in
            let character = Character(Unicode.Scalar(byte))
            let isPlain = byte < 0x80 && (character.isLetter || character.isNumber || "-._~".contains(character))
            result += isPlain ? "\(character)" : "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
        }
    }

    private func send(_ url: String, credential: OutboundCredential?) async throws -> OutboundResponse {
        var request = OutboundRequest(.get, url)
        request.credential = credential
        request.trust = OutboundTrust(
            caCertificates: try RepositoryRemote.decoded(
                registry.caCertificates, "ca.crt", place: "Repository/\(name)"),
            skipServerVerification: registry.skipServerVerification ?? false)
        do {
            return try await outbound.send(request)
        } catch {
            throw ProbeFailure(error)
        }
    }

    private func check(_ response: OutboundResponse) throws {
        guard response.status == .ok else { throw ProbeFailure(response) }
    }
}
