import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import NIOEmbedded
import NIOHTTP1
import NIOPosix
import NIOSSL
import PKI
import ServiceLifecycle
import Synchronization
import Testing

@testable import HTTPFront

/// Connections with client certificates and HTTP/1.1, as bytes on the wire.
@Suite("A connection without a task") struct LeanTests {
    private static func routes(_ router: Router<FrontContext>) {
        router.get("/who") { _, context in Response.json(Array((context.peer?.commonName ?? "-").utf8)) }
        router.put("/size") { request, _ in
            let body = try await request.readBody(upTo: 10_000)
            return Response.json(Array("\(body.readableBytes)".utf8))
        }
        router.get("/parts") { _, _ in
            Response(
                status: .ok,
                body: ResponseBody(contentsOf: [ByteBuffer(string: "one "), ByteBuffer(string: "two")]))
        }
        router.get("/slow") { _, _ in
            try await Task.sleep(for: .seconds(3600))
            return Response(status: .ok)
        }
    }

    /// Sends bytes to a listener and gives what it answers until it closes, or `enough` says so.
    private func exchange(
        _ texts: [String], adjust: @escaping (inout ListenerConfiguration) -> Void = { _ in },
        gate: (any RequestGate)? = nil, until enough: @escaping @Sendable (String) -> Bool = { _ in false }
    ) async throws -> String {
        let collected = Collected()
        try await withLean(adjust: adjust, gate: gate) { address in
            let channel = try await connect(address, collected, enough)
            for text in texts { try await channel.writeAndFlush(ByteBuffer(string: text)) }
            try await channel.closeFuture.get()
        }
        return collected.text
    }

