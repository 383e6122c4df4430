import Console
import Nodes

/// The questions that a login asks the server.
struct LoginDialogue {
    let api: APIClient
    /// The organization that the user asked for.
    let wanted: String?

    /// The connection as it may be remembered: with an organization, and without a token where none is asked for.
    func accepted() async throws(ClientError) -> Connection {
        var connection = api.connection
        guard let providers = try await providers() else {
            connection.token = nil
            connection.organization = wanted
            return connection
        }
        guard connection.token != nil else { throw tokenMissing(providers) }
        _ = try await api.send(.get, RequestPath("auth", "validate"))
        connection.organization = try await organization()
        return connection
    }

    /// The names of the server's providers; nil when it has no authentication.
    private func providers() async throws(ClientError) -> [String]? {
        do throws(ClientError) {
            let answer = try await api.json(.get, RequestPath("auth", "config"))
            return (answer["providers"]?.elements ?? []).map(\.objectName)
        } catch {
            if error.code == .refused(status: 418) { return nil }
            throw error
        }
    }

    private func tokenMissing(_ providers: [String]) -> ClientError {
        let names = providers.map(\.printable).joined(separator: ", ")
        return ClientError(
            .refused(status: 401), "The server asks for a token" + (names.isEmpty ? "." : " of \(names)."),
            fix: "Give it with --token-file FILE (the administrator's is STATE-DIR/admin.token on the server).")
    }

    /// The organization asked for if the user belongs to it, else the first.
    private func organization() async throws(ClientError) -> String {
        let names = (try await api.json(.get, RequestPath("organizations"))["items"]?.elements ?? []).map(\.objectName)
        guard let first = names.first else {
            throw ClientError(
                .refused(status: 403), "The token is good, but its user belongs to no organization.",
                fix: "Ask an administrator to add the user to one.")
        }
        guard let wanted else { return first }
        guard names.contains(wanted) else {
            throw ClientError(
                .refused(status: 403), "The user does not belong to organization \(wanted).",
                fix: "Leave out --org to take the first of the user's organizations.")
        }
        return wanted
    }
}
