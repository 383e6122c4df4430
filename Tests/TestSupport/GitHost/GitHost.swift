import FoundationEssentials
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A git server on loopback: real repositories behind `git http-backend`, with switches to misbehave.
public final class GitHost: Sendable {
    struct State {
        var behaviour = GitHostBehaviour.serve
        var authorization: String?
        var requests: [GitHostRequest] = []
        var waiting: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    let directory: String
    /// `http://127.0.0.1:PORT`, or `https://localhost:PORT` with TLS.
    public let url: String
    let state = Mutex(State())

    init(directory: String, url: String) {
        self.directory = directory
        self.url = url
    }

    /// Runs a host for the time of `body`. With `tls`, it speaks HTTPS with that certificate, and with
    /// `clientAuthority` (PEM) it lets in only whom that certified.
    public static func with<T: Sendable>(
        tls: TestCertificate? = nil, clientAuthority: [UInt8]? = nil, _ body: @Sendable (GitHost) async throws -> T
    ) async throws -> T {
        try await withTemporaryDirectory { directory in
            let context = try tls.map {
                try NIOSSLContext(configuration: $0.serverConfiguration(clientAuthority: clientAuthority))
            }
            let server = try await bind(context)
            let port = server.channel.localAddress?.port ?? 0
            let host = GitHost(
                directory: directory, url: tls == nil ? "http://127.0.0.1:\(port)" : "https://localhost:\(port)")
            return try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await host.serve(server) }
                defer { group.cancelAll() }
                return try await body(host)
            }
        }
    }

    /// Makes an empty repository; its address is the host's with `/<name>.git`.
    public func repository(_ name: String = "fleet") async throws -> HostedRepository {
        try await HostedRepository(directory: "\(directory)/\(name).git", url: "\(url)/\(name).git")
    }

    /// Treats requests so from now on.
    public func behave(_ behaviour: GitHostBehaviour) { state.withLock { $0.behaviour = behaviour } }

    /// From now on, requests must carry this header; others get 401 with a challenge for basic authentication.
    public func require(authorization: String?) { state.withLock { $0.authorization = authorization } }

    /// The same for user and password.
    public func requireBasic(username: String, password: String) {
        require(authorization: "Basic \(Data("\(username):\(password)".utf8).base64EncodedString())")
    }

    /// The requests so far, in the order of their arrival.
    public var requests: [GitHostRequest] { state.withLock { $0.requests } }

    /// Empties ``requests``.
    public func forgetRequests() { state.withLock { $0.requests = [] } }

    /// Returns when so many requests have arrived.
    public func arrival(ofRequests count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.requests.count >= count { return true }
                state.waiting.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }
}

typealias GitHostConnection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

extension GitHost {
    private static func bind(_ tls: NIOSSLContext?) async throws -> NIOAsyncChannel<GitHostConnection, Never> {
        try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: 0) { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls { try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls)) }
                    try channel.pipeline.syncOperations.configureHTTPServerPipeline()
                    return try GitHostConnection(wrappingChannelSynchronously: channel)
                }
            }
    }

    private func serve(_ server: NIOAsyncChannel<GitHostConnection, Never>) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            try await server.executeThenClose { connections in
                for try await connection in connections {
                    group.addTask { await self.serve(connection) }
                }
            }
        }
    }

    /// A client that goes away is no failure of the host.
    private func serve(_ connection: GitHostConnection) async {
        try? await connection.executeThenClose { inbound, outbound in
            var head: HTTPRequestHead?
            var body: [UInt8] = []
            for try await part in inbound {
                switch part {
                case .head(let next): (head, body) = (next, [])
                case .body(let bytes): body.append(contentsOf: bytes.readableBytesView)
                case .end:
                    guard let head else { return }
                    guard try await answer(head, body, connection.channel, outbound) else { return }
                }
            }
        }
    }

    func note(_ head: HTTPRequestHead) -> (behaviour: GitHostBehaviour, authorization: String?) {
        let given = head.headers.first(name: "authorization")
        let request = GitHostRequest(method: head.method.rawValue, uri: head.uri, authorization: given)
        let (answer, ready) = state.withLock { state in
            state.requests.append(request)
            let ready = state.waiting.filter { $0.count <= state.requests.count }
            state.waiting.removeAll { $0.count <= state.requests.count }
            return ((state.behaviour, state.authorization), ready)
        }
        for waiter in ready { waiter.continuation.resume() }
        return answer
    }
}
