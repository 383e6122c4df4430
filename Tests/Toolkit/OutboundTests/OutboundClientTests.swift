import HTTPTypes
import Outbound
import Secrets
import TestSupport
import Testing

private let open = OutboundClient(policy: AddressPolicy(allowsPrivate: true))
private let closed = OutboundClient(policy: AddressPolicy(allowsPrivate: false))

/// Sends a request that must fail, and returns how.
private func failure(_ client: OutboundClient, _ request: OutboundRequest) async -> OutboundError? {
    await #expect(throws: OutboundError.self) { _ = try await client.send(request) }
}

@Suite("Requests that leave the server")
struct OutboundClientTests {
    @Test("Method, headers, credential and body arrive; status, headers and body come back")
    func exchange() async throws {
        try await LoopbackServer.with(answer: { _ in .reply(429, ["Retry-After": "7", "ETag": "x"], [1, 2]) }) {
            server in
            var request = OutboundRequest(.post, "http://localhost:\(server.port)/a?b=c")
            request.headers[.contentType] = "application/json"
            request.body = [3, 4]
            request.credential = .basic(username: "ada", password: Secret(text: "right: ü"))
            let response = try await open.send(request)
            #expect(response.status == .tooManyRequests)
            #expect(response.headers[.eTag] == "x")
            #expect(response.body == [1, 2])
            #expect(response.retryAfter == .seconds(7))
            let seen = try #require(server.requests.first)
            #expect((seen.method, seen.target, seen.body) == ("POST", "/a?b=c", [3, 4]))
            #expect(seen.headers["authorization"] == "Basic YWRhOnJpZ2h0OiDDvA==")
            #expect(seen.headers["content-type"] == "application/json")
            #expect(seen.headers["host"] == "localhost:\(server.port)")
        }
    }

    @Test(
        "An address that is not allowed is never connected to (P9)",
        arguments: [
            "127.0.0.1", "localhost", "0x7f.1", "2130706433", "127.1", "[::ffff:127.0.0.1]",
        ])
    func refusedAddress(_ host: String) async throws {
        try await LoopbackServer.with(answer: { _ in .reply(200) }) { server in
            var request = OutboundRequest(.get, "http://\(host):\(server.port)/")
            request.credential = .bearer(Secret(text: "canary"))
            let error = await failure(closed, request)
            #expect(error?.code == .addressRefused)
            #expect(error?.message.contains("loopback") == true)
            #expect(error?.fix.contains("--allow-private-addresses") == true)
            #expect(server.requests.isEmpty)
        }
    }

    @Test("A proxy's own address is judged, and so is the target behind it (P9)")
    func refusedProxy() async throws {
        try await LoopbackProxy.with { proxy in
            var request = OutboundRequest(.get, "http://1.1.1.1/")
            request.proxy = proxy.url
            #expect(await failure(closed, request)?.code == .addressRefused)
            request.url = "http://10.0.0.1/"
            #expect(await failure(closed, request)?.code == .addressRefused)
            #expect(proxy.targets.isEmpty)
        }
    }

    @Test("Through a proxy, with and without TLS", arguments: [true, false])
    func proxied(_ encrypted: Bool) async throws {
        let certificate = try TestCertificate()
        try await LoopbackServer.with(tls: encrypted ? certificate : nil, answer: { _ in .reply(200, [:], [9]) }) {
            server in
            try await LoopbackProxy.with { proxy in
                // A name that only the proxy knows.
                let host = encrypted ? "localhost" : "inside.invalid"
                var request = OutboundRequest(.get, "\(encrypted ? "https" : "http")://\(host):\(server.port)/")
                request.proxy = proxy.url
                request.trust.caCertificates = try certificate.authorityPEM()
                #expect(try await open.send(request).body == [9])
                #expect(proxy.targets == ["\(host):\(server.port)"])
            }
        }
    }

    @Test("A proxy that refuses, or is none, is an error that says so")
    func badProxy() async throws {
        try await LoopbackProxy.with(refuses: true) { proxy in
            var request = OutboundRequest(.get, "http://example.com/")
            request.proxy = proxy.url
            #expect(await failure(open, request)?.code == .proxy)
            for address in [
                "https://127.0.0.1:1", "http://u:canary@127.0.0.1:1", "socks5://127.0.0.1", "http://h/x", "",
            ] {
                request.proxy = address
                let error = await failure(open, request)
                #expect(error?.code == .invalidRequest)
                #expect(error?.description.contains("canary") == false)
            }
        }
    }

