import AsyncHTTPClient
import FoundationEssentials
import HTTPFront
import Hummingbird
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import PKI
import Synchronization
import Testing

@Suite("The agent's port (P9)", .timeLimit(.minutes(2)))
struct PeerTests {
    private static func whoami(_ router: Router<FrontContext>) {
        router.get("/whoami") { _, context in
            "\(context.peer?.commonName ?? "-") \(context.peer?.signer?.rawValue ?? "-") \(context.peer?.fingerprint ?? "-")"
        }
    }

    private func mutual() throws -> ListenerConfiguration.Transport {
        let ours = try TestAuthority.ours
        return .mutualTLS(ours.server, clientAuthoritiesPEM: ours.authority.certificatePEM)
    }

    @Test("tells a handler who the peer is, on every request and stream", arguments: [false, true])
    func identity(http2: Bool) async throws {
        let ours = try TestAuthority.ours
        let (identity, name) = try ours.device()
        let tls = try TLSConfiguration.client(authoritiesPEM: ours.authority.certificatePEM, identity: identity)
        try await withListener(mutual(), adjust: { $0.prefersHTTP2 = http2 }, routes: Self.whoami) { address in
            try await withClient(tls, http2: http2) { client in
                let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                    for _ in 0..<20 { group.addTask { try await client.send("GET", "https://\(address)/whoami") } }
                    return try await group.reduce(into: [Answer]()) { $0.append($1) }
                }
                #expect(answers.count == 20)
                for answer in answers {
                    #expect(answer.response.version == (http2 ? .http2 : .http1_1))
                    #expect(answer.text == "device:\(name) flightctl.io/device-enrollment \(name)")
                }
            }
        }
    }

    @Test("keeps two peers apart")
    func twoPeers() async throws {
        let ours = try TestAuthority.ours
        try await withListener(mutual(), routes: Self.whoami) { address in
            for name in ["client-enrollment-a", "client-enrollment-b", "client-enrollment-a"] {
                let tls = try TLSConfiguration.client(
                    authoritiesPEM: ours.authority.certificatePEM, identity: ours.client(name))
                let answer = try await withClient(tls) { try await $0.send("GET", "https://\(address)/whoami") }
                #expect(answer.text == "\(name) flightctl.io/enrollment -")
            }
        }
    }

    @Test("gives HTTP/1.1 to a client that speaks both")
    func prefersHTTP1() async throws {
        let ours = try TestAuthority.ours
        let tls = try TLSConfiguration.client(
            authoritiesPEM: ours.authority.certificatePEM, identity: ours.client())
        try await withListener(mutual(), routes: Self.whoami) { address in
            let answer = try await withClient(tls, http2: true) {
                try await $0.send("GET", "https://\(address)/whoami")
            }
            #expect(answer.response.version == .http1_1)
        }
    }

    enum Stranger: CaseIterable {
        case withoutCertificate, ofForeignAuthority, withExpiredCertificate, withServerCertificate, withOldTLS

        func configuration() throws -> TLSConfiguration {
            let ours = try TestAuthority.ours
            let identity: TLSIdentity? =
                switch self {
                case .withoutCertificate: nil
                case .ofForeignAuthority: try TestAuthority.foreign.client()
                case .withExpiredCertificate: try ours.client(now: Date().addingTimeInterval(-400 * 86400))
                case .withServerCertificate: ours.server
                case .withOldTLS: try ours.client()
                }
            var tls = try TLSConfiguration.client(
                authoritiesPEM: ours.authority.certificatePEM, identity: identity)
            if self == .withOldTLS {
                tls.minimumTLSVersion = .tlsv12
                tls.maximumTLSVersion = .tlsv12
            }
            return tls
        }
    }

    @Test("answers nothing to a client", arguments: Stranger.allCases)
    func refused(stranger: Stranger) async throws {
        let reached = Atomic(0)
        let routes: (Router<FrontContext>) -> Void = { router in
            router.get("/whoami") { _, _ in
                reached.add(1, ordering: .relaxed)
                return "reached"
            }
        }
        try await withListener(mutual(), routes: routes) { address in
            await #expect(throws: (any Error).self) {
                // The client tries again until its time is over, so it gets little.
                try await withClient(stranger.configuration(), connectTimeout: .seconds(1)) {
                    try await $0.send("GET", "https://\(address)/whoami")
                }
            }
        }
        #expect(reached.load(ordering: .relaxed) == 0)
    }

    @Test("is not believed by a client that trusts another authority")
    func foreignServer() async throws {
        let foreign = try TestAuthority.foreign
        let tls = try TLSConfiguration.client(
            authoritiesPEM: foreign.authority.certificatePEM, identity: TestAuthority.ours.client())
        try await withListener(mutual(), routes: Self.whoami) { address in
            await #expect(throws: (any Error).self) {
                try await withClient(tls, connectTimeout: .seconds(1)) {
                    try await $0.send("GET", "https://\(address)/whoami")
                }
            }
        }
    }

    @Test("closes a connection on which no handshake comes (P10)")
    func silent() async throws {
        try await withListener(mutual(), adjust: { $0.handshakeTimeout = .milliseconds(100) }, routes: Self.whoami) {
            address in
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: address.host, port: address.port).get()
            try await channel.closeFuture.get()
        }
    }

    @Test("survives bytes that are no TLS")
    func garbage() async throws {
        let ours = try TestAuthority.ours
        let tls = try TLSConfiguration.client(
            authoritiesPEM: ours.authority.certificatePEM, identity: ours.client())
        try await withListener(mutual(), routes: Self.whoami) { address in
            for bytes in ["GET / HTTP/1.1\r\n\r\n", "\u{16}\u{3}\u{1}\u{0}\u{5}aaaaa", "\u{0}"] {
                let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                    .connect(host: address.host, port: address.port).get()
                try await channel.writeAndFlush(ByteBuffer(string: bytes))
                try? await channel.close()
            }
            let answer = try await withClient(tls) { try await $0.send("GET", "https://\(address)/whoami") }
            #expect(answer.code == 200)
        }
    }
}
