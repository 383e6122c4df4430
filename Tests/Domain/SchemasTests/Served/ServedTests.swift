import Nodes
import Testing

@testable import Schemas

@Suite("Routes that are served") struct ServedTests {
    @Test("stand once in each list", arguments: [ServedRoutes.user.routes, ServedRoutes.agent.routes])
    func once(_ routes: [String]) { #expect(Set(routes).count == routes.count) }

    @Test("name only schemas that there are", arguments: [OpenAPIDocument.user, OpenAPIDocument.agent])
    func schemas(_ bytes: [UInt8]) throws {
        let limits = NodeLimits(
            maxBytes: 4 << 20, maxDepth: 64, maxNodes: 1_000_000, maxDocuments: 1, maxAliasExpansion: 0)
        let root = try JSON.parse(bytes, limits: limits)
        let identifiers = (root["paths"]?.entries ?? []).flatMap { $0.value.entries ?? [] }
            .compactMap { $0.value["operationId"]?.string }
        #expect(Set(identifiers).count == identifiers.count)
        #expect(root["components"]?["schemas"]?["DeviceSpec"]?["properties"]?["os"] != nil)
    }
}

extension [ServedRoute] {
    fileprivate var routes: [String] { map { "\($0.method.rawValue) \($0.path)" } }
}
