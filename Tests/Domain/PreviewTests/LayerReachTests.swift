import Planning
import Preview
import Rendering
import Resources
import Testing

@Suite("Reach of layers")
struct LayerReachTests {
    private let inventory = [
        device("a", ["role": "web", "site": "x"]), device("b", ["role": "web", "site": "y"]),
        device("c", ["site": "x"]),
    ]

    /// A layer of the devices of site x.
    private func layer(_ name: String, order: Int, file: String = "/etc/motd", _ content: String) -> String {
        fleet(name, file: file, content, policy: "layerOrder: \(order)")
            .replacing("role: \(name)", with: "site: x")
    }

    @Test("a layer is no conflict; it lies below the fleet, and a device of layers alone belongs to the topmost")
    func noConflict() throws {
        let head = fleet("web") + layer("low", order: 1, file: "/etc/low", "low") + layer("high", order: 2, "high")
        let reach = try reach(fleet("web"), head, inventory)
        #expect(reach.conflicts.isEmpty)
        #expect(reach.groups.map(\.devices) == [["c"], ["a"]])
        #expect(reach.groups.map(\.fleet) == ["high", "web"])
        #expect(reach.groups[1].files.map(\.path) == ["/etc/low"])
        #expect(reach.groups[0].files.map(\.path) == ["/etc/low", "/etc/motd"])
    }

    @Test("a changed layer reaches the devices that it applies to, and rolls out through their own fleets")
    func changedLayer() throws {
        let base = fleet("web") + layer("low", order: 1, file: "/etc/low", "one")
        let head = fleet("web") + layer("low", order: 1, file: "/etc/low", "two")
        let reach = try reach(base, head, inventory)
        #expect(reach.groups.map(\.devices) == [["c"], ["a"]])
        #expect(reach.rollouts.map(\.fleet) == ["low", "web"])
    }

    @Test("what a layer says that the fleet says otherwise reaches nobody of the fleet")
    func hidden() throws {
        let reach = try reach(
            fleet("web") + layer("low", order: 1, "one"), fleet("web") + layer("low", order: 1, "two"), [inventory[0]])
        #expect(reach.groups.isEmpty)
    }

    @Test("the order decides, not the place in the files: layers that change places change the devices")
    func orderDecides() throws {
        let first = layer("a", order: 1, "a") + layer("b", order: 2, "b")
        let swapped = layer("b", order: 2, "b") + layer("a", order: 1, "a")
        #expect(try reach(first, swapped, [inventory[2]]).groups.isEmpty)
        let other = layer("a", order: 3, "a") + layer("b", order: 2, "b")
        let reach = try reach(first, other, [inventory[2]])
        #expect(reach.groups.map(\.fleet) == ["a"])
        #expect(reach.groups.first?.files.first?.diff?.contains("+a") == true)
    }

    @Test("two fleets that are no layers are a conflict, whatever layers match")
    func conflict() throws {
        let twin = fleet("twin").replacing("role: twin", with: "role: web")
        let reach = try reach("", fleet("web") + twin + layer("low", order: 1, "low"), [inventory[0]])
        #expect(reach.conflicts.map(\.fleets) == [["twin", "web"]])
        #expect(reach.groups.isEmpty)
    }
}
