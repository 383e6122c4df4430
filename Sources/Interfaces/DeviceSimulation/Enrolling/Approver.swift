import NIOHTTP1
import NIOSSL
import Nodes
import Secrets

/// Lets devices in as an operator would, through the user API.
public struct Approver: Sendable {
    private let server: ServerAddress
    private let token: Secret
    private let context: NIOSSLContext?

    init(_ approval: Scenario.Approval, authoritiesPEM: String) throws(SimulationError) {
        guard let server = ServerAddress(url: approval.server) else {
            throw SimulationError("'\(approval.server)' is no address", fix: "write https://host:port")
        }
        let token = try Self.token(approval.tokenFile)
        self.server = server
        self.token = Secret(text: String(token.revealText().filter { !$0.isWhitespace }))
        do {
            context = server.isSecure ? try ServerAccess.context(authoritiesPEM, nil) : nil
        } catch {
            throw SimulationError("the authorities cannot be used: \(error)", fix: "look at the agent's configuration")
        }
    }

    private static func token(_ path: String) throws(SimulationError) -> Secret {
        let token: Secret?
        do { token = try AtomicFile.readSecret(path) } catch { throw SimulationError(error.message, fix: error.fix) }
        guard let token else { throw SimulationError("\(path) does not exist", fix: "name the file of a token") }
        return token
    }

    /// - Throws: ``DeviceFault`` when the server does not let the device in.
    func approve(_ device: String) async throws {
        let connection = try await DeviceConnection.open(server, context)
        let body = Node.object([("approved", .bool(true)), ("labels", .object([]))]).json()
        let answer: ServerAnswer
        do {
            answer = try await connection.ask(
                .PUT, "/api/v1/enrollmentrequests/\(device)/approval", body: body,
                headers: [("Authorization", "Bearer \(token.revealText())")])
        } catch {
            connection.drop()
            throw error
        }
        connection.drop()
        guard answer.code == 200 else { throw DeviceFault(answer, "approval") }
    }
}
