import Addresses
import AsyncHTTPClient
import Git
import NIOCore
import NIOPosix
import Outbound

/// The way to the server of a repository: looked up and judged once, then connected to as it was judged.
final class HTTPLink {
    private let remote: GitRemote
    private let limits: GitLimits
    private let route: Route
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private var client: HTTPClient?
    private var untried: ArraySlice<IPAddress>

    /// Blocks on the name resolution; the watchdog bounds for how long.
    init(
        _ remote: GitRemote, origin: WebAddress.Origin, limits: GitLimits, network: GitNetwork
    ) throws(OutboundError) {
        self.remote = remote
        self.limits = limits
        let policy = AddressPolicy(allowsPrivate: network.allowsPrivateAddresses)
        let proxy = try remote.proxy.map { (text) throws(OutboundError) in try Route.proxy(text) }
        let found = try Route.needsLookup(proxy: proxy, policy) ? NameLookup.addresses(of: origin.host).get() : []
        let foundProxy = try proxy.map { (proxy) throws(OutboundError) in try NameLookup.addresses(of: proxy.host).get()
        }
        route = try Route(
            origin: origin, proxy: proxy, policy: policy, found: found, foundProxy: foundProxy ?? [])
        untried = route.doors[...]
    }

    /// Sends a request and waits for the head of its answer. A host's other addresses are tried when one does not connect.
    func send(_ request: HTTPClient.Request) throws(OutboundError) -> HTTPAnswer {
        while true {
            let isFirst = client == nil
            let client: HTTPClient
            if let open = self.client { client = open } else { client = try open() }
            let handover = Handover()
            let task = client.execute(request: request, delegate: handover)
            do throws(any Error) {
                return try HTTPAnswer(handover, task, maxSilence: limits.maxSilence)
            } catch {
                task.cancel()
                guard isFirst, Failure.isOfConnecting(error), !untried.isEmpty else {
                    throw translate(error)
                }
                try? self.client?.syncShutdown()
                self.client = nil
            }
        }
    }

    func translate(_ error: any Error) -> OutboundError { Failure.translate(error, route) }

    private func open() throws(OutboundError) -> HTTPClient {
        guard let door = untried.popFirst() else { throw translate(HTTPClientError.connectTimeout) }
        let trust = OutboundTrust(
            caCertificates: remote.caCertificates, clientCertificate: remote.clientCertificate,
            clientKey: remote.clientKey, skipServerVerification: remote.skipServerVerification)
        let configuration = try route.configuration(
            door: door, trust: trust, connectTimeout: limits.connectTimeout)
        let opened = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
        client = opened
        return opened
    }

    deinit {
        // The process ends soon after; what counts is that no request is under way when the client goes.
        try? client?.syncShutdown()
        try? group.syncShutdownGracefully()
    }
}
