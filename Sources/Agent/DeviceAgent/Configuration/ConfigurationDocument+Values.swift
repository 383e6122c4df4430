import Nodes
import Secrets

/// Reading single values, with the place in every refusal.
extension ConfigurationDocument {
    func place(_ position: Position) -> String { "\(file):\(position.line):\(position.column)" }

    func wrong(_ node: Node, _ message: String, _ fix: String) -> ConfigurationError {
        ConfigurationError(place: place(node.start), message: message, fix: fix)
    }

    func text(_ node: Node) throws(ConfigurationError) -> String {
        guard case .scalar(let scalar) = node.content else {
            throw wrong(node, "a text is expected", "write one value")
        }
        return scalar.text
    }

    func strings(_ node: Node) throws(ConfigurationError) -> [String: String] {
        if node.isNull { return [:] }
        guard let entries = node.entries else {
            throw wrong(node, "a mapping is expected", "write `name: value` lines")
        }
        var result: [String: String] = [:]
        for entry in entries { result[entry.key] = try text(entry.value) }
        return result
    }

    func list(_ node: Node) throws(ConfigurationError) -> [String] {
        guard let elements = node.elements else { throw wrong(node, "a list is expected", "write `- value` lines") }
        var result: [String] = []
        for element in elements { result.append(try text(element)) }
        return result
    }

    /// A service: `service: {server, certificate-authority…}` and `authentication: {client-certificate…, client-key…}`.
    func endpoint(_ node: Node) throws(ConfigurationError) -> ServiceEndpoint {
        guard let service = node["service"], let server = service["server"] else {
            throw wrong(node, "`service.server` is missing", "name the service as https://HOST:7443")
        }
        var endpoint = ServiceEndpoint(server: try text(server))
        guard endpoint.server.hasPrefix("https://"), endpoint.server.count > 8 else {
            throw wrong(server, "`\(endpoint.server)` is not an https address", "name the service as https://HOST:7443")
        }
        endpoint.certificateAuthority = try pem(service, "certificate-authority")
        if let name = service["tls-server-name"], !name.isNull { endpoint.tlsServerName = try text(name) }
        endpoint.insecureSkipVerify = service["insecureSkipVerify"]?.bool ?? false
        if let authentication = node["authentication"], !authentication.isNull {
            endpoint.clientCertificate = try pem(authentication, "client-certificate")
            endpoint.clientKey = try bytes(authentication, "client-key").map { Secret($0) }
        }
        return endpoint
    }

    private func pem(_ node: Node, _ key: String) throws(ConfigurationError) -> String? {
        try bytes(node, key).map { String(decoding: $0, as: UTF8.self) }
    }

    /// A certificate or key: `<key>-data` holds base64 of the PEM text, `<key>` a path. The embedded one wins.
    private func bytes(_ node: Node, _ key: String) throws(ConfigurationError) -> [UInt8]? {
        if let embedded = node[key + "-data"], !embedded.isNull, let encoded = embedded.string, !encoded.isEmpty {
            guard let decoded = Base64.decode(encoded) else {
                throw wrong(embedded, "`\(key)-data` is not base64", "embed the PEM file with base64")
            }
            return decoded
        }
        guard let path = node[key], !path.isNull, let name = path.string, !name.isEmpty else { return nil }
        let full = name.hasPrefix("/") ? root.location(of: name) : Disk.split(file).directory + "/" + name
        do {
            guard let content = try AgentFile.read(full) else {
                throw wrong(path, "there is no file \(full)", "correct the path")
            }
            return content
        } catch let error as SystemFailure {
            throw wrong(path, error.description, "make the file readable for the agent")
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw wrong(path, "\(error)", "see the message")
        }
    }
}
