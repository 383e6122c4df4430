import FoundationEssentials
import Nodes
import Secrets

extension ContextFile {
    /// The connection that this file describes.
    func connection() throws(ClientError) -> Connection {
        guard let server = self["service", "server"] else {
            throw ClientError(.noServer, "\(path) names no server.", fix: "Run `martlet login URL` again.")
        }
        var connection = Connection(server: try ServerAddress(server))
        connection.token = try token()
        connection.trust = try trust()
        connection.organization = self["organization"]
        return connection
    }

    /// Describes `connection`: what a login leaves behind. Authorities are embedded, so that no path can go stale.
    mutating func describe(_ connection: Connection) {
        set("service", "server", .string(connection.server.description))
        let authorities = connection.trust.authoritiesPEM.map { Node.string(Data($0.utf8).base64EncodedString()) }
        set("service", "certificate-authority", nil)
        set("service", "certificate-authority-data", authorities)
        set("service", "tls-server-name", connection.trust.serverName.map { .string($0) })
        set("service", "insecureSkipVerify", connection.trust.verifiesServer ? nil : .bool(true))
        if let token = connection.token {
            set("authentication", "access-token", .string(token.revealText()))
            set("authentication", "token-to-use", .string("access"))
        }
        set("organization", connection.organization.map { .string($0) })
    }

    private func token() throws(ClientError) -> Secret? {
        let key = self["authentication", "token-to-use"] == "id" ? "id-token" : "access-token"
        guard let text = self["authentication", key] else { return nil }
        return try TextFile.checkedToken(text, from: path)
    }

    private func trust() throws(ClientError) -> Connection.Trust {
        var trust = Connection.Trust()
        trust.verifiesServer = !flag("service", "insecureSkipVerify")
        trust.serverName = self["service", "tls-server-name"]
        trust.authoritiesPEM = try authorities()
        return trust
    }

    private func authorities() throws(ClientError) -> String? {
        if let encoded = self["service", "certificate-authority-data"] {
            guard let data = Data(base64Encoded: encoded) else {
                throw ClientError(
                    .file, "certificate-authority-data in \(path) is no base64.", fix: "Run `martlet login URL` again.")
            }
            return String(decoding: data, as: UTF8.self)
        }
        guard let file = self["service", "certificate-authority"] else { return nil }
        return try TextFile.authorities(anchored(file))
    }

    /// Makes relative paths in it absolute, before it is written to another place.
    mutating func anchorPaths() {
        let fields = [
            ("service", "certificate-authority"), ("imageBuilderService", "certificate-authority"),
            ("remoteAccessService", "certificate-authority"), ("authentication", "client-certificate"),
            ("authentication", "client-key"),
        ]
        for (section, key) in fields {
            if let file = self[section, key] { set(section, key, .string(anchored(file))) }
        }
    }

    private func anchored(_ file: String) -> String {
        file.hasPrefix("/") ? file : "\(ContextLocation.directory(of: path))/\(file)"
    }
}
