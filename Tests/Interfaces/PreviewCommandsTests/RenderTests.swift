import FoundationEssentials
import Nodes
import PreviewCommands
import TestRepositories
import Testing

@Suite("Render")
struct RenderTests {
    private func render(
        _ repository: HostedRepository, _ adjust: (inout RenderCommand) -> Void = { _ in }
    ) throws -> (output: String, notes: [String]) {
        var command = RenderCommand(fleet: "kiosks")
        command.directory = repository.directory
        command.revision = "main"
        command.labels = ["role": "kiosk", "site": "berlin"]
        adjust(&command)
        return try command.run()
    }

    @Test("what a device gets, with the origin of each item")
    func origins() async throws {
        try await withFleet { repository in
            let (output, notes) = try render(repository) { $0.showsOrigins = true }
            #expect(output == Self.golden)
            #expect(notes == ["git elsewhere@v1:x is not at hand: its files are left out."])
        }
    }

    @Test("as JSON it is the document that is sent, with text as text")
    func json() async throws {
        try await withFleet { repository in
            let output = try render(repository) { $0.format = .json }.output
            let node = try JSON.parse(Array(output.utf8), limits: .manifest)
            let files = node["config"]?.elements?.first?["inline"]?.elements ?? []
            #expect(files.map { $0["path"]?.string } == ["/etc/app.conf", "/etc/motd", "/etc/run"])
            #expect(files.map { $0["mode"]?.integer } == [0o644, 0o644, 0o755])
            #expect(files.first?["content"]?.string == "level=2\n")
            let told = try render(repository) {
                $0.format = .json; $0.showsOrigins = true
            }.output
            let origins = try JSON.parse(Array(told.utf8), limits: .manifest)["origins"]?.elements
            #expect(origins?.first?["item"]?.string == "os" && origins?.first?["line"]?.integer == 10)
        }
    }

