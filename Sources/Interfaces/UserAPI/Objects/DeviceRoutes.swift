import HTTPFront
import Hummingbird
import Nodes
import Resources
import SQL
import Store

/// Single devices.
struct DeviceRoutes: Sendable {
    let api: UserAPI

    func add(to router: Router<FrontContext>) {
        router.get("/api/v1/devices/{name}", use: api.authenticated(device))
        router.get("/api/v1/devices/{name}/status", use: api.authenticated(device))
        router.get("/api/v1/devices/{name}/lastseen", use: api.authenticated(lastSeen))
        router.get("/api/v1/devices/{name}/rendered", use: api.authenticated(rendered))
    }

    @Sendable private func device(_ call: UserRequest) async throws -> Response {
        let (organization, name) = (call.organization, try call.name())
        let document = try await api.store.snapshot { snapshot in
            let device = try DeviceReading.find(snapshot, organization, name: name)
            return try device.flatMap { try AssignedSpecs.documents(snapshot, [$0]).first }
        }
        guard let document else { throw StatusError.notFound(.device, name) }
        return .json(document)
    }

    @Sendable private func lastSeen(_ call: UserRequest) async throws -> Response {
        let (organization, name) = (call.organization, try call.name())
        let seen = try await api.store.database.read { try DeviceReading.lastSeen($0, organization, name: name) }
        guard let seen else { throw StatusError.notFound(.device, name) }
        guard let time = seen else { return Response(status: .noContent) }
        return .json(Node.object([("lastSeen", .string(time))]).json())
    }

    /// What the device itself is sent, secrets hidden, without holding the request until there is something newer.
    @Sendable private func rendered(_ call: UserRequest) async throws -> Response {
        let (organization, name) = (call.organization, try call.name())
        let rendered = try await api.store.snapshot { try DeviceReading.rendered($0, organization, name: name) }
        guard let rendered else { throw StatusError.notFound(.device, name) }
        guard let body = rendered.body else {
            throw StatusError(409, "nothing is rendered for device \(name) yet")
        }
        guard call.query["knownRenderedVersion"] != String(rendered.record.renderedVersion) else {
            return Response(status: .noContent)
        }
        let spec = try ConcealedSpec.json(api.store.revealed(body), concealed: body.concealed)
        return .json(try rendered.record.json(spec: spec))
    }
}
