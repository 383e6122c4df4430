import HTTPFront
import Hummingbird
import Nodes
import Resources
import Store
import Wire

/// Who wrote what a device is sent, and where (P4). An extension.
struct BlameRoutes: Sendable {
    let api: UserAPI

    func add(to router: Router<FrontContext>) {
        router.get("/api/v1/devices/{name}/blame", use: api.authenticated(blame))
    }

    @Sendable private func blame(_ call: UserRequest) async throws -> Response {
        let (organization, name) = (call.organization, try call.name())
        let layers = try await api.store.snapshot { try DeviceBlame.layers($0, organization, name: name) }
        guard let layers else { throw StatusError.notFound(.device, name) }
        let items = try BlameItems(layers.map(BlamedSpec.init)).all
        return .json(
            Node.object([
                ("apiVersion", .string(ObjectDocument.apiVersion)), ("kind", .string("DeviceBlame")),
                ("metadata", .object([("name", .string(name))])), ("items", .array(items)),
            ]).json())
    }
}
