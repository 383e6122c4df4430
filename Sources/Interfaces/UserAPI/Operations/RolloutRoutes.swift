import HTTPFront
import Hummingbird
import Nodes
import Resources
import Rollout
import Rollouts
import Store

/// How the rollouts of a fleet stand, what operators do about them, and why a device has its spec. Extensions.
struct RolloutRoutes: Sendable {
    let api: UserAPI

    func add(to router: Router<FrontContext>) {
        let path = "/api/v1/fleets/{name}/rollout"
        router.get("\(path)", use: api.authenticated(standing))
        router.get("\(path)/history", use: api.authenticated(history))
        let commands: [RolloutCommand] = [.pause, .resume, .approve, .cancel, .retry, .rollback]
        for command in commands {
            router.post("\(path)/\(command.name)", use: api.authenticated { try await change($0, command) })
        }
        router.get("/api/v1/devices/{name}/explanation", use: api.authenticated(explanation))
    }

    @Sendable private func standing(_ call: UserRequest) async throws -> Response {
        let (organization, name) = (call.organization, try call.name())
        let document = try await api.store.snapshot { try RolloutStanding.document($0, organization, name: name) }
        guard let document else { throw StatusError.notFound(.fleet, name) }
        return .json(document.json())
    }

    @Sendable private func history(_ call: UserRequest) async throws -> Response {
        let (organization, name, limit) = (call.organization, try call.name(), try call.limit())
        let start = try call.start()
        let page = try await api.store.snapshot {
            try RolloutHistory.page($0, organization, name: name, limit: limit, after: start)
        }
        guard let page else { throw StatusError.notFound(.fleet, name) }
        return .list("FleetRolloutHistory", page, items: page.items)
    }

    private func change(_ call: UserRequest, _ command: RolloutCommand) async throws -> Response {
        let name = try call.name()
        let wish = try RolloutWish(try await call.body())
        guard try await api.command([command], fleet: name, expecting: wish.expectation, by: call) else {
            throw StatusError.notFound(.fleet, name)
        }
        return try await standing(call)
    }

    @Sendable private func explanation(_ call: UserRequest) async throws -> Response {
        let (organization, name) = (call.organization, try call.name())
        let facts = try await api.store.snapshot { try DeviceExplanation.facts($0, organization, name: name) }
        guard let facts else { throw StatusError.notFound(.device, name) }
        let waitsFor = DeviceWait(facts).sentence
        return .json(
            Node.object(
                (facts.entries ?? []).map { ($0.key, $0.value) } + [("waitsFor", waitsFor.map(Node.string))]
            ).json())
    }
}

extension UserAPI {
    /// Carries out commands on the newest rollout of a fleet, all or none.
    /// - Returns: false when there is no such fleet.
    /// - Throws: ``StatusError`` with 409 when one does not fit the rollout, or another rollout is meant.
    func command(
        _ commands: [RolloutCommand], fleet: String, expecting expectation: RolloutExpectation = RolloutExpectation(),
        by call: UserRequest
    ) async throws -> Bool {
        do {
            return try await rollouts.command(commands, fleet: fleet, expecting: expectation, by: call.operator) != nil
        } catch let refusal as RolloutRefusal {
            throw StatusError(409, "Fleet/\(fleet): \(refusal.description)")
        }
    }
}
