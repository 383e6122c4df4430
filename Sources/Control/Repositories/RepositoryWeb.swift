import FoundationEssentials
import HTTPTypes
public import Outbound
import Resources
public import Secrets
public import Store

/// Opens a stored Repository of type http: address, credential and trust as requests need them.
public enum RepositoryWeb {
    /// A request for a document of a web server.
    /// - Parameter suffix: What is appended to the Repository's URL.
    /// - Throws: `RepositoryUnusable` when the Repository is not one to fetch documents from.
    public static func request(
        _ record: RepositoryRecord, suffix: String, sealer: Sealer
    ) throws -> OutboundRequest {
        let spec = try RepositoryRemote.spec(record, sealer: sealer)
        guard case .http(let http) = spec else {
            throw RepositoryUnusable(
                description: "Repository/\(record.name) is of type \(spec.tag.rawValue), not http. Name a web server.")
        }
        return try request(http, suffix: suffix, name: record.name)
    }

    static func request(_ http: HTTPRepository, suffix: String, name: String) throws -> OutboundRequest {
        var request = OutboundRequest(.get, http.url + suffix)
        guard let config = http.httpConfig else { return request }
        request.credential = config.outboundCredential
        request.trust = try OutboundTrust(
            caCertificates: decoded(config.caCertificates, "ca.crt", name),
            clientCertificate: decoded(config.clientCertificate?.revealText(), "tls.crt", name),
            clientKey: decoded(config.clientKey?.revealText(), "tls.key", name).map { Secret($0) },
            skipServerVerification: config.skipServerVerification ?? false)
        request.proxy = config.proxy
        return request
    }

    /// Bytes that a manifest has as base64.
    static func decoded(_ text: String?, _ field: String, _ name: String) throws -> [UInt8]? {
        guard let text else { return nil }
        guard let data = Data(base64Encoded: text) else {
            throw RepositoryUnusable(description: "Repository/\(name): \(field) is not base64. Encode the PEM file.")
        }
        return Array(data)
    }
}

extension HTTPConfig {
    /// What proves who asks; nil when nothing does.
    fileprivate var outboundCredential: OutboundCredential? {
        if let token { return .bearer(token) }
        guard let username, let password else { return nil }
        return .basic(username: username, password: password)
    }
}
