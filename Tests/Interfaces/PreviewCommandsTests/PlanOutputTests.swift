import Nodes
import PreviewCommands
import TestRepositories
import Testing

@Suite("Plan output")
struct PlanOutputTests {
    @Test("for people, the summary last")
    func text() async throws {
        try await withFleet { repository in
            let plan = try await plan(repository, inventory: Sample.inventory)
            #expect(plan.hasChanges)
            #expect(plan.output.withoutCommits() == Golden.text)
        }
    }

    @Test("as one comment, with the details folded")
    func markdown() async throws {
        try await withFleet { repository in
            let plan = try await plan(repository, inventory: Sample.inventory) { $0.format = .markdown }
            #expect(plan.output.hasPrefix("<!-- martlet plan -->\n### Plan: 0 to create, 2 to change, 1 to delete;"))
            #expect(plan.output.contains("| `-` | Fleet/old | will be deleted | fleets/old.yaml:3:18 |"))
            #expect(plan.output.contains("<details><summary>2 devices of Fleet/kiosks</summary>"))
            #expect(!plan.output.contains("secret"))
        }
    }

    @Test("a comment never grows beyond what the hosts take, and stays well-formed")
    func boundedMarkdown() async throws {
        try await withFleet { repository in
            let fleets = (0..<400).map { number in
                Sample.old.replacing("name: old", with: "name: n\(number)").replacing(
                    "role: old", with: "role: r\(number)")
            }
            let long = Sample.kiosks.replacing(
                "bye", with: String(repeating: "```\n            <b>@all</b> ", count: 4000))
            try await repository.commit([
                "fleets/many.yaml": .text(fleets.joined(separator: "---\n")), "fleets/kiosks.yaml": .text(long),
            ])
            let output = try await plan(repository, inventory: Sample.inventory) { $0.format = .markdown }.output
            #expect(output.utf8.count < 65_536)
            #expect(output.contains("and 301 more.") && output.contains("further details do not fit"))
            let tags = output.split(separator: "\n").map(String.init)
            #expect(tags.count { $0.hasPrefix("<details>") } == tags.count { $0 == "</details>" })
        }
    }

    @Test("for programs, every fact by itself")
    func json() async throws {
        try await withFleet { repository in
            let output = try await plan(repository, inventory: Sample.inventory) { $0.format = .json }.output
            let node = try JSON.parse(Array(output.utf8), limits: .manifest)
            let summary = try #require(node["summary"])
            #expect(summary["change"]?.integer == 2 && summary["delete"]?.integer == 1)
            #expect(summary["devicesChanged"]?.integer == 2)
            #expect(node["changes"]?.elements?.map { $0["name"]?.string } == ["kiosks", "old", "fleet"])
            let group = try #require(node["devices"]?["groups"]?.elements?.first)
            #expect(group["devices"]?.elements?.map(\.string) == ["k1", "k2"])
            #expect(group["files"]?.elements?.map { $0["path"]?.string } == ["/etc/app.conf", "/etc/motd"])
            #expect(!output.contains("secret"))
        }
    }

    @Test("the same on both sides is no change in any form", arguments: PlanCommand.Format.allCases)
    func nothing(format: PlanCommand.Format) async throws {
        try await withFleet { repository in
            let plan = try await plan(repository, "main", "main", inventory: Sample.inventory) { $0.format = format }
            #expect(!plan.hasChanges)
            #expect(plan.output.contains("No change: 3 documents compared.") || format == .json)
        }
    }

    @Test("names and contents cannot steer a terminal or a page")
    func hostileText() async throws {
        try await withFleet { repository in
            try await repository.commit([
                "fleets/kiosks.yaml": .text(Sample.kiosks.replacing("bye", with: "a\u{202E}b")),
                "config/etc/app.conf": .text("\u{1b}[31mred\u{9b}0m"),
            ])
            let output = try await plan(repository, inventory: Sample.inventory).output
            #expect(output.contains("+a b") && output.contains("+ [31mred 0m"))
            #expect(!output.unicodeScalars.contains { ["\u{202E}", "\u{9b}", "\u{1b}"].contains($0) })
        }
    }
}

enum Golden {
    static let text = """
        Base COMMIT the base
        Head COMMIT the change
        Path /fleets

        ~ Fleet/kiosks will be changed  (fleets/kiosks.yaml:3:18)
            ~ spec.template.spec.config[motd].inline[/etc/motd].content
                @@ -1,2 +1,2 @@
                 Hello {{ .metadata.labels.site }}
                -bye
                +good night
            ~ spec.template.spec.os.image: quay.io/acme/kiosk:1 → quay.io/acme/kiosk:2

        - Fleet/old will be deleted  (fleets/old.yaml:3:18)

        ~ Repository/fleet will be changed  (fleets/syncs.yaml:3:18)
            ~ spec.httpConfig.password: ***** (hidden, changes)

        Rollout of Fleet/kiosks to 2 devices:
          1. batch 1 (at most 1), 1 device: k1
             goes on when 90% of them succeed
          2. final implicit batch, 1 device: k2

        ~ 2 devices of Fleet/kiosks: k1, k2
            ~ file /etc/app.conf
                @@ -1 +1 @@
                -level=1
                +level=2
            ~ file /etc/motd
                @@ -1,2 +1,2 @@
                 Hello berlin
                -bye
                +good night
            ~ os.image: quay.io/acme/kiosk:1 → quay.io/acme/kiosk:2
            ? git elsewhere@v1:x is not at hand and not expanded

        Without a fleet from now on, keeping what they run (1 device): o1

        Note: The head has 1 warning: `martlet validate` shows them.

        Plan: 0 to create, 2 to change, 1 to delete; 2 of 3 devices changed.

        """
}
