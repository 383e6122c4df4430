import Planning
import Preview
import Rendering
import Resources
import Testing

@Suite("Reach")
struct ReachTests {
    private let inventory = [
        device("b", ["role": "web"]), device("a", ["role": "web"]), device("c", ["role": "db"]), device("d", [:]),
    ]

    @Test("a changed file reaches the devices of its fleet, in one group with one diff")
    func changedFile() throws {
        let reach = try reach(fleet("web") + fleet("db"), fleet("web", "bye") + fleet("db"), inventory)
        #expect(reach.groups.map(\.devices) == [["a", "b"]])
        #expect(reach.changed == 2)
        let file = try #require(reach.groups.first?.files.first)
        #expect(file.path == "/etc/motd" && file.action == .change)
        #expect(
            file.diff == [
                "@@ -1 +1 @@", "-hello", "\\ No newline at end of file", "+bye", "\\ No newline at end of file",
            ])
        #expect(reach.rollouts.map(\.fleet) == ["web"])
    }

    @Test("the same on both sides reaches nobody, whoever cannot be rendered or is in conflict")
    func nothing() throws {
        let text = fleet("web", "{{ .metadata.labels.site }}") + fleet("db")
        let both = fleet("twin").replacing("role: twin", with: "role: db")
        let preview = try preview(text + both, text + both, inventory)
        #expect(preview.isEmpty)
        #expect(preview.reach?.conflicts.map(\.device) == ["c"])
        #expect(preview.reach?.conflicts.map(\.isNew) == [false])
    }

    @Test("placeholders are filled as for the device, and one that cannot be fails alone")
    func placeholders() throws {
        let devices = [
            device("a", ["role": "web", "site": "x"]), device("b", ["role": "web", "site": "y"]),
            device("c", ["role": "web"]),
        ]
        let reach = try reach(fleet("web"), fleet("web", "{{ .metadata.name }} {{ .metadata.labels.site }}"), devices)
        #expect(reach.groups.map(\.devices) == [["a"], ["b"], ["c"]])
        #expect(reach.groups[1].files.first?.diff?.contains("+b y") == true)
        #expect(reach.groups[2].failure?.contains("site") == true)
        #expect(reach.failed == 1 && reach.changed == 2)
    }

    @Test("a second fleet that matches is a conflict: the device keeps what it runs")
    func conflict() throws {
        let second = fleet("twin", "other").replacing("role: twin", with: "role: web")
        let reach = try reach(fleet("web"), fleet("web") + second, [inventory[0]])
        #expect(reach.conflicts.map(\.device) == ["b"] && reach.conflicts.map(\.isNew) == [true])
        #expect(reach.conflicts.first?.fleets == ["twin", "web"])
        #expect(reach.groups.isEmpty)
    }

    @Test("a conflict that ends gives the fleet that is left, compared with what its owner gave")
    func conflictEnds() throws {
        let second = fleet("twin", "other").replacing("role: twin", with: "role: web")
        let owned = device("b", ["role": "web"], fleet: "twin")
        let reach = try reach(fleet("web") + second, fleet("web"), [owned])
        #expect(reach.conflicts.isEmpty)
        #expect(reach.groups.map(\.fleetBefore) == ["twin"])
        #expect(reach.groups.first?.files.first?.diff?.contains("-other") == true)
    }

    @Test("devices whose fleet is deleted keep what they run")
    func orphans() throws {
        let reach = try reach(fleet("web") + fleet("db"), fleet("db"), inventory)
        #expect(reach.orphans == ["a", "b"])
        #expect(reach.groups.isEmpty)
    }

    @Test("a device manifest moves its device to another fleet; one that is gone leaves the labels")
    func deviceManifests() throws {
        let declaration =
            "---\n{apiVersion: flightctl.io/v1beta1, kind: Device, metadata: {name: d, labels: {role: db}}}\n"
        let joined = try reach(fleet("web") + fleet("db"), fleet("web") + fleet("db") + declaration, inventory)
        #expect(joined.groups.map(\.devices) == [["d"]])
        #expect(joined.groups.first?.fleetBefore == nil && joined.groups.first?.fleet == "db")
        #expect(joined.groups.first?.files.map(\.action) == [.add])
        #expect(joined.rollouts.isEmpty)
        let left = try reach(fleet("db") + declaration, fleet("db"), inventory)
        #expect(left.groups.isEmpty && left.orphans.isEmpty)
    }

    @Test("a device that is declared and not in the inventory waits; one that leaves belongs to no fleet")
    func absentAndLeaving() throws {
        let declaration =
            "---\n{apiVersion: flightctl.io/v1beta1, kind: Device, metadata: {name: z, labels: {role: db}}}\n"
        let leaving = InventoryDevice(name: "q", labels: ["role": "web"], isLeaving: true)
        let reach = try reach(fleet("web"), fleet("web", "bye") + declaration, [leaving])
        #expect(reach.absent == ["z"])
        #expect(reach.groups.isEmpty)
    }

    @Test("a device's own spec is merged over the fleet's")
    func ownSpec() throws {
        let own = """
            ---
            apiVersion: flightctl.io/v1beta1
            kind: Device
            metadata: {name: a}
            spec: {config: [{name: files, inline: [{path: /etc/own, content: mine}]}]}

            """
        let reach = try reach(fleet("web") + own, fleet("web", "bye") + own, inventory)
        #expect(reach.groups.map(\.devices) == [["b"]])
    }

    @Test("a secret is named and never at hand (P9)")
    func secret() throws {
        let head = fleet("web").replacing(
            "inline: [{path: /etc/motd, content: \"hello\"}]",
            with: "secretRef: {name: s, namespace: n, mountPath: /etc/x}")
        let reach = try reach(fleet("web"), head, inventory)
        #expect(reach.groups.first?.unresolved == ["secret n/s"])
        #expect(reach.groups.first?.devices == ["a", "b"])
    }

    @Test("a reference into a repository that is not at hand is named, and its change is told of")
    func elsewhere() throws {
        let inline = "inline: [{path: /etc/motd, content: \"hello\"}]"
        let old = fleet("web").replacing(
            inline, with: "gitRef: {repository: r, targetRevision: v1, path: /x}")
        let new = old.replacing("v1,", with: "v2,")
        let reach = try reach(old, new, inventory)
        #expect(reach.groups.first?.unresolved == ["git r@v1:x", "git r@v2:x"])
        #expect(reach.groups.first?.fields.map(\.path) == ["config[files]"])
        #expect(reach.groups.first?.fields.first?.after == "git r@v2:x")
    }

    @Test("other files behind the same reference are a change and a rollout")
    func otherFiles() throws {
        let text = fleet("web").replacing(
            "inline: [{path: /etc/motd, content: \"hello\"}]",
            with: "gitRef: {repository: r, targetRevision: main, path: /x}")
        let side = try declared(text)
        var preview = ChangePreview(base: side, head: side, syncs: [])
        let answer = { (text: String) -> SourceLookup in
            { _ in .files([SourceFile(path: "/etc/f", mode: 0o644, content: Array(text.utf8))]) }
        }
        preview.findReach(
            base: side, head: side, inventory: inventory, baseSources: answer("1\n"), headSources: answer("2\n"))
        #expect(preview.plan.isEmpty && !preview.isEmpty)
        #expect(preview.reach?.groups.first?.files.first?.diff == ["@@ -1 +1 @@", "-1", "+2"])
        #expect(preview.reach?.rollouts.map(\.fleet) == ["web"])
    }
}
