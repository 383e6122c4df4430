import Nodes
import Store
import Wire

/// The documents of a login.
enum LoginDocuments {
    /// How to log in: with a token and nothing else.
    ///
    /// Existing clients want at least one provider and choose their flow by its type. `k8s` is the one type for which they
    /// know no flow of their own: they take `--token` as it is, check it at `/auth/validate`, and without it tell the user
    /// to give one. No Kubernetes is involved.
    static func configuration(endpoint: String) -> [UInt8] {
        let provider = object(
            "AuthProvider", name: "token",
            spec: [
                ("providerType", .string("k8s")), ("displayName", .string("Access token")),
                ("apiUrl", .string(endpoint)), ("enabled", .bool(true)),
            ])
        return Node.object([
            ("apiVersion", .string(ObjectDocument.apiVersion)), ("providers", .array([provider])),
            ("defaultProvider", .string("token")), ("organizationsEnabled", .bool(true)),
        ]).json()
    }

    /// Tokens are not exchanged here, and none has a refresh token.
    static let noExchange = Node.object([
        ("error", .string("unsupported_grant_type")),
        ("error_description", .string("this server gives out no tokens over the API: log in with --token")),
    ]).json()

    /// Who the caller is.
    static func user(_ holder: TokenHolder) -> [UInt8] {
        Node.object([
            ("sub", .string(holder.name)), ("preferred_username", .string(holder.name)), ("name", .string(holder.name)),
            ("organizations", .array([organization(holder.organization)])),
        ]).json()
    }

    /// A list of organizations.
    static func organizations(_ organizations: [Organization]) -> [UInt8] {
        Node.object([
            ("apiVersion", .string(ObjectDocument.apiVersion)), ("kind", .string("OrganizationList")),
            ("metadata", .object([])), ("items", .array(organizations.map(organization))),
        ]).json()
    }

    private static func organization(_ organization: Organization) -> Node {
        object(
            "Organization", name: organization.uid,
            spec: [
                ("displayName", .string(organization.displayName)), ("externalId", .string(organization.name)),
            ])
    }

    private static func object(_ kind: String, name: String, spec: [(String, Node?)]) -> Node {
        .object([
            ("apiVersion", .string(ObjectDocument.apiVersion)), ("kind", .string(kind)),
            ("metadata", .object([("name", .string(name))])), ("spec", .object(spec)),
        ])
    }
}
