import HTTPFront
import Hummingbird
import Resources
import Store

/// Single objects of every kind but Device.
struct ObjectRoutes: Sendable {
    let api: UserAPI

    func add(to router: Router<FrontContext>) {
        for kind in [Kind.fleet, .repository, .resourceSync, .enrollmentRequest, .certificateSigningRequest] {
            router.get("/api/v1/\(kind.plural)/{name}", use: api.authenticated { try await object(kind, $0) })
        }
        // The status is part of the object; its own path answers with the whole.
        for kind in [Kind.fleet, .enrollmentRequest] {
            router.get("/api/v1/\(kind.plural)/{name}/status", use: api.authenticated { try await object(kind, $0) })
        }
        router.get("/api/v1/fleets/{name}/templateversions/{version}", use: api.authenticated(templateVersion))
    }

    private func object(_ kind: Kind, _ call: UserRequest) async throws -> Response {
        var request = ListRequest(organization: call.organization, kind: kind)
        request.countsDevices = try call.query.flag("addDevicesSummary")
        return try await answer(request, name: try call.name())
    }

    @Sendable private func templateVersion(_ call: UserRequest) async throws -> Response {
        var request = ListRequest(organization: call.organization, kind: .templateVersion)
        request.fleet = try call.name()
        return try await answer(request, name: try call.name("version"))
    }

    private func answer(_ request: ListRequest, name: String) async throws -> Response {
        guard let object = try await api.store.snapshot({ try Objects.find($0, request, name: name) }) else {
            throw StatusError.notFound(request.kind, name)
        }
        return .json(object)
    }
}
