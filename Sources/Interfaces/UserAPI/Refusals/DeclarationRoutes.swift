import HTTPFront
import HTTPTypes
import Hummingbird
import Nodes
import Resources
import SQL
import Store

/// Writes that are not this API's: what git declares is changed in git, and what devices say is said by devices.
struct DeclarationRoutes: Sendable {
    let api: UserAPI

    private static let declared = [Kind.fleet, .device, .repository, .resourceSync]
    private static let changes = [HTTPRequest.Method.put, .patch]

    func add(to router: Router<FrontContext>) {
        for kind in Self.declared {
            let path = "/api/v1/\(kind.plural)"
            router.post("\(path)", use: api.authenticated { try await create(kind, $0) })
            for method in Self.changes {
                router.on("\(path)/{name}", method: method, use: api.authenticated { try await change(kind, $0) })
            }
            if kind != .device {
                router.delete("\(path)/{name}", use: api.authenticated { try await delete(kind, $0) })
            }
        }
        router.delete("/api/v1/fleets/{name}/templateversions/{version}", use: api.authenticated(deleteVersion))
        addStatuses(to: router)
        addRequests(to: router)
    }

    private func create(_ kind: Kind, _ call: UserRequest) async throws -> Response {
        let name = try Self.name(in: try await call.body())
        throw Self.refusal(kind, name, try await declaration(kind, name, call))
    }

    private func change(_ kind: Kind, _ call: UserRequest) async throws -> Response {
        let name = try call.name()
        if kind == .fleet, let fleet = try await approve(name, call) { return .json(fleet) }
        throw Self.refusal(kind, name, try await declaration(kind, name, call))
    }

    /// Carries out a change that is an approval; answers the fleet as it is then, nil when it is another change.
    private func approve(_ name: String, _ call: UserRequest) async throws -> [UInt8]? {
        let fleets = ListRequest(organization: call.organization, kind: .fleet)
        let body = try await call.body()
        guard let document = try? JSON.parse(body),
            let json = try await api.store.snapshot({ try Objects.find($0, fleets, name: name) })
        else { return nil }
        let shown = ShownFleet(try StoredSpec.node(json))
        let isPatch = call.request.method == .patch
        let approval =
            isPatch
            ? try AnnotatedApproval.patch(document, of: shown)
            : try AnnotatedApproval.replacement(document, of: shown)
        guard let approval else { return nil }
        let commands = approval.commands
        if !commands.isEmpty,
            try await !api.command(commands, fleet: name, expecting: approval.expectation, by: call)
        {
            return nil
        }
        return try await api.store.snapshot { try Objects.find($0, fleets, name: name) }
    }

    /// What does not exist is deleted already, as with every other kind.
    private func delete(_ kind: Kind, _ call: UserRequest) async throws -> Response {
        let name = try call.name()
        let declaration = try await declaration(kind, name, call)
        guard declaration != .absent else { return .success() }
        throw Self.refusal(kind, name, declaration)
    }

    /// A template version is what a commit made of a fleet.
    @Sendable private func deleteVersion(_ call: UserRequest) async throws -> Response {
        let fleet = try call.name()
        let declaration = try await declaration(.fleet, fleet, call)
        guard declaration != .absent else { return .success() }
        throw Self.refusal(.fleet, fleet, declaration)
    }

    private func declaration(_ kind: Kind, _ name: String, _ call: UserRequest) async throws -> Declarer {
        let organization = call.organization
        return try await api.store.database.read { try Ownership.declaration($0, organization, kind, name: name) }
    }

    private static func name(in body: [UInt8]) throws(StatusError) -> String {
        let root: Node
        do {
            root = try JSON.parse(body)
        } catch {
            throw StatusError(400, "API Error: \(error)")
        }
        guard let name = root["metadata"]?["name"]?.string, !name.isEmpty, !name.utf8.contains(0) else {
            throw StatusError(400, "API Error: metadata.name is missing: add it")
        }
        return name
    }
}

extension DeclarationRoutes {
    /// Says where the object is declared, or where to declare it.
    private static func refusal(_ kind: Kind, _ name: String, _ declaration: Declarer) -> StatusError {
        let object = "\(kind.rawValue)/\(name)"
        switch declaration {
        case .git(let owner):
            return StatusError(409, "\(object) is owned by git: change \(owner.place)")
        case .bootstrap(let place):
            return StatusError(
                409,
                "\(object) is owned by the server's bootstrap directory: change \(place) there and restart the server")
        case .nobody, .absent:
            return StatusError(
                403,
                "this server takes declarations from git only: commit a \(kind.rawValue) manifest named \(name) to a path that a ResourceSync reads"
            )
        }
    }

    /// Statuses are reports of what is, not wishes.
    private func addStatuses(to router: Router<FrontContext>) {
        for kind in [Kind.fleet, .device, .enrollmentRequest] {
            refuse(
                router, "/api/v1/\(kind.plural)/{name}/status", Self.changes,
                "the status of a \(kind.rawValue) is written by the server and the device only")
        }
    }

    private func addRequests(to router: Router<FrontContext>) {
        let requests = "/api/v1/enrollmentrequests"
        refuse(router, requests, [.post], "devices make enrolment requests themselves, at the agent API")
        refuse(
            router, "\(requests)/{name}", Self.changes,
            "an enrolment request is the device's own: approve it at its sub-path approval, or delete it")
        refuse(
            router, "/api/v1/certificatesigningrequests/{name}", Self.changes,
            "a certificate request is not changed once it is made: delete it and make another")
    }

    private func refuse(
        _ router: Router<FrontContext>, _ path: String, _ methods: [HTTPRequest.Method], _ message: String
    ) {
        for method in methods {
            router.on(RouterPath(path), method: method, use: api.authenticated { _ in throw StatusError(403, message) })
        }
    }
}
