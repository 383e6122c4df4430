import HTTPTypes
import Hummingbird
import Wire

/// Chooses the API version of an answer from the request's header.
enum VersionNegotiation {
    enum Outcome {
        /// Not an API path: versions play no part.
        case none
        case version(APIVersion)
        case refused(Response)
    }

    static func outcome(path: String, headers: HTTPFields) -> Outcome {
        guard path.hasPrefix("/api/") else { return .none }
        guard let wish = headers.value(FrontHeader.apiVersion), !wish.isEmpty else { return .version(.beta) }
        guard let version = APIVersion(rawValue: wish) else { return .refused(refusal()) }
        return .version(version)
    }

    private static func refusal() -> Response {
        let offered = APIVersion.allCases.map(\.rawValue).joined(separator: ", ")
        let status = Status(code: 406, message: "this endpoint does not speak that API version: use \(offered)")
        var response = Response.json(status.bareJSON(), status: .notAcceptable)
        response.headers.set(FrontHeader.apiVersionsSupported, offered)
        response.headers[.vary] = HeaderText.apiVersion
        return response
    }
}