    @Test(
        "What is no web address is refused before anything is sent",
        arguments: [
            "", "example.com", "file:///etc/passwd", "ftp://a/b", "https://user:canary@a/", "https://a/#f",
            "https://a/ b",
            "https:///", "https://a\\b/", "https://a:0/",
        ])
    func invalidAddress(_ url: String) async {
        let error = await failure(open, OutboundRequest(.get, url))
        #expect(error?.code == .invalidRequest)
        #expect(error?.description.contains("canary") == false)
    }

    @Test(
        "A credential that could forge a header is refused",
        arguments: [
            OutboundCredential.bearer(Secret(text: "canary\r\nX-Evil: 1")), .bearer(Secret(text: "")),
            .bearer(Secret(text: "canary x")), .basic(username: "a:b", password: Secret(text: "canary")),
            .basic(username: "a", password: Secret(text: "canary\n")),
        ])
    func invalidCredential(_ credential: OutboundCredential) async {
        var request = OutboundRequest(.get, "http://127.0.0.1:1/")
        request.credential = credential
        let error = await failure(open, request)
        #expect(error?.code == .invalidRequest)
        #expect(error?.description.contains("canary") == false)
    }

    @Test("A longer body than is wanted is an error")
    func tooLarge() async throws {
        try await LoopbackServer.with(answer: { _ in .reply(200, [:], [UInt8](repeating: 1, count: 101)) }) { server in
            let url = "http://127.0.0.1:\(server.port)/"
            #expect(await failure(open, OutboundRequest(.get, url, maxBodyBytes: 100))?.code == .tooLarge)
            let response = try await open.send(OutboundRequest(.get, url, maxBodyBytes: 101))
            #expect(response.body.count == 101)
        }
    }

    @Test(
        "A server that says nothing, or stops in the middle, costs the deadline and no more", arguments: [true, false])
    func slow(_ silent: Bool) async throws {
        try await LoopbackServer.with(answer: { _ in silent ? .silence : .part([1]) }) { server in
            var request = OutboundRequest(.get, "http://127.0.0.1:\(server.port)/")
            request.deadline = .milliseconds(200)
            #expect(await failure(open, request)?.code == .timeout)
        }
    }

    @Test("A call that is cancelled ends")
    func cancelled() async throws {
        try await LoopbackServer.with(answer: { _ in .silence }) { server in
            let call = Task { try await open.send(OutboundRequest(.get, "http://127.0.0.1:\(server.port)/")) }
            call.cancel()
            let error = await #expect(throws: OutboundError.self) { _ = try await call.value }
            #expect(error?.code == .cancelled)
        }
    }

    @Test("No server, no name, a server that hangs up: each is told as what it is")
    func unreachable() async throws {
        #expect(await failure(open, OutboundRequest(.get, "http://127.0.0.1:1/"))?.code == .unreachable)
        #expect(await failure(open, OutboundRequest(.get, "http://nothing.invalid/"))?.code == .nameNotFound)
        try await LoopbackServer.with(answer: { _ in .close }) { server in
            #expect(
                await failure(open, OutboundRequest(.get, "http://127.0.0.1:\(server.port)/"))?.code == .unreachable)
        }
    }
}

@Suite("Redirects of requests that leave the server (P9)")
struct OutboundRedirectTests {
    @Test("On the same server they are followed, with the credential")
    func same() async throws {
        let answer: @Sendable (LoopbackRequest) -> LoopbackAnswer = {
            $0.target == "/a" ? .reply(302, ["Location": "/b?c"]) : .reply(200, [:], Array($0.target.utf8))
        }
        try await LoopbackServer.with(answer: answer) { server in
            var request = OutboundRequest(.get, "http://127.0.0.1:\(server.port)/a")
            request.credential = .bearer(Secret(text: "t"))
            let response = try await open.send(request)
            #expect(response.body == Array("/b?c".utf8))
            #expect(response.url == "http://127.0.0.1:\(server.port)/b?c")
            #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer t", "Bearer t"])
        }
    }

