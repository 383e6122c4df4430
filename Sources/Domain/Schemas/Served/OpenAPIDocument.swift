import Nodes
import Resources

/// The OpenAPI 3.0 documents of what the server serves: its routes, and the kinds by the descriptions that it reads with.
enum OpenAPIDocument {
    /// The API for people.
    static var user: [UInt8] {
        text(
            "Martlet, API for people",
            "Lists and objects, approvals and removals. What git declares is changed in git. `/api/v1beta1` answers as "
                + "`/api/v1` does.",
            ServedRoutes.user, [.organization],
            security: .type("http", ("scheme", .string("bearer"))))
    }

    /// The API for devices.
    static var agent: [UInt8] {
        text(
            "Martlet, API for devices",
            "What agents call, over mutual TLS: requests for enrolment with an enrolment certificate, all else with the "
                + "device's own.",
            ServedRoutes.agent, [],
            // OpenAPI 3.0 has no type for client certificates; 3.1 calls it mutualTLS.
            security: nil)
    }

    private static func text(
        _ title: String, _ summary: String, _ routes: [ServedRoute], _ common: [QueryParameter], security: Node?
    ) -> [UInt8] {
        let info = Node.object([
            ("title", .string(title)), ("description", .string(summary)), ("version", .string("v1beta1")),
            ("license", .object([("name", .string("Apache-2.0"))])),
        ])
        let components = Node.object([
            ("schemas", AnswerSchemas.reached(by: routes)),
            ("parameters", parameters(routes.flatMap(\.query) + common)),
            ("responses", .object([("Refused", ServedRoute.refused)])),
            ("securitySchemes", security.map { .object([("token", $0)]) }),
        ])
        return Node.object([
            ("openapi", .string("3.0.3")), ("info", info), ("servers", .array([.object([("url", .string("/"))])])),
            ("security", security.map { _ in .array([.object([("token", .array([]))])]) }),
            ("paths", paths(routes, common)), ("components", components),
        ]).json(pretty: true) + [UInt8(ascii: "\n")]
    }

    /// The parameters that routes have, each once.
    private static func parameters(_ all: [QueryParameter]) -> Node {
        let byName = Dictionary(all.map { ($0.name, $0.node) }) { first, _ in first }
        return .object(byName.keys.sorted().map { ($0, byName[$0]) })
    }

    private static func paths(_ routes: [ServedRoute], _ common: [QueryParameter]) -> Node {
        let byPath = Dictionary(grouping: routes, by: \.path)
        return .object(
            byPath.keys.sorted().map { path in
                let operations = (byPath[path] ?? []).sorted { $0.method.order < $1.method.order }
                return (path, .object(operations.map { ($0.method.rawValue, $0.operation(common)) }))
            })
    }
}

extension ServedRoute.Method {
    fileprivate var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