    @Test("a device's manifest gives labels and is merged over the template; given labels win")
    func ownManifest() async throws {
        try await withFleet { repository in
            try await repository.commit([
                "fleets/dev.yaml": .text(
                    """
                    apiVersion: flightctl.io/v1beta1
                    kind: Device
                    metadata: {name: d1, labels: {role: kiosk, site: paris}}
                    spec:
                      config:
                      - name: mine
                        inline:
                        - {path: /etc/mine, content: "x"}

                    """)
            ])
            let (output, _) = try render(repository) {
                $0.device = "d1"; $0.labels = [:]; $0.showsOrigins = true
            }
            #expect(output.contains("# file /etc/mine      fleets/dev.yaml:8\n"))
            #expect(output.contains("Hello paris"))
            #expect(
                try render(repository) {
                    $0.device = "d1"; $0.labels = ["site": "oslo"]
                }.output.contains("Hello oslo"))
        }
    }

    @Test("layers lie below the fleet: each item tells the layer that it comes from")
    func layers() async throws {
        try await withFleet { repository in
            let layer = """
                apiVersion: flightctl.io/v1beta1
                kind: Fleet
                metadata: {name: site}
                spec:
                  layerOrder: 1
                  selector: {matchLabels: {site: berlin}}
                  template:
                    spec:
                      systemd: {matchPatterns: [site.service]}
                      config:
                      - name: files
                        inline:
                        - {path: /etc/motd, content: "hidden"}
                        - {path: /etc/site, content: "{{ .metadata.labels.site }}"}

                """
            let high = layer.replacing("name: site}", with: "name: high}").replacing(
                "layerOrder: 1", with: "layerOrder: 2"
            )
            .replacing("site: berlin", with: "site: paris")
            try await repository.commit(["fleets/site.yaml": .text(layer), "fleets/high.yaml": .text(high)])
            let (output, notes) = try render(repository) { $0.showsOrigins = true }
            #expect(output.contains("# file /etc/site      fleets/site.yaml:14\n"))
            #expect(output.contains("# systemd             fleets/site.yaml:9\n"))
            #expect(!output.contains("hidden") && !output.contains("high.yaml"))
            #expect(notes.last == "Below the fleet lie the layers site, the lowest first.")
            let other = try render(repository) { $0.labels["site"] = "oslo" }
            #expect(!other.output.contains("/etc/site"))
        }
    }

    @Test("files on disk are read as they are, not as they were committed")
    func workingFiles() async throws {
        try await withFleet { repository in
            let clone = repository.directory + ".clone"
            try await repository.git("clone", "--quiet", repository.directory, clone)
            _ = try await GitProgram.run(
                ["remote", "set-url", "origin", "git@git.example.com:acme/fleet.git"], in: clone)
            try Data("level=3\n".utf8).write(to: URL(filePath: "\(clone)/config/etc/app.conf"))
            let (output, _) = try render(repository) {
                $0.directory = clone
                $0.revision = nil
                $0.paths = ["\(clone)/fleets"]
                $0.showsOrigins = true
            }
            #expect(output.contains("level=3"))
            #expect(output.contains("\(clone)/fleets/kiosks.yaml:10\n"))
        }
    }

    @Test("what cannot be rendered is refused with what to do")
    func refusals() async throws {
        try await withFleet { repository in
            let missing = await failure { try render(repository) { $0.labels = ["role": "kiosk"] } }
            #expect(missing?.message.contains("no label “site”") == true)
            let unknown = await failure { try render(repository) { $0.fleet = "kiosk" } }
            #expect(unknown?.message == "There is no fleet kiosk in what was read.")
            #expect(unknown?.fix == "There are kiosks.")
            #expect(await failure { try render(repository) { $0.revision = "nope" } } != nil)
            #expect(
                await failure {
                    try render(repository) {
                        $0.revision = nil; $0.paths = ["/absent"]
                    }
                } != nil)
            try await repository.commit(["fleets/x.yaml": .text("kind: [")])
            #expect(await failure { try render(repository) }?.message.contains("fleets/x.yaml:") == true)
        }
    }

    @Test("a template that uses the name needs a device")
    func nameless() async throws {
        try await withFleet { repository in
            try await repository.commit([
                "fleets/kiosks.yaml": .text(Sample.kiosks.replacing("labels.site", with: "name"))
            ])
            #expect(await failure { try render(repository) }?.message.contains("name of the device") == true)
            #expect(try render(repository) { $0.device = "d9" }.output.contains("Hello d9"))
        }
    }

    @Test("a reference that leads nowhere fails as it would on the server")
    func missingPath() async throws {
        try await withFleet { repository in
            try await repository.commit([
                "fleets/kiosks.yaml": .text(Sample.kiosks.replacing("path: /config", with: "path: /absent"))
            ])
            #expect(await failure { try render(repository) }?.message.contains("no path 'absent'") == true)
            try await repository.commit(["absent/link": .symbolicLink("/etc/passwd")])
            #expect(await failure { try render(repository) }?.message.contains("link") == true)
            try await repository.commit([
                "absent/link": .delete, "absent/etc/flightctl/certs/x": .text("x"),
            ])
            #expect(await failure { try render(repository) }?.message.contains("agent's own") == true)
        }
    }

    @Test("tags are what they are, whatever the branch has become")
    func pinned() async throws {
        try await withFleet { repository in
            try await repository.git("tag", "v1", "main~1")
            try await repository.commit([
                "fleets/kiosks.yaml": .text(
                    Sample.kiosks.replacing("targetRevision: main", with: "targetRevision: v1"))
            ])
            #expect(try render(repository).output.contains("level=1"))
        }
    }

    @Test("a device that does not belong to the fleet is told of")
    func stranger() async throws {
        try await withFleet { repository in
            let notes = try render(repository) { $0.labels = ["site": "x"] }.notes
            #expect(notes.last == "The device does not belong to the fleet: it lacks role=kiosk.")
        }
    }

    @Test("labels that are none", arguments: ["a", "=b", "a=b=c", "a=b,a=c", "a=/x", "a b=c"])
    func labels(text: String) async {
        #expect(await failure { try RenderCommand.labels(text) } != nil)
    }

    @Test("labels with values, and without")
    func goodLabels() throws {
        #expect(try RenderCommand.labels("a=b,x.io/c=,") == ["a": "b", "x.io/c": ""])
    }

    private static let golden = """
        # os                  fleets/kiosks.yaml:10
        # file /etc/app.conf  fleets/kiosks.yaml:18 (git fleet@main:config)
        # file /etc/motd      fleets/kiosks.yaml:14
        # file /etc/run       fleets/kiosks.yaml:18 (git fleet@main:config)
        applications: []
        config:
        - inline:
          - content: |
              level=2
            contentEncoding: plain
            group: root
            mode: 420
            path: /etc/app.conf
            user: root
          - content: |
              Hello berlin
              good night
            contentEncoding: plain
            group: root
            mode: 420
            path: /etc/motd
            user: root
          - content: |
              #!
            contentEncoding: plain
            group: root
            mode: 493
            path: /etc/run
            user: root
          name: ""
        consoles: []
        os:
          image: quay.io/acme/kiosk:2

        """
}
