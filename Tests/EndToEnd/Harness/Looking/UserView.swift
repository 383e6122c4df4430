import NIOHTTP1
import Nodes
import TestSupport

/// Asks the API for people, with the administrator's token.
struct UserView: Sendable {
    let port: Int
    let token: String

    func get(_ path: String) async throws -> Answer {
        try await Answer.of(.GET, "http://127.0.0.1:\(port)\(path)", token: token)
    }

    /// `GET /api/v1/<path>` as JSON; nil when there is no such object.
    func object(_ path: String) async throws -> Node? {
        let answer = try await get("/api/v1/\(path)")
        if answer.status == 404 { return nil }
        guard answer.status == 200, let json = answer.json else {
            throw TestSupportError("GET \(path): \(answer.status) \(answer.text)")
        }
        return json
    }

    /// The items of a list.
    func items(_ path: String) async throws -> [Node] { try await object(path)?["items"]?.elements ?? [] }

    /// A condition of an object; nil when it has none of that type. Those that the contract does not know are told by an
    /// annotation.
    func condition(_ type: String, of path: String) async throws -> Condition? {
        guard let object = try await object(path) else { return nil }
        let own = try object["metadata"]?["annotations"]?["martlet.io/conditions"]?.string.flatMap {
            try JSON.parse(Array($0.utf8)).elements
        }
        let conditions = (object["status"]?["conditions"]?.elements ?? []) + (own ?? [])
        return conditions.first { $0["type"]?.string == type }.map(Condition.init)
    }

    /// Messages of the events with this reason about an object, newest first.
    func events(_ reason: String, about kind: String, _ name: String) async throws -> [String] {
        try await items("events?limit=1000").filter { event in
            event["reason"]?.string == reason && event["involvedObject"]?["kind"]?.string == kind
                && event["involvedObject"]?["name"]?.string == name
        }.compactMap { $0["message"]?.string }
    }
}

/// A condition, as far as tests look at it.
struct Condition: Sendable, Equatable {
    var status: String
    var reason: String
    var message: String

    init(_ node: Node) {
        status = node["status"]?.string ?? ""
        reason = node["reason"]?.string ?? ""
        message = node["message"]?.string ?? ""
    }
}
