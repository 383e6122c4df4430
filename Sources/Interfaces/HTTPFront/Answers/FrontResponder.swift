import HTTPTypes
import Hummingbird
import Logging
import Wire

/// What happens to every request before and after its handler: limits, identifier, version, headers, metrics.
struct FrontResponder: HTTPResponder {
    typealias Context = FrontContext

    private let inner: RouterResponder<FrontContext>
    private let routes: RouteTable
    private let limits: RequestLimits
    private let sendsSecurityHeaders: Bool
    private let metrics: RequestMetrics

    init(_ router: Router<FrontContext>, configuration: ListenerConfiguration) {
        self.inner = router.buildResponder()
        self.routes = RouteTable(router)
        self.limits = configuration.limits
        self.sendsSecurityHeaders = configuration.sendsSecurityHeaders
        self.metrics = RequestMetrics(server: configuration.name)
    }

    func respond(to request: Request, context: FrontContext) async throws -> Response {
        let start = ContinuousClock.now
        if let refusal = limits.refusal(request) {
            return measured(refusal.response(), request, context, start)
        }
        var context = context
        context.requestID = RequestIdentifier.choose(request.headers.value(FrontHeader.requestID))
        context.logger[metadataKey: "request"] = .string(context.requestID)
        // Hummingbird's own `id` of a context is read from this key, and must be there.
        context.logger[metadataKey: "hb.request.id"] = .string(context.requestID)
        let request = canonical(request)
        var response = try await versioned(request, &context)
        response.headers.set(FrontHeader.requestID, context.requestID)
        if sendsSecurityHeaders { response.headers.addSecurityHeaders() }
        return measured(response, request, context, start)
    }

    private func versioned(_ request: Request, _ context: inout FrontContext) async throws -> Response {
        switch VersionNegotiation.outcome(path: request.uri.path, headers: request.headers) {
        case .none:
            return try await answered(request, context)
        case .refused(let response):
            return response
        case .version(let version):
            context.apiVersion = version
            var response = try await answered(request, context)
            response.headers.set(FrontHeader.apiVersion, version.rawValue)
            response.headers[.vary] = HeaderText.apiVersion
            return response
        }
    }

    private func answered(_ request: Request, _ context: FrontContext) async throws -> Response {
        if let refusal = limits.bodyRefusal(request) { return refusal.response() }
        let response = try await inner.respond(to: request, context: context)
        guard context.matchedRoute == nil else { return response }
        let message = routes.knows(request.uri.path) ? "method not allowed" : "no matching operation was found"
        return StatusError(404, "API Error: \(message)").response()
    }

    /// The same request by the path under which its route is registered.
    private func canonical(_ request: Request) -> Request {
        guard let path = request.head.path, path.hasPrefix(APIPath.alternateBase) else { return request }
        var head = request.head
        head.path = APIPath.canonical(path)
        return Request(head: head, body: request.body)
    }

    private func measured(
        _ response: Response, _ request: Request, _ context: FrontContext, _ start: ContinuousClock.Instant
    ) -> Response {
        let duration = ContinuousClock.now - start
        metrics.record(request, response, route: context.matchedRoute, duration: duration)
        context.logger.debug(
            "request answered",
            metadata: [
                "method": "\(request.method)", "path": "\(request.uri.path)", "status": "\(response.status.code)",
                "duration": "\(duration)",
            ])
        return response
    }
}

extension FrontContext {
    /// The route that the request took; `nil` when there was none for its path and method.
    var matchedRoute: String? {
        guard let path = endpointPath, path.hasPrefix("/") else { return nil }
        return path
    }
}