    private func connect(
        _ address: ListenAddress, _ collected: Collected, _ enough: @escaping @Sendable (String) -> Bool
    ) async throws -> any Channel {
        let ours = try TestAuthority.ours
        var configuration = try TLSConfiguration.client(
            authoritiesPEM: ours.authority.certificatePEM, identity: try ours.client())
        configuration.applicationProtocols = ["http/1.1"]
        let context = try NIOSSLContext(configuration: configuration)
        return try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        NIOSSLClientHandler(context: context, serverHostname: nil), Reader(collected, enough))
                }
            }
            .connect(host: address.host, port: address.port).get()
    }

    private func withLean(
        adjust: (inout ListenerConfiguration) -> Void = { _ in }, gate: (any RequestGate)? = nil,
        _ test: (ListenAddress) async throws -> Void
    ) async throws {
        let ours = try TestAuthority.ours
        var configuration = ListenerConfiguration(
            name: "test", address: ListenAddress(host: "127.0.0.1", port: 0),
            transport: .mutualTLS(ours.server, clientAuthoritiesPEM: ours.authority.certificatePEM))
        adjust(&configuration)
        let router = frontRouter()
        Self.routes(router)
        let listener = try Listener(configuration, router: router, gate: gate, logger: .silent)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listener.run() }
            try await test(try await listener.boundAddress())
            group.cancelAll()
        }
    }

    private static func get(_ path: String, _ more: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: h\r\n\(more)\r\n"
    }

    @Test("answers one request after another, and those that were sent before the answer in their order")
    func keepAlive() async throws {
        let text = try await exchange(
            [Self.get("/who") + Self.get("/nowhere") + Self.get("/parts"), Self.get("/who", "Connection: close\r\n")],
            until: { _ in false })
        let codes = text.matches("HTTP/1.1 ").map { $0.prefix(3) }
        #expect(codes == ["200", "404", "200", "200"])
        #expect(text.matches("client-enrollment").count == 2)
        #expect(text.contains("one two"))
        #expect(text.contains("Connection: close") || text.contains("connection: close"))
    }

    @Test("gives every answer its date and its length")
    func headers() async throws {
        let text = try await exchange([Self.get("/who", "Connection: close\r\n")]).lowercased()
        #expect(text.contains("\r\ndate: "))
        #expect(text.contains("\r\ncontent-length: 17\r\n"))
        #expect(DateHeader.text(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    }

    @Test("takes a body whole, in whatever pieces it comes")
    func body() async throws {
        let head = "PUT /size HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 6\r\n\r\n"
        #expect(try await exchange([head, "abc", "def"]).hasSuffix("\r\n\r\n6"))
        let chunked = "PUT /size HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        #expect(try await exchange([chunked, "3\r\nabc\r\n", "0\r\n\r\n"]).hasSuffix("\r\n\r\n3"))
    }

    @Test(
        "refuses a body that is larger than the listener takes, whether it says so or not (P10)",
        arguments: [
            "Content-Length: 1001\r\n\r\n" + String(repeating: "x", count: 1001),
            "Transfer-Encoding: chunked\r\n\r\n3E9\r\n" + String(repeating: "x", count: 1001) + "\r\n0\r\n\r\n",
        ])
    func tooLarge(rest: String) async throws {
        let text = try await exchange(
            ["PUT /size HTTP/1.1\r\nHost: h\r\nConnection: close\r\n" + rest], adjust: { $0.limits.bodyBytes = 1000 })
        #expect(text.hasPrefix("HTTP/1.1 413 "))
    }

    @Test(
        "answers 400 to what is not HTTP, and closes",
        arguments: [
            "hello\r\n\r\n", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
            "GET / HTTP/1.1\r\nH: " + String(repeating: "x", count: 40_000) + "\r\n\r\n",
        ])
    func malformed(text: String) async throws {
        #expect(try await exchange([text]).hasPrefix("HTTP/1.1 400 "))
    }

    @Test("closes when more is sent ahead of an answer than it keeps (P10)")
    func flood() async throws {
        let gate = Gate()
        let text = try await exchange([String(repeating: Self.get("/who"), count: 100)], gate: gate)
        #expect(text.isEmpty)
        #expect(gate.gone.withLock { $0 } == 1)
    }

    @Test("closes when nothing is asked, or not to the end, for too long (P10)", arguments: ["", "GET /who HT"])
    func idle(text: String) async throws {
        let answer = try await exchange([text], adjust: { $0.idleTimeout = .milliseconds(50) })
        #expect(answer.isEmpty)
    }

    @Test("stays while its request is held, and is answered when that is let go")
    func held() async throws {
        let gate = Gate()
        let text = try await exchange(
            [Self.get("/who", "Connection: close\r\n")],
            adjust: { $0.idleTimeout = .milliseconds(1) },
            gate: Gate(whenHeld: { $0.release(asksAgain: false) }))
        #expect(text.hasSuffix("client-enrollment"))
        #expect(gate.gone.withLock { $0 } == 0)
    }

    @Test("asks the gate again when that is wished, but not for ever")
    func asksAgain() async throws {
        let asked = Mutex(0)
        let gate = Gate(whenHeld: { request in
            let count = asked.withLock { count in
                count += 1
                return count
            }
            request.release(asksAgain: count < 3)
        })
        let text = try await exchange([Self.get("/who", "Connection: close\r\n")], gate: gate)
        #expect(text.hasSuffix("client-enrollment"))
        #expect(asked.withLock { $0 } == 3)
    }

    @Test("does not hold what is refused by its head")
    func refused() async throws {
        let text = try await exchange(
            [Self.get("/api/v1/x", "Flightctl-API-Version: v9\r\nConnection: close\r\n")], gate: Gate())
        #expect(text.hasPrefix("HTTP/1.1 406 "))
    }

    @Test("turns requests away when too many are in progress (P10)")
    func shed() async throws {
        let text = try await exchange(
            [Self.get("/who", "Connection: close\r\n")], adjust: { $0.maximumRequests = 0 })
        #expect(text.hasPrefix("HTTP/1.1 503 "))
        let seconds = text.lowercased().matches("retry-after: ").last.map { $0.prefix { $0.isNumber } }
        #expect(seconds.flatMap { Int($0) }.map { (5...15).contains($0) } == true)
    }

    @Test("is closed when its listener is cancelled")
    func cancelled() async throws {
        let collected = Collected()
        let left = Mutex<(any Channel)?>(nil)
        try await withLean(gate: Gate()) { address in
            let channel = try await connect(address, collected, { _ in false })
            try await channel.writeAndFlush(ByteBuffer(string: Self.get("/slow")))
            left.withLock { $0 = channel }
        }
        try await left.withLock { $0 }?.closeFuture.get()
    }

    @Test("a few handshakes go on at once, the others wait for their turn (P10)")
    func slots() throws {
        let loop = EmbeddedEventLoop()
        let slots = HandshakeSlots(most: 2, mostWaiting: 2, server: "test")
        let begun = Mutex<[Int]>([])
        let refused = Mutex(0)
        for number in 1...5 {
            slots.take(loop).whenComplete { result in
                switch result {
                case .success: begun.withLock { $0.append(number) }
                case .failure: refused.withLock { $0 += 1 }
                }
            }
        }
        #expect(begun.withLock { $0 } == [1, 2])
        #expect(refused.withLock { $0 } == 1)
        #expect(slots.counts == (2, 2))
        for _ in 0..<2 { slots.giveBack() }
        #expect(begun.withLock { $0 } == [1, 2, 3, 4])
        for _ in 0..<2 { slots.giveBack() }
        #expect(slots.counts == (0, 0))
    }

    @Test("more connections than handshakes at once are all served")
    func queue() async throws {
        try await withLean(adjust: { $0.maximumHandshakes = 1 }) { address in
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        let collected = Collected()
                        let channel = try await connect(address, collected, { _ in false })
                        try await channel.writeAndFlush(
                            ByteBuffer(string: Self.get("/who", "Connection: close\r\n")))
                        try await channel.closeFuture.get()
                        return collected.text
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.allSatisfy { $0.hasSuffix("client-enrollment") })
        }
    }

    @Test("memory is given back after a quarter of the connections has gone, once")
    func memory() {
        var memory = MemoryReturn()
        let due = [10_000, 9000, 7600, 7500, 7400, 5625, 5624, 400, 0].map { memory.isDue(connections: $0) }
        #expect(due == [false, false, false, true, false, true, false, true, false])
    }
}

