import HTTPFront
import Hummingbird
import Nodes
import Resources
import SQL
import Store

/// Lists.
struct ListRoutes: Sendable {
    let api: UserAPI

    func add(to router: Router<FrontContext>) {
        for kind in [
            Kind.fleet, .repository, .resourceSync, .enrollmentRequest, .certificateSigningRequest, .event,
        ] {
            router.get("/api/v1/\(kind.plural)", use: api.authenticated { try await objects(kind, $0) })
        }
        router.get(
            "/api/v1/fleets/{name}/templateversions",
            use: api.authenticated { try await objects(.templateVersion, $0, fleet: try $0.name()) })
        router.get("/api/v1/devices", use: api.authenticated(devices))
        router.get("/api/v1/labels", use: api.authenticated(labels))
    }

    private func objects(_ kind: Kind, _ call: UserRequest, fleet: String? = nil) async throws -> Response {
        var list = try call.list(kind, fleet: fleet)
        list.countsDevices = try call.query.flag("addDevicesSummary")
        let request = list
        let page = try await api.store.snapshot { try Objects.list($0, request) }
        return .list(kind, page, items: page.items)
    }

    /// A page of devices with the counts over that page, or the counts over all that the selectors match.
    @Sendable private func devices(_ call: UserRequest) async throws -> Response {
        guard call.query["cveId"] == nil else {
            throw StatusError(501, "this server does not report vulnerabilities: leave out cveId")
        }
        guard try !call.query.flag("summaryOnly") else { return try await summary(call) }
        let request = try call.list(.device)
        let (page, items, counts) = try await api.store.snapshot { snapshot in
            let page = try DeviceReading.list(snapshot, request)
            let items = try AssignedSpecs.documents(snapshot, page.items)
            return (page, items, try DeviceCounts.of(snapshot, ids: page.items.map(\.record.id)))
        }
        return .list(.device, page, items: items, summary: counts.json())
    }

    private func summary(_ call: UserRequest) async throws -> Response {
        guard call.query["limit"] == nil, call.query["continue"] == nil else {
            throw StatusError(
                400, "parameters such as 'limit', and 'continue' are not supported when 'summaryOnly' is true")
        }
        let request = try call.selection(.device)
        let counts = try await api.store.snapshot { try DeviceCounts.matching($0, request) }
        return .list(.device, items: [], summary: counts.json())
    }

    @Sendable private func labels(_ call: UserRequest) async throws -> Response {
        guard call.query["kind"] == Kind.device.rawValue else {
            throw StatusError(400, "kind must be Device: labels of other kinds are not listed")
        }
        var list = try call.selection(.device, fields: Kind.device.selectableFieldsOfLabels)
        list.limit = try call.limit()
        let request = list
        let labels = try await api.store.database.read { try DeviceLabels.list($0, request) }
        return .json(Node.array(labels.map(Node.string)).json())
    }
}
