import HTTPTypes
public import Outbound
import Resources
import Secrets
public import Store

/// Opens a stored Repository of type http: address, credential and trust as requests need them.
public enum RepositoryWeb {
    /// A request for a document of a web server.
    /// - Parameter suffix: What is appended to the Repository's URL.
    /// - Throws: `RepositoryUnusable` when the Repository is not one to fetch documents from.
    public static func request(
        _ record: RepositoryRecord, suffix: String, organization: String, secrets: RepositorySecrets
    ) throws -> OutboundRequest {
        let spec = try RepositoryRemote.spec(record, sealer: secrets.sealer)
        guard case .http(let http) = spec else {
            throw RepositoryUnusable(
                description: "Repository/\(record.name) is of type \(spec.tag.rawValue), not http. Name a web server.")
        }
        let fields = CredentialFields(place: "Repository/\(record.name)", organization: organization, secrets: secrets)
        return try request(http, suffix: suffix, fields)
    }

    static func request(
        _ http: HTTPRepository, suffix: String, _ fields: CredentialFields
    ) throws(RepositoryUnusable) -> OutboundRequest {
        var request = OutboundRequest(.get, http.url + suffix)
        guard let config = http.httpConfig else { return request }
        request.credential = try fields.credential(of: config)
        request.trust = OutboundTrust(
            caCertificates: try fields.decoded(config.caCertificates, "httpConfig.ca.crt"),
            clientCertificate: try fields.decoded(config.clientCertificate?.revealText(), "httpConfig.tls.crt"),
            clientKey: try fields.key(
                config.clientKey, config.clientKeyRef, "httpConfig.tls.key", "httpConfig.tlsKeyRef"),
            skipServerVerification: config.skipServerVerification ?? false)
        request.proxy = config.proxy
        return request
    }
}

// How requests want them.
extension CredentialFields {
    /// What proves who asks; nil when nothing does.
    fileprivate func credential(of config: HTTPConfig) throws(RepositoryUnusable) -> OutboundCredential? {
        if let token = try secret(config.token, config.tokenRef, "httpConfig.tokenRef") { return .bearer(token) }
        guard let username = config.username,
            let password = try secret(config.password, config.passwordRef, "httpConfig.passwordRef")
        else { return nil }
        return .basic(username: username, password: password)
    }
}