    @Test(
        "To another host, another port, another scheme or nowhere they are not, and nothing is sent there",
        arguments: [
            "http://localhost:PORT/", "http://127.0.0.1:OTHER/", "https://127.0.0.1:PORT/", "//localhost:PORT/",
            "http://169.254.169.254/", "file:///etc/passwd", "http://u:p@127.0.0.1:PORT/", "/a b",
        ])
    func elsewhere(_ location: String) async throws {
        try await LoopbackServer.with(answer: { _ in .reply(200) }) { other in
            try await LoopbackServer.with(answer: { request in
                .reply(301, ["Location": request.headers["x-to"] ?? ""])
            }) { server in
                var request = OutboundRequest(.get, "http://127.0.0.1:\(server.port)/")
                request.credential = .bearer(Secret(text: "canary"))
                request.headers[try #require(HTTPField.Name("X-To"))] = location.replacing(
                    "PORT", with: "\(server.port)"
                )
                .replacing("OTHER", with: "\(other.port)")
                let error = await failure(open, request)
                #expect(error?.code == .redirected)
                #expect(error?.description.contains("canary") == false)
                #expect(server.requests.count == 1)
                #expect(other.requests.isEmpty)
            }
        }
    }

    @Test("A circle ends; what changes something is not sent twice")
    func circle() async throws {
        try await LoopbackServer.with(answer: { _ in .reply(307, ["Location": "/"]) }) { server in
            let url = "http://127.0.0.1:\(server.port)/"
            #expect(await failure(open, OutboundRequest(.get, url))?.code == .redirected)
            #expect(server.requests.count == 6)
            #expect(await failure(open, OutboundRequest(.post, url))?.code == .redirected)
            #expect(server.requests.count == 7)
        }
    }
}

@Suite("Who is spoken to in TLS")
struct OutboundTrustTests {
    @Test("A trusted server is accepted, and knows us by our certificate")
    func accepted() async throws {
        let (server, client) = (try TestCertificate(), try TestCertificate(host: "client"))
        try await LoopbackServer.with(
            tls: server, clientAuthority: try client.authorityPEM(), answer: { _ in .reply(200) }
        ) { host in
            var request = OutboundRequest(.get, "https://localhost:\(host.port)/")
            request.trust = OutboundTrust(
                caCertificates: try server.authorityPEM(), clientCertificate: try client.certificatePEM(),
                clientKey: Secret(try client.keyPEM()))
            #expect(try await open.send(request).status == .ok)
            request.trust.skipServerVerification = true
            request.trust.caCertificates = nil
            #expect(try await open.send(request).status == .ok)
            for wrong in [OutboundTrust(caCertificates: try server.authorityPEM()), try Self.stranger(server)] {
                request.trust = wrong
                #expect(await failure(open, request)?.code == .tls)
            }
            #expect(host.requests.count == 2)
        }
    }

    private static func stranger(_ server: TestCertificate) throws -> OutboundTrust {
        let stranger = try TestCertificate(host: "client")
        return OutboundTrust(
            caCertificates: try server.authorityPEM(), clientCertificate: try stranger.certificatePEM(),
            clientKey: Secret(try stranger.keyPEM()))
    }

    enum Flaw: CaseIterable { case unknownIssuer, otherIssuer, otherHost, expired, notPEM, emptyPEM, keyNotPEM }

    @Test("A certificate that is not in order is refused, and nothing is asked of the server", arguments: Flaw.allCases)
    func refused(_ flaw: Flaw) async throws {
        let certificate = try TestCertificate(
            host: flaw == .otherHost ? "git.example.com" : "localhost", expired: flaw == .expired)
        try await LoopbackServer.with(tls: certificate, answer: { _ in .reply(200) }) { server in
            var request = OutboundRequest(.get, "https://localhost:\(server.port)/")
            request.trust.caCertificates =
                switch flaw {
                case .unknownIssuer: nil
                case .otherIssuer: try TestCertificate().authorityPEM()
                case .otherHost, .expired, .keyNotPEM: try certificate.authorityPEM()
                case .notPEM: Array("not a certificate".utf8)
                case .emptyPEM: []
                }
            if flaw == .keyNotPEM {
                request.trust.clientCertificate = try certificate.certificatePEM()
                request.trust.clientKey = Secret(text: "canary")
            }
            let error = await failure(open, request)
            #expect(error?.code == .tls)
            #expect(error?.description.contains("canary") == false)
            #expect(server.requests.isEmpty)
        }
    }

    @Test("TLS to a server that does not speak it, and the other way round")
    func mismatch() async throws {
        try await LoopbackServer.with(answer: { _ in .reply(200) }) { server in
            #expect(await failure(open, OutboundRequest(.get, "https://127.0.0.1:\(server.port)/"))?.code == .tls)
        }
        try await LoopbackServer.with(tls: try TestCertificate(), answer: { _ in .reply(200) }) { server in
            let error = await failure(open, OutboundRequest(.get, "http://127.0.0.1:\(server.port)/"))
            #expect([.badAnswer, .unreachable].contains(error?.code))
        }
    }
}
