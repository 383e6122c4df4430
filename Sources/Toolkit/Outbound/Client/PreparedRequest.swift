import Addresses
import AsyncHTTPClient
import FoundationEssentials
import HTTPTypes
import NIOCore
import NIOHTTP1
import Secrets

/// A request as the HTTP library takes it.
struct PreparedRequest: Sendable {
    private let request: HTTPClientRequest
    private let address: WebAddress
    private let maxBodyBytes: Int

    init(_ outbound: OutboundRequest, _ address: WebAddress) throws(OutboundError) {
        var request = HTTPClientRequest(url: address.text)
        request.method = HTTPMethod(rawValue: outbound.method.rawValue)
        for field in outbound.headers { request.headers.add(name: field.name.rawName, value: field.value) }
        if let credential = outbound.credential {
            request.headers.replaceOrAdd(name: "Authorization", value: try credential.header())
        }
        if !outbound.body.isEmpty { request.body = .bytes(ByteBuffer(bytes: outbound.body)) }
        self.request = request
        self.address = address
        maxBodyBytes = outbound.maxBodyBytes
    }

    /// Through a client of its own, which knows the address that was judged and is gone afterwards.
    func send(
        with configuration: HTTPClient.Configuration, on group: any EventLoopGroup
    ) async throws -> OutboundResponse {
        let client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
        let outcome: Result<OutboundResponse, any Error>
        do {
            // The time for all of it is bounded by who calls.
            outcome = .success(try await take(client.execute(request, deadline: .distantFuture)))
        } catch {
            outcome = .failure(error)
        }
        try await client.shutdown()
        return try outcome.get()
    }

    private func take(_ response: HTTPClientResponse) async throws -> OutboundResponse {
        var headers = HTTPFields()
        for (name, value) in response.headers {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        var body: [UInt8] = []
        if !Redirect.statuses.contains(Int(response.status.code)) {
            for try await buffer in response.body {
                guard body.count + buffer.readableBytes <= maxBodyBytes else { throw tooLarge }
                body.append(contentsOf: buffer.readableBytesView)
            }
        }
        return OutboundResponse(
            status: .init(code: Int(response.status.code)), headers: headers, body: body, url: address.text)
    }

    private var tooLarge: OutboundError {
        OutboundError(
            .tooLarge, "\(address.origin.text) answered with more than \(maxBodyBytes) bytes",
            fix: "check that the address is the one that was meant; raise the limit if it is")
    }
}

extension OutboundCredential {
    private static let maxBytes = 16 << 10

    /// The value of the header `Authorization`. Refuses what could end a header early, or would not arrive as written.
    package func header() throws(OutboundError) -> String {
        switch self {
        case .basic(let username, let password):
            let isPlain =
                !username.utf8.contains(UInt8(ascii: ":"))
                && (Array(username.utf8) + password.reveal()).allSatisfy { $0 >= 0x20 && $0 != 0x7f }
            guard isPlain, username.utf8.count + password.reveal().count <= Self.maxBytes else {
                throw OutboundError(
                    .invalidRequest,
                    "the user name contains a colon, or a control character is in it or in the password",
                    fix: "check username and password, also for a line break at the end")
            }
            return "Basic \(Data(Array("\(username):".utf8) + password.reveal()).base64EncodedString())"
        case .bearer(let token):
            let bytes = token.reveal()
            guard !bytes.isEmpty, bytes.count <= Self.maxBytes, bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
                throw OutboundError(
                    .invalidRequest, "the token is empty or contains a space, a control or a non-ASCII character",
                    fix: "check the token, also for a line break at the end")
            }
            return "Bearer \(token.revealText())"
        }
    }
}
