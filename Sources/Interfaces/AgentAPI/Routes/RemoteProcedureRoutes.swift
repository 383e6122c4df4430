import HTTPFront
import HTTPTypes
import Hummingbird

/// The gRPC services of the protocol that are not offered yet. A gRPC client reads the outcome from `grpc-status` and not
/// from the HTTP code.
struct RemoteProcedureRoutes: Sendable {
    private static let paths: [RouterPath] = [
        "/flightctl.v1.RouterService/Stream", "/flightctl.v1.Enrollment/TPMChallenge",
    ]

    func add(to router: Router<FrontContext>) {
        for path in Self.paths {
            router.post(path) { _, _ in Self.unimplemented() }
        }
    }

    private static func unimplemented() -> Response {
        var response = Response(status: .ok, headers: [.contentType: "application/grpc"])
        // 12 is UNIMPLEMENTED.
        if let status = HTTPField.Name("grpc-status") { response.headers[status] = "12" }
        if let message = HTTPField.Name("grpc-message") { response.headers[message] = "not offered by this server" }
        return response
    }
}
