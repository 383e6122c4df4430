import AsyncHTTPClient
import FoundationEssentials
import HTTPFront
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Nodes
import PKI
import Secrets
import ServiceLifecycle
import Testing

/// An authority with a server certificate for loopback, shared because nothing in it changes.
struct TestAuthority: Sendable {
    let authority: CertificateAuthority
    let server: TLSIdentity

    init() throws {
        let directory = FileManager.default.temporaryDirectory.path + "/martlet-front-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: directory) }
        authority = try CertificateAuthority.loadOrCreate(in: directory)
        server = try authority.serverIdentity(in: directory, hosts: ["localhost", "127.0.0.1"])
    }

    func client(_ name: String = "client-enrollment", now: Date = Date()) throws -> TLSIdentity {
        let key = SigningKey()
        let request = try CertificateRequest(pem: key.certificateRequest(commonName: name))
        let issued = try authority.sign(request, as: .enrollment, organization: UUID(), now: now)
        return TLSIdentity(certificatePEM: issued.pem, key: key.pem)
    }

    func device() throws -> (TLSIdentity, name: String) {
        let key = SigningKey()
        let request = try CertificateRequest(pem: key.certificateRequest())
        let issued = try authority.sign(request, as: .deviceEnrollment, organization: UUID())
        return (TLSIdentity(certificatePEM: issued.pem, key: key.pem), try key.fingerprint.text)
    }

    static var ours: TestAuthority { get throws { try first.get() } }
    static var foreign: TestAuthority { get throws { try second.get() } }
    private static let first = Result { try TestAuthority() }
    private static let second = Result { try TestAuthority() }
}

/// Serves routes on a free port of loopback while a test runs.
func withListener(
    _ transport: ListenerConfiguration.Transport = .plain, adjust: (inout ListenerConfiguration) -> Void = { _ in },
    logger: Logger = .silent, routes: (Router<FrontContext>) -> Void, test: (ListenAddress) async throws -> Void
) async throws {
    var configuration = ListenerConfiguration(
        name: "test", address: ListenAddress(host: "127.0.0.1", port: 0), transport: transport)
    adjust(&configuration)
    let router = frontRouter()
    routes(router)
    let listener = try Listener(configuration, router: router, logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await listener.run() }
        try await test(try await listener.boundAddress())
        group.cancelAll()
    }
}

/// Uses an HTTP client of its own for a test.
func withClient<Value>(
    _ tls: TLSConfiguration? = nil, http2: Bool = false, connectTimeout: TimeAmount = .seconds(10),
    _ body: (HTTPClient) async throws -> Value
) async throws -> Value {
    var configuration = HTTPClient.Configuration(tlsConfiguration: tls)
    configuration.httpVersion = http2 ? .automatic : .http1Only
    configuration.timeout.connect = connectTimeout
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    do {
        let value = try await body(client)
        try await client.shutdown()
        return value
    } catch {
        try? await client.shutdown()
        throw error
    }
}

extension HTTPClient {
    func send(
        _ method: String, _ url: String, headers: [(String, String)] = [], body: HTTPClientRequest.Body? = nil
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = .init(rawValue: method)
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = body
        let response = try await execute(request, timeout: .seconds(30))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        return Answer(response: response, bytes: Array(bytes.readableBytesView))
    }
}

struct Answer {
    let response: HTTPClientResponse
    let bytes: [UInt8]

    var code: Int { Int(response.status.code) }
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var message: String? { try? JSON.parse(bytes, limits: .wire)["message"]?.string }
    func header(_ name: String) -> String? { response.headers.first(name: name) }
}

extension Logger {
    static let silent = Logger(label: "silent") { _ in SwiftLogNoOpLogHandler() }
}

/// Something that happens once, and tasks that wait for it.
final class Signal: Sendable {
    private let promise = MultiThreadedEventLoopGroup.singleton.any().makePromise(of: Void.self)

    func fire() { promise.succeed() }
    func wait() async throws { try await promise.futureResult.get() }
    deinit { promise.succeed() }
}