/// Holds every request.
private final class Gate: RequestGate {
    let gone = Mutex(0)
    private let whenHeld: @Sendable (HeldRequest) -> Void

    init(whenHeld: @escaping @Sendable (HeldRequest) -> Void = { _ in }) { self.whenHeld = whenHeld }

    func holds(_ request: HeldRequest) async -> Bool {
        request.whenGone {
            self.gone.withLock { $0 += 1 }
            request.release(asksAgain: false)
        }
        whenHeld(request)
        return true
    }
}

/// What a client has read.
private final class Collected: Sendable {
    private let bytes = Mutex<[UInt8]>([])

    func add(_ more: ByteBuffer) { bytes.withLock { $0 += more.readableBytesView } }
    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }
}

private final class Reader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let collected: Collected
    private let enough: @Sendable (String) -> Bool

    init(_ collected: Collected, _ enough: @escaping @Sendable (String) -> Bool) {
        self.collected = collected
        self.enough = enough
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        collected.add(unwrapInboundIn(data))
        if enough(collected.text) { context.close(promise: nil) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}

extension String {
    /// What follows each occurrence of a text.
    fileprivate func matches(_ text: String) -> [Substring] {
        var (rest, found): (Substring, [Substring]) = (self[...], [])
        while let start = rest.firstRange(of: text) {
            rest = rest[start.upperBound...]
            found.append(rest)
        }
        return found
    }
}
