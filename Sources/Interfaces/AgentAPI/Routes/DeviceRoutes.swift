import Enrollment
import HTTPFront
import HTTPTypes
import Hummingbird
import PKI
import SQL
import Store
import Wire

/// The endpoints of a device that is enrolled.
struct DeviceRoutes: Sendable {
    let api: AgentAPI

    func add(to router: Router<FrontContext>) {
        router.get("/api/v1/devices/{name}/rendered", use: rendered)
        router.put("/api/v1/devices/{name}/status", use: putStatus)
        router.post("/api/v1/certificatesigningrequests", use: renew)
        router.get("/api/v1/certificatesigningrequests/{name}", use: certificateRequest)
    }

    /// The rendered spec. A poll of a device that has it already waited at the gate before it came here.
    @Sendable private func rendered(_ request: Request, _ context: FrontContext) async throws -> Response {
        let (key, state) = try await caller(context)
        let known = request.uri.queryParameters["knownRenderedVersion"].flatMap { Int64($0) }
        guard state.rendered != nil else { throw Self.nothingRendered(key) }
        api.seen.note(state.device)
        guard let known, known == state.version else { return try await document(key, state.device) }
        guard !api.desk.isFull else {
            throw StatusError.busy("too many devices are waiting", seconds: 20)
        }
        return Response(status: .noContent)
    }

    private static func nothingRendered(_ key: DeviceKey) -> StatusError {
        StatusError(409, "nothing is rendered for device \(key.name) yet")
    }

    /// The Device around its rendered spec.
    private func document(_ key: DeviceKey, _ device: Int64) async throws -> Response {
        guard let record = try await unavailable({ try await api.records.record(device) }) else {
            throw await absence(key)
        }
        guard let id = record.renderedID, let body = try await body(id) else { throw Self.nothingRendered(key) }
        return .json(try record.json(spec: body))
    }

    private func body(_ id: Int64) async throws -> [UInt8]? {
        if let body = api.cache.body(id) { return body }
        let stored = try await unavailable {
            try await api.store.database.read { try RenderedSpecs.body($0, id: id) }
        }
        guard let body = try stored.map(api.store.revealed) else { return nil }
        api.cache.keep(id, body)
        return body
    }
}

extension DeviceRoutes {
    /// A status report.
    @Sendable private func putStatus(_ request: Request, _ context: FrontContext) async throws -> Response {
        let (key, state) = try await caller(context)
        let body = try await request.readBody(upTo: api.settings.bodyBytes)
        let report: DeviceStatusReport
        do {
            report = try DeviceStatusReport(device: Array(body.readableBytesView))
        } catch {
            throw StatusError(400, "API Error: \(error)")
        }
        guard report.name == key.name else {
            throw StatusError(400, "metadata.name is not the name in the path, \(key.name)")
        }
        return try await store(report, key, state)
    }

    private func store(_ report: DeviceStatusReport, _ key: DeviceKey, _ state: PollState) async throws -> Response {
        let outcome: StatusOutcome
        do {
            outcome = try await api.reports.submit(state.device, report)
        } catch StatusFailure.refused {
            throw StatusError(400, "the status cannot be stored")
        } catch {
            throw StatusError.busy("the status could not be stored now")
        }
        guard case .stored(let record) = outcome else { throw await absence(key) }
        api.seen.note(state.device)
        return .json(try record.json(spec: nil))
    }

    /// A device's wish for its next certificate.
    @Sendable private func renew(_ request: Request, _ context: FrontContext) async throws -> Response {
        let key = try Door.device(context.peer)
        let state = try await enrolled(key, context)
        let body = try await request.readBody(upTo: api.settings.bodyBytes)
        let scope = EnrollmentScope(
            organization: state.organization, uid: key.organization, actor: "device:\(key.name)",
            requestID: context.requestID)
        let device = RenewingDevice(id: state.device, name: key.name)
        return .json(
            try await refusals { try await api.enrollment.renew(Array(body.readableBytesView), device: device, scope) },
            status: .created)
    }

    @Sendable private func certificateRequest(_ request: Request, _ context: FrontContext) async throws -> Response {
        let key = try Door.device(context.peer)
        let state = try await enrolled(key, context)
        let name = try context.parameters.require("name")
        return .json(
            try await refusals {
                try await api.enrollment.certificateRequest(name, device: key.name, state.organization)
            })
    }
}

extension DeviceRoutes {
    /// The device in the path, which must be the one that asks, and must be enrolled.
    private func caller(_ context: FrontContext) async throws -> (DeviceKey, PollState) {
        let key = try Door.device(context.peer, named: try context.parameters.require("name"))
        return (key, try await enrolled(key, context))
    }

    private func enrolled(_ key: DeviceKey, _ context: FrontContext) async throws -> PollState {
        switch try await api.presence(key) {
        case .enrolled(let state):
            if let serial = context.peer?.serial, state.revoked.contains(serial) {
                throw StatusError(401, "the client certificate has been revoked")
            }
            return state
        case .deleted: throw await api.absent.refusal(key, isDeleted: true)
        case .unknown: throw await api.absent.refusal(key, isDeleted: false)
        }
    }

    /// The refusal for a device that vanished while it was being served. The store is asked, never memory.
    private func absence(_ key: DeviceKey) async -> StatusError {
        let found = try? await api.store.database.read {
            try DevicePresence.find($0, organization: key.organizationText, name: key.name)
        }
        return await api.absent.refusal(key, isDeleted: found == .deleted)
    }
}
