import Preview
import PreviewCommands
import TestRepositories
import Testing

@Suite("Plan refusals")
struct PlanRefusalTests {
    @Test("a revision that is not there", arguments: ["absent", "", "main~9", "main:fleets"])
    func revisions(name: String) async throws {
        try await withFleet { repository in
            #expect(await failure { try await plan(repository, name) }?.message.contains("'\(name)'") == true)
            #expect(await failure { try await plan(repository, "main", name) } != nil)
        }
    }

    @Test("a directory that is no repository")
    func noRepository() async throws {
        try await withTemporaryDirectory { directory in
            var command = PlanCommand(base: "a", head: "b")
            command.directory = directory
            let error = await failure { try command.run(inventory: nil) }
            #expect(error?.message == "'\(directory)' is not in a git repository.")
        }
    }

    @Test("a head with an error shows it with its place, and nothing is planned")
    func brokenHead() async throws {
        try await withFleet { repository in
            try await repository.commit(["fleets/broken.yaml": .text(Sample.old.replacing("Fleet", with: "Flet"))])
            let error = await failure { try await plan(repository) }
            #expect(error?.message.hasPrefix("fleets/broken.yaml:2:7: error MR") == true)
            #expect(error?.fix.contains("1 error") == true)
        }
    }

    @Test("links below the path are errors of the head, as for the server")
    func links() async throws {
        try await withFleet { repository in
            try await repository.commit(["fleets/link": .symbolicLink("/etc")])
            #expect(await failure { try await plan(repository) }?.message.contains("fleets/link:1:1") == true)
        }
    }

    @Test("two documents of one name are refused with both places")
    func twice() async throws {
        try await withFleet { repository in
            try await repository.commit(["fleets/again.yaml": .text(Sample.kiosks)])
            let message = await failure { try await plan(repository) }?.message
            #expect(message?.contains("fleets/kiosks.yaml") == true && message?.contains("again.yaml") == true)
        }
    }

    @Test("a broken base is told of and does not stand in the way of mending it")
    func brokenBase() async throws {
        try await withFleet { repository in
            try await repository.commit(["fleets/kiosks.yaml": .text("kind: [")])
            try await repository.commit(["fleets/kiosks.yaml": .text(Sample.kiosks)])
            let output = try await plan(repository).output
            #expect(output.contains("+ Fleet/kiosks will be created"))
            #expect(output.contains("Note: The base has 1 error"))
        }
    }

    @Test("what the guards would refuse stands in the plan")
    func guards() async throws {
        try await withFleet { repository in
            try await repository.commit(["fleets/syncs.yaml": .delete])
            let output = try await plan(repository).output
            #expect(output.contains("The server would refuse this commit as a whole:"))
            #expect(output.contains("fleets/syncs.yaml:11:18: the commit removes ResourceSync/all"))
            #expect(output.hasSuffix("Plan: refused, 2 reasons; 0 to create, 0 to change, 2 to delete.\n"))
        }
    }

    @Test("a path that the head does not have; one that only the base lacks is new")
    func paths() async throws {
        try await withFleet { repository in
            let error = await failure { try await plan(repository) { $0.path = "absent" } }
            #expect(error?.message.contains("no path 'absent'") == true)
            try await repository.commit(["new/a.yaml": .text(Sample.old)])
            let output = try await plan(repository) { $0.path = "/new/" }.output
            #expect(output.contains("Path /new\n") && output.contains("+ Fleet/old will be created"))
        }
    }

    @Test("a head that lacks commits of the base is told of")
    func history() async throws {
        try await withFleet { repository in
            let backward = try await plan(repository, "main", "main~1").output
            #expect(backward.contains("The head lacks commits"))
            let forward = try await plan(repository).output
            #expect(!forward.contains("The head lacks commits"))
        }
    }

    @Test("without a sync that reads the repository by its address, that is told, and all of it is planned")
    func unknownAddress() async throws {
        try await withFleet { repository in
            try await repository.git("remote", "set-url", "origin", "https://example.com/other.git")
            let error = await failure { try await plan(repository) }
            #expect(error?.message.contains("README.yaml:1:1") == true)
            let named = try await plan(repository, inventory: Sample.inventory) { $0.repository = "fleet" }.output
            #expect(named.withoutCommits() == Golden.text)
            let output = try await plan(repository) { $0.path = "fleets" }.output
            #expect(output.contains("Note: No ResourceSync"))
        }
    }

    @Test(
        "inventories that are none",
        arguments: [
            "{", "[1]", "{items: [{metadata: {}}]}", "[{metadata: {name: a, labels: [x]}}]",
            "[{metadata: {name: a, labels: {x: 1}}}]", "[{kind: Fleet, metadata: {name: a}}]",
            "[{metadata: {name: a}}, {metadata: {name: a}}]", "text",
        ])
    func inventories(text: String) async {
        #expect(await failure { try Inventory.read(text: text) } != nil)
    }

    @Test(
        "inventories in every form",
        arguments: [
            "[{metadata: {name: a, labels: {x: y}}}, {metadata: {name: b}}]",
            "kind: DeviceList\nitems:\n- metadata: {name: a, labels: {x: y}}\n- metadata: {name: b, labels: null}\n",
            "metadata: {name: a, labels: {x: y}}\n---\nmetadata: {name: b}\n",
            "{\"items\": [{\"metadata\": {\"name\": \"a\", \"labels\": {\"x\": \"y\"}}}, {\"metadata\": {\"name\": \"b\"}}]}",
        ])
    func inventoryForms(text: String) throws {
        let devices = try Inventory.read(text: text)
        #expect(devices.map(\.name) == ["a", "b"])
        #expect(devices.map(\.labels) == [["x": "y"], [:]])
    }
}
