import Nodes
import Testing

@testable import Schemas

@Suite("Routes that are served") struct ServedTests {
    @Test("stand once in each list", arguments: [ServedRoutes.user.routes, ServedRoutes.agent.routes])
    func once(_ routes: [String]) { #expect(Set(routes).count == routes.count) }

    @Test("have names of their own, and documents of the kinds", arguments: SchemaFile.served)
    func documents(_ file: SchemaFile) throws {
        let limits = NodeLimits(
            maxBytes: 4 << 20, maxDepth: 64, maxNodes: 1_000_000, maxDocuments: 1, maxAliasExpansion: 0)
        let root = try JSON.parse(file.bytes, limits: limits)
        let identifiers = (root["paths"]?.entries ?? []).flatMap { $0.value.entries ?? [] }
            .compactMap { $0.value["operationId"]?.string }
        #expect(Set(identifiers).count == identifiers.count)
        let schemas = root["components"]?["schemas"]
        #expect(schemas?["Device"]?["properties"]?["spec"]?["allOf"] != nil)
        #expect(schemas?["DeviceStatus"]?["properties"]?["summary"] != nil)
    }
}

extension [ServedRoute] {
    fileprivate var routes: [String] { map { "\($0.method.rawValue) \($0.path)" } }
}
