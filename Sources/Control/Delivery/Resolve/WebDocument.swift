import HTTPTypes
import Outbound
import Secrets
import Store

/// A document of a web server.
enum WebDocument: Sendable {
    /// It is this.
    case found(DependencySighting, [UInt8])
    /// It is what it was.
    case unchanged

    /// Asks for it, on condition that it changed when something is known of it.
    static func fetch(
        _ request: OutboundRequest, _ known: DependencyState?, _ engine: DeliveryEngine
    ) async throws(SourceFailure) -> WebDocument {
        var request = request
        if let known {
            request.headers[.ifNoneMatch] = known.etag
            // A server prefers the tag; without one the time has to do.
            if known.etag == nil { request.headers[.ifModifiedSince] = known.lastModified }
        }
        let response: OutboundResponse
        do {
            response = try await engine.outbound.send(request)
        } catch {
            throw SourceFailure(error)
        }
        if known != nil, response.status == .notModified { return .unchanged }
        guard response.status == .ok else {
            throw SourceFailure(
                url: response.url, status: response.status.code, retryAfter: response.retryAfter)
        }
        let hash = engine.addresses.address(domain: "document", response.body)
        let sighting = DependencySighting(
            fingerprint: Hexadecimal.text(hash), etag: value(response, .eTag),
            lastModified: value(response, .lastModified))
        return .found(sighting, response.body)
    }

    /// A header as far as it is worth keeping.
    private static func value(_ response: OutboundResponse, _ name: HTTPField.Name) -> String? {
        response.headers[name].flatMap { $0.utf8.count <= 512 && !$0.utf8.contains(0) ? $0 : nil }
    }
}
