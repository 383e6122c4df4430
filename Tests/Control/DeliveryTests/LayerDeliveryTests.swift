import Delivery
import FoundationEssentials
import Nodes
import Planning
import Resources
import SQL
import Store
import TestSupport
import Testing

/// A template of one file.
private func file(_ path: String, _ content: String) -> String {
    #"{"config":[{"name":"files","inline":[{"path":"\#(path)","content":"\#(content)"}]}]}"#
}

extension DeliveryFixture {
    /// The files that a device is sent: path to content.
    fileprivate func files(_ device: String) async throws -> [String: String] {
        let id = try await texts(
            "select rendered_id::text from device_target t join device d on d.id = t.device_id where d.name = '\(device)'"
        )
        let body = try await store.database.read { try RenderedSpecs.body($0, id: Int64(id.first ?? "") ?? 0) }
        let spec = try StoredSpec.node(try store.revealed(try #require(body)))
        var files: [String: String] = [:]
        for file in spec["config"]?.elements?.first?["inline"]?.elements ?? [] {
            let data = Data(base64Encoded: file["content"]?.string ?? "") ?? Data()
            files[file["path"]?.string ?? ""] = String(decoding: data, as: UTF8.self)
        }
        return files
    }

    fileprivate func owner(_ device: String) async throws -> String? {
        try await texts(
            """
            select r.name from device_target t join device d on d.id = t.device_id join resource r on r.id = t.fleet_id
            where d.name = '\(device)'
            """
        ).first
    }

    fileprivate func versionNames(_ fleet: String) async throws -> [String] {
        try await texts(
            "select v.name from template_version v join resource r on r.id = v.fleet_id where r.name = '\(fleet)' order by v.id"
        )
    }
}

@Suite("Layers on their way to devices")
struct LayerDeliveryTests {
    private let labels = #"{"fleet":"web","site":"x"}"#

    @Test("a layer lies below the fleet of a device, and one that does not apply to it says nothing")
    func below() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "web", template: file("/etc/a", "web"))
            try await fixture.declare(
                layer: "site", order: 1, labels: #"{"site":"x"}"#, template: file("/etc/b", "site"))
            try await fixture.declare(layer: "top", order: 2, labels: #"{"site":"x"}"#, template: file("/etc/a", "top"))
            try await fixture.enroll(["d1": labels, "d2": #"{"fleet":"web","site":"y"}"#])
            try await fixture.settle()
            #expect(try await fixture.files("d1") == ["/etc/a": "web", "/etc/b": "site"])
            #expect(try await fixture.files("d2") == ["/etc/a": "web"])
            #expect(try await fixture.owner("d1") == "web")
            #expect(try await fixture.texts("select 'x' from device_conflict").isEmpty)
            #expect(try await fixture.versionNames("web").count == 2)
        }
    }

    @Test("a device that only layers match belongs to the topmost: the highest order, then the last name")
    func topmost() async throws {
        try await DeliveryFixture.with { fixture in
            for (name, order) in [("c", 1), ("a", 5), ("b", 5)] {
                try await fixture.declare(
                    layer: name, order: order, labels: #"{"site":"x"}"#, template: file("/etc/\(name)", name))
            }
            try await fixture.enroll(["d1": #"{"site":"x"}"#])
            try await fixture.settle()
            #expect(try await fixture.owner("d1") == "b")
            #expect(try await fixture.files("d1") == ["/etc/a": "a", "/etc/b": "b", "/etc/c": "c"])
        }
    }

    @Test(
        "a changed layer makes one new version of the fleets above it, and devices that it does not apply to keep theirs"
    )
    func changes() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "web", template: file("/etc/a", "web"))
            try await fixture.declare(fleet: "far", template: file("/etc/a", "far"))
            try await fixture.declare(
                layer: "site", order: 1, labels: #"{"site":"x"}"#, template: file("/etc/b", "one"))
            try await fixture.enroll(["d1": labels, "d2": #"{"fleet":"web"}"#, "d3": #"{"fleet":"far"}"#])
            try await fixture.settle()
            let versions = try await fixture.versionNames("web").count
            try await fixture.declare(
                layer: "site", order: 1, labels: #"{"site":"x"}"#, template: file("/etc/b", "two"))
            try await fixture.settle()
            #expect(try await fixture.files("d1") == ["/etc/a": "web", "/etc/b": "two"])
            #expect(try await fixture.versionNames("web").count == versions + 1)
            #expect(try await fixture.versionNames("far") == ["v1"])
            #expect(try await fixture.versions().suffix(2) == ["d2=1", "d3=1"])
            try await fixture.settle(early: true)
            #expect(try await fixture.versionNames("web").count == versions + 1)
        }
    }

    @Test("a fleet's own new template keeps its layers")
    func keepsLayers() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "web", template: file("/etc/a", "one"))
            try await fixture.declare(
                layer: "site", order: 1, labels: #"{"site":"x"}"#, template: file("/etc/b", "site"))
            try await fixture.enroll(["d1": labels])
            try await fixture.settle()
            try await fixture.declare(fleet: "web", template: file("/etc/a", "two"))
            try await fixture.settle()
            #expect(try await fixture.files("d1") == ["/etc/a": "two", "/etc/b": "site"])
            let names = try await fixture.versionNames("web")
            #expect(names.last?.hasPrefix("v2-") == true)
        }
    }

    @Test("labels decide at once for a layer that the version has, and make a version for one that it does not have")
    func followsLabels() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "web", template: file("/etc/a", "web"))
            try await fixture.declare(
                layer: "site", order: 1, labels: #"{"site":"x"}"#, template: file("/etc/b", "site"))
            try await fixture.enroll(["d1": #"{"fleet":"web"}"#])
            try await fixture.settle()
            #expect(try await fixture.versionNames("web") == ["v1"])
            try await fixture.label("d1", labels)
            try await fixture.settle()
            #expect(try await fixture.files("d1") == ["/etc/a": "web", "/etc/b": "site"])
            let versions = try await fixture.versionNames("web")
            try await fixture.label("d1", #"{"fleet":"web"}"#)
            try await fixture.settle()
            #expect(try await fixture.files("d1") == ["/etc/a": "web"])
            #expect(try await fixture.versionNames("web") == versions)
        }
    }

    @Test("the order and the selector of a layer count as its template does")
    func reorders() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "web", template: "{}")
            for (name, order) in [("a", 1), ("b", 2)] {
                try await fixture.declare(
                    layer: name, order: order, labels: #"{"site":"x"}"#, template: file("/etc/f", name))
            }
            try await fixture.enroll(["d1": labels])
            try await fixture.settle()
            #expect(try await fixture.files("d1") == ["/etc/f": "b"])
            try await fixture.declare(layer: "a", order: 3, labels: #"{"site":"x"}"#, template: file("/etc/f", "a"))
            try await fixture.settle()
            #expect(try await fixture.files("d1") == ["/etc/f": "a"])
            try await fixture.declare(layer: "a", order: 3, labels: #"{"site":"y"}"#, template: file("/etc/f", "a"))
            try await fixture.settle()
            #expect(try await fixture.files("d1") == ["/etc/f": "b"])
        }
    }

    @Test("a layer that goes is gone from the next version, and its devices are matched again")
    func goes() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "web", template: file("/etc/a", "web"))
            try await fixture.declare(
                layer: "site", order: 1, labels: #"{"site":"x"}"#, template: file("/etc/b", "site"))
            try await fixture.enroll(["d1": labels, "d2": #"{"site":"x"}"#])
            try await fixture.settle()
            #expect(try await fixture.owner("d2") == "site")
            try await fixture.delete(fleet: "site")
            try await fixture.settle()
            #expect(try await fixture.files("d1") == ["/etc/a": "web"])
            #expect(try await fixture.owner("d2") == nil)
            #expect(try await fixture.files("d2") == ["/etc/b": "site"])
        }
    }

    @Test("two fleets that are no layers are a conflict whatever layers match, and one that becomes a layer ends it")
    func conflict() async throws {
        try await DeliveryFixture.with { fixture in
            try await fixture.declare(fleet: "web", template: file("/etc/a", "web"))
            try await fixture.declare(
                layer: "twin", order: nil, labels: #"{"site":"x"}"#, template: file("/etc/b", "twin"))
            try await fixture.declare(layer: "low", order: 0, labels: #"{"site":"x"}"#, template: file("/etc/c", "low"))
            try await fixture.enroll(["d1": labels])
            try await fixture.settle()
            #expect(try await fixture.owner("d1") == nil)
            #expect(try await fixture.texts("select 'x' from device_conflict").count == 2)
            try await fixture.declare(
                layer: "twin", order: 1, labels: #"{"site":"x"}"#, template: file("/etc/b", "twin"))
            try await fixture.settle()
            #expect(try await fixture.owner("d1") == "web")
            #expect(try await fixture.files("d1") == ["/etc/a": "web", "/etc/b": "twin", "/etc/c": "low"])
        }
    }

    @Test("what a layer draws on outside is frozen into the fleet's version, and a change there reaches it once")
    func freezesSources() async throws {
        try await DeliveryFixture.with { fixture in
            let repository = try await fixture.host.repository()
            try await repository.commit(["config/etc/b": .text("one")])
            try await fixture.declare(repository: "r", url: repository.url)
            try await fixture.declare(fleet: "web", template: file("/etc/a", "web"))
            try await fixture.declare(
                layer: "site", order: 1, labels: #"{"site":"x"}"#,
                template:
                    #"{"config":[{"name":"t","gitRef":{"repository":"r","targetRevision":"main","path":"/config"}}]}"#)
            try await fixture.enroll(["d1": labels])
            try await fixture.settle()
            #expect(try await fixture.files("d1") == ["/etc/a": "web", "/etc/b": "one"])
            try await repository.commit(["config/etc/b": .text("two")])
            let versions = try await fixture.versionNames("web").count
            try await fixture.refresh("web")
            #expect(try await fixture.versionNames("web").count == versions)
            try await fixture.refresh("site")
            #expect(try await fixture.files("d1") == ["/etc/a": "web", "/etc/b": "two"])
            #expect(try await fixture.versionNames("web").count == versions + 1)
        }
    }
}
