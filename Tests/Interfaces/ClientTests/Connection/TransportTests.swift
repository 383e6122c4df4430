import PKI
import Testing

@testable import Client

@Suite("What goes wrong between client and server")
struct TransportTests {
    /// A server over TLS whose certificate is for `names`; the client trusts what `trust` says.
    private func failure(
        names: [String], host: String = "localhost",
        trust: @escaping @Sendable (CertificateAuthority) throws -> Connection.Trust
    ) async throws -> ClientError? {
        try await withScratchDirectory { directory in
            let authority = try CertificateAuthority.loadOrCreate(in: directory)
            let identity = try authority.serverIdentity(in: directory, hosts: names)
            let caught = CaughtFailure()
            try await FakeServer.run(identity: identity, host: host, answer: { _ in Canned(body: "{}") }) { server in
                var connection = Connection(server: server.address)
                connection.trust = try trust(authority)
                do {
                    _ = try await APIClient.with(connection) { try await $0.json(.get, RequestPath("version")) }
                } catch let error as ClientError {
                    caught.set(error)
                }
            }
            return caught.error
        }
    }

    @Test("A server whose authority is known is trusted, also by a name that the context gives")
    func trusted() async throws {
        let trusting: @Sendable (CertificateAuthority) -> Connection.Trust = { authority in
            var trust = Connection.Trust()
            trust.authoritiesPEM = authority.certificatePEM
            return trust
        }
        #expect(try await failure(names: ["localhost"], trust: trusting) == nil)
        #expect(
            try await failure(names: ["fleet"]) { authority in
                var trust = trusting(authority)
                trust.serverName = "fleet"
                return trust
            } == nil)
        #expect(
            try await failure(names: ["localhost"]) { _ in
                var trust = Connection.Trust()
                trust.verifiesServer = false
                return trust
            } == nil)
    }

    @Test("An unknown authority is explained, with the flag that helps")
    func unknownAuthority() async throws {
        let error = try await failure(names: ["localhost"]) { _ in Connection.Trust() }
        #expect(error?.code == .tls)
        #expect(error?.fix.contains("--ca FILE") == true)
    }

    @Test("The authority of another server is not enough")
    func otherAuthority() async throws {
        let other = try await withScratchDirectory { try CertificateAuthority.loadOrCreate(in: $0).certificatePEM }
        let error = try await failure(names: ["localhost"]) { _ in
            var trust = Connection.Trust()
            trust.authoritiesPEM = other
            return trust
        }
        #expect(error?.code == .tls)
    }

    @Test("A certificate for another name is explained")
    func wrongName() async throws {
        let error = try await failure(names: ["elsewhere.example.com"]) { authority in
            var trust = Connection.Trust()
            trust.authoritiesPEM = authority.certificatePEM
            return trust
        }
        #expect(error?.code == .tls)
        #expect(error?.message.contains("another host name than localhost") == true)
    }

    @Test("TLS spoken to a plain port is explained")
    func plainPort() async throws {
        try await FakeServer.run(answer: { _ in Canned(body: "{}") }) { server in
            let port = try #require(server.address.port)
            let error = try await self.error(try ServerAddress("https://localhost:\(port)"))
            #expect(error?.code == .tls)
        }
    }

    @Test("A port where nobody listens and a host that does not exist are told apart from refusals")
    func unreachable() async throws {
        #expect(try await error(try ServerAddress("http://localhost:1"))?.code == .unreachable)
        #expect(try await error(try ServerAddress("https://martlet.invalid:3333"))?.code == .unreachable)
    }

    @Test(
        "A refusal carries the server's message and says what to do",
        arguments: [
            (301, "address"), (401, "martlet login"), (403, "--org"), (404, "martlet get"), (429, "in 7 seconds"),
            (503, "in 7 seconds"),
        ])
    func refusals(status: Int, hint: String) async throws {
        try await FakeServer.run(
            answer: { _ in
                .refusal(status, "as the server says", headers: ["Retry-After": "7", "Location": "https://elsewhere/"])
            }
        ) { server in
            let caught = try await self.error(server.address)
            let error = try #require(caught)
            #expect(error.code == .refused(status: status))
            #expect(error.message == "as the server says")
            #expect(error.fix.contains(hint))
            #expect(error.exitStatus == 1)
            #expect(server.requests.count == 1)
        }
    }

    @Test(
        "Answers that are no JSON, of any status, are errors and no crash", arguments: [200, 201, 502],
        ["<html>", "{", "\u{0}"])
    func noJSON(status: Int, body: String) async throws {
        try await FakeServer.run(answer: { _ in Canned(status: status, body: body) }) { server in
            let caught = try await self.error(server.address)
            let error = try #require(caught)
            #expect(error.code == (status == 502 ? .refused(status: 502) : .malformedAnswer))
        }
    }

    @Test("An answer without a body where one is due is an error")
    func empty() async throws {
        try await FakeServer.run(answer: { _ in Canned() }) { server in
            let error = try await self.error(server.address)
            #expect(error?.code == .malformedAnswer)
        }
    }

    private func error(_ server: ServerAddress) async throws -> ClientError? {
        do {
            _ = try await APIClient.with(Connection(server: server)) { try await $0.json(.get, RequestPath("version")) }
            return nil
        } catch let error as ClientError {
            return error
        }
    }
}
