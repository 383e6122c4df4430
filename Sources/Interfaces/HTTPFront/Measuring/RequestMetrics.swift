import CoreMetrics
import HTTPTypes
import Hummingbird
import Synchronization

/// Counts and measures the requests of one listener.
///
/// Label values are the listener's name, routes as they are registered, known methods and status codes: nothing that a
/// client can invent.
final class RequestMetrics: Sendable {
    private struct Key: Hashable {
        let route: String?
        let method: HTTPRequest.Method
        let code: Int
    }

    private struct Series: Sendable {
        let duration: Timer
        /// Only for methods that send a body.
        let requestBytes: Recorder?
        let responseBytes: Recorder
    }

    private let server: String
    private let series = Mutex<[Key: Series]>([:])

    init(server: String) {
        self.server = server
    }

    func record(_ request: Request, _ response: Response, route: String?, duration: Duration) {
        let key = Key(route: route, method: Self.known(request.method), code: response.status.code)
        let series = series(for: key)
        series.duration.recordNanoseconds(Int64(duration / .nanoseconds(1)))
        if let length = request.headers[.contentLength].flatMap(Int64.init) { series.requestBytes?.record(length) }
        if let length = response.body.contentLength { series.responseBytes.record(length) }
    }

    private func series(for key: Key) -> Series {
        series.withLock { all in
            if let known = all[key] { return known }
            let new = make(key)
            all[key] = new
            return new
        }
    }

    private func make(_ key: Key) -> Series {
        let labels = [
            ("server", server), ("http_route", key.route ?? ""), ("http_request_method", key.method.rawValue),
            ("http_response_status_code", String(key.code)),
        ]
        let hasBody = [.post, .put, .patch].contains(key.method)
        return Series(
            duration: Timer(label: "http_server_request_duration_seconds", dimensions: labels),
            requestBytes: hasBody ? Recorder(label: "http_server_request_body_size_bytes", dimensions: labels) : nil,
            responseBytes: Recorder(label: "http_server_response_body_size_bytes", dimensions: labels))
    }

    private static func known(_ method: HTTPRequest.Method) -> HTTPRequest.Method {
        switch method {
        case .get, .head, .post, .put, .patch, .delete, .options: method
        default: other
        }
    }

    private static let other = HTTPRequest.Method("_OTHER") ?? .trace
}
