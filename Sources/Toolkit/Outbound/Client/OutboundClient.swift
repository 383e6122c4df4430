import Addresses
import AsyncHTTPClient
import Deadlines
import HTTPTypes
import NIOCore
import NIOPosix

/// Sends requests to servers that manifests name: only to addresses that the policy lets through, judged after name
/// resolution and connected to as they were judged; redirects are followed on the same origin only and judged again.
///
/// Each request has a connection of its own. Meant for probes, small documents and reports, not for many requests a second.
public final class OutboundClient: Sendable {
    private let policy: AddressPolicy
    private let limits: OutboundLimits
    private let group = MultiThreadedEventLoopGroup.singleton

    /// A client; it holds nothing that must be closed.
    public init(policy: AddressPolicy, limits: OutboundLimits = OutboundLimits()) {
        self.policy = policy
        self.limits = limits
    }

    /// Sends a request and takes the whole answer. Any status is an answer, except a redirect that is not followed.
    public func send(_ request: OutboundRequest) async throws(OutboundError) -> OutboundResponse {
        let time = request.deadline ?? limits.deadline
        do {
            return try await within(time) { try await self.follow(request) }
        } catch let error as OutboundError {
            throw error
        } catch is TimeIsOver {
            throw .late(request.url, time)
        } catch {
            throw .cancelled
        }
    }

    /// Only what changes nothing is sent again elsewhere, and only to the server that the credential is for.
    private func follow(_ request: OutboundRequest) async throws -> OutboundResponse {
        var address = try Self.address(request.url)
        for _ in 0...limits.maxRedirects {
            let response = try await exchange(request, at: address)
            guard Redirect.statuses.contains(response.status.code) else { return response }
            guard request.method == .get || request.method == .head, let location = response.headers[.location] else {
                throw Redirect.unexpected(address, response.status.code)
            }
            address = try Redirect.next(from: address, location: location)
        }
        throw Redirect.tooMany(address, limits.maxRedirects)
    }

    private func exchange(_ request: OutboundRequest, at address: WebAddress) async throws -> OutboundResponse {
        let prepared = try PreparedRequest(request, address)
        let route = try await route(to: address.origin, proxy: request.proxy)
        var last: OutboundError?
        for door in route.doors {
            let configuration = try route.configuration(
                door: door, trust: request.trust, connectTimeout: limits.connectTimeout)
            do {
                return try await prepared.send(with: configuration, on: group)
            } catch  where Failure.isOfConnecting(error) {
                last = Failure.translate(error, route)
            } catch {
                throw Failure.translate(error, route)
            }
        }
        throw last ?? Failure.translate(HTTPClientError.connectTimeout, route)
    }

    private func route(to origin: WebAddress.Origin, proxy: String?) async throws -> Route {
        let proxy = try proxy.map(Route.proxy)
        let loop = group.any()
        let time = TimeAmount(limits.deadline)
        var found: [IPAddress] = []
        if Route.needsLookup(proxy: proxy, policy) {
            found = try await NameResolver.shared.addresses(of: origin.host, on: loop, within: time)
        }
        var foundProxy: [IPAddress] = []
        if let proxy { foundProxy = try await NameResolver.shared.addresses(of: proxy.host, on: loop, within: time) }
        return try Route(origin: origin, proxy: proxy, policy: policy, found: found, foundProxy: foundProxy)
    }

    private static func address(_ text: String) throws(OutboundError) -> WebAddress {
        do {
            return try WebAddress(text)
        } catch {
            throw OutboundError(
                .invalidRequest, "the address \(error)",
                fix: "write an address such as https://server.example.com/path; credentials have fields of their own")
        }
    }
}
