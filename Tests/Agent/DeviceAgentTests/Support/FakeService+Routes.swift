import HTTPFront
import Hummingbird
import NIOCore
import Nodes
import PKI

@testable import DeviceAgent

extension FakeService {
    func router() -> Router<FrontContext> {
        let router = frontRouter()
        router.post("api/v1/enrollmentrequests") { try await self.enroll($0, $1) }
        router.get("api/v1/enrollmentrequests/:name") { try self.enrollment($0, $1) }
        router.get("api/v1/devices/:name/rendered") { try await self.rendered($0, $1) }
        router.put("api/v1/devices/:name/status") { try await self.status($0, $1) }
        router.post("api/v1/certificatesigningrequests") { try await self.renew($0, $1) }
        router.get("api/v1/certificatesigningrequests/:name") { try self.renewal($0, $1) }
        return router
    }

    private func begin(_ request: Request, _ context: FrontContext, device: String? = nil) throws -> String {
        note(Call(method: request.method.rawValue, path: request.uri.string))
        let name = context.parameters.get("name") ?? ""
        let isDevice = context.peer?.signer?.isDevice == true
        let isAllowed = device == nil ? context.peer?.signer == .enrollment : isDevice
        guard isAllowed, device.map({ $0.isEmpty || $0 == context.peer?.fingerprint }) ?? true else {
            throw StatusError(401, "this certificate opens other doors")
        }
        return name
    }

    private func enroll(_ request: Request, _ context: FrontContext) async throws -> Response {
        _ = try begin(request, context)
        let node = try await read(request)
        guard let name = node["metadata"]?["name"]?.string else { throw StatusError(400, "no name") }
        guard now.requests[name] == nil else { throw StatusError(409, "it exists") }
        change { $0.requests[name] = node }
        return .json(answer(name), status: .created)
    }

    private func enrollment(_ request: Request, _ context: FrontContext) throws -> Response {
        let name = try begin(request, context)
        guard let node = now.requests[name] else {
            throw StatusError(404, "EnrollmentRequest of name \"\(name)\" not found")
        }
        if now.approvesAtOnce, now.certificates[name] == nil, let csr = node["spec"]?["csr"]?.string {
            let certificate = try sign(csr, as: .deviceEnrollment, device: name)
            change { $0.certificates[name] = certificate }
        }
        return .json(answer(name))
    }

    private func answer(_ name: String) -> [UInt8] {
        let state = now
        let certificate = state.approvesAtOnce ? state.certificates[name] : nil
        let types = state.conditions ?? (certificate == nil ? [] : ["Approved"])
        let conditions = types.map { Node.object([("type", .string($0)), ("status", .string("True"))]) }
        return Node.object([
            ("kind", .string("EnrollmentRequest")),
            ("status", .object([("conditions", .array(conditions)), ("certificate", certificate.map(Node.string))])),
        ]).json()
    }

    private func rendered(_ request: Request, _ context: FrontContext) async throws -> Response {
        let name = try begin(request, context, device: context.parameters.get("name"))
        let scripted = scriptedPoll()
        if let scripted { return try scripted.get() }
        let known = request.uri.queryParameters.get("knownRenderedVersion")
        // The wait ends with a new version or with something scripted, as a wake-up does.
        try await wait { state in
            state.rendered.map { String($0.version) != known } ?? false || !state.pollAnswers.isEmpty
                || !state.pollBodies.isEmpty || state.emptyPolls > 0
        }
        if let scripted = scriptedPoll() { return try scripted.get() }
        var document = now.rendered ?? Rendered(version: 0)
        document.device = name
        return .json(document.bytes)
    }

    private func scriptedPoll() -> Result<Response, StatusError>? {
        var result: Result<Response, StatusError>?
        change { state in
            if !state.pollAnswers.isEmpty {
                result = .failure(state.pollAnswers.removeFirst())
            } else if !state.pollBodies.isEmpty {
                result = .success(.json(state.pollBodies.removeFirst()))
            } else if state.emptyPolls > 0 {
                state.emptyPolls -= 1
                result = .success(Response(status: .noContent))
            }
        }
        return result
    }

    private func status(_ request: Request, _ context: FrontContext) async throws -> Response {
        _ = try begin(request, context, device: context.parameters.get("name"))
        let node = try await read(request)
        var refusal: StatusError?
        change { state in
            if state.statusAnswers.isEmpty {
                state.statuses.append(node)
            } else {
                refusal = state.statusAnswers.removeFirst()
            }
        }
        if let refusal { throw refusal }
        return .json(node.json())
    }

    private func renew(_ request: Request, _ context: FrontContext) async throws -> Response {
        _ = try begin(request, context, device: "")
        let node = try await read(request)
        guard let name = node["metadata"]?["name"]?.string, let encoded = node["spec"]?["request"]?.string,
            let pem = Base64.decode(encoded), let device = context.peer?.fingerprint,
            node["spec"]?["signerName"]?.string == Signer.deviceManagementRenewal.rawValue
        else { throw StatusError(400, "not a renewal") }
        change { $0.certificateSeconds = nil }
        let certificate = try sign(String(decoding: pem, as: UTF8.self), as: .deviceManagementRenewal, device: device)
        change { $0.renewals[name] = certificate }
        return .json(node.json(), status: .created)
    }

    private func renewal(_ request: Request, _ context: FrontContext) throws -> Response {
        let name = try begin(request, context, device: "")
        guard let certificate = now.renewals[name] else { throw StatusError(404, "not found") }
        let status = Node.object([
            ("conditions", .array([.object([("type", .string("Approved"))])])),
            ("certificate", .string(Base64.encode(Array(certificate.utf8)))),
        ])
        return .json(Node.object([("status", status)]).json())
    }

    private func read(_ request: Request) async throws -> Node {
        let body = try await request.readBody(upTo: 1 << 20)
        return try JSON.parse(Array(body.readableBytesView))
    }
}
