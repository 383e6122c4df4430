import Nodes
import TestSupport
import Testing

@Suite("Repositories and syncs that git declares")
struct DeclaredSyncTests {
    @Test(
        "A repository that declares another one with a sync brings its fleets, and lets go of them when it no longer does"
    )
    func second() async throws {
        let files = ["fleets/kiosk.yaml": HostedChange.text(Manifests.fleet(content: "one"))]
        try await Installation.with(files) { installation in
            let device = try await installation.enrolled("till-1", labels: ["fleet": "tills"])
            let second = try await installation.host.repository("second")
            try await second.commit(["devices/tills.yaml": .text(Manifests.fleet("tills", content: "till"))])
            try await installation.repository.commit([
                "fleets/second.yaml": .text(
                    Manifests.repository("second", url: second.url) + "---\n"
                        + Manifests.sync("second", of: "second", path: "/devices"))
            ])
            try await device.file("/etc/motd", becomes: "till")
            #expect(try await installation.users.condition("Accessible", of: "repositories/second")?.status == "True")

            let gone = try await installation.repository.commit(["fleets/second.yaml": .delete])
            try await installation.approve(commit: gone)
            try await installation.eventuallyInForce(gone)
            for path in ["repositories/second", "resourcesyncs/second"] {
                #expect(try await installation.users.object(path) == nil)
            }
            let tills = try #require(try await installation.users.object("fleets/tills"))
            #expect(tills["metadata"]?["owner"]?.string == nil)
            #expect(device.file("/etc/motd") == "till")
        }
    }

    @Test(
        "P3: a sync never removes itself or its repository; the commit that would is refused",
        arguments: ["repository", "sync"])
    func foundations(removed: String) async throws {
        let files = ["fleets/kiosk.yaml": HostedChange.text(Manifests.fleet(content: "one"))]
        try await Installation.with(files) { installation in
            let both = [
                "fleets/repository.yaml": HostedChange.text(
                    Manifests.repository("fleet-repository", url: installation.repository.url)),
                "fleets/sync.yaml": .text(Manifests.sync("fleets", of: "fleet-repository")),
            ]
            let adopted = try await installation.repository.commit(both)
            try await installation.eventuallyInForce(adopted)
            let oid = try await installation.repository.commit([
                "fleets/\(removed).yaml": .delete, "fleets/kiosk.yaml": .text(Manifests.fleet(content: "two")),
            ])
            let condition = try await installation.eventuallyRefused(oid)
            #expect(condition.message.contains("fleets/\(removed).yaml:4"), "\(condition.message)")
            #expect(try await installation.commitInForce() == adopted)
            for path in ["repositories/fleet-repository", "resourcesyncs/fleets"] {
                #expect(try await installation.users.object(path) != nil)
            }
            let good = try await installation.repository.commit([
                "fleets/\(removed).yaml": both["fleets/\(removed).yaml"] ?? .delete
            ])
            try await installation.eventuallyInForce(good)
        }
    }

    @Test("The bootstrap directory does not take back what a commit changed, also not at the next start")
    func bootstrap() async throws {
        let files = ["fleets/kiosk.yaml": HostedChange.text(Manifests.fleet(content: "one"))]
        try await Installation.with(files) { installation in
            try await installation.repository.git("branch", "next", "main")
            let sync = Manifests.sync("fleets", of: "fleet-repository", revision: "next")
            try await installation.repository.commit(["fleets/sync.yaml": .text(sync)], branch: "main")
            try await installation.repository.commit(["fleets/sync.yaml": .text(sync)], branch: "next")
            let path = "resourcesyncs/fleets"
            try await eventually("the sync to follow the branch next") {
                try await installation.users.object(path)?["spec"]?["targetRevision"]?.string == "next"
            }
            try await installation.server.stop()
            try await installation.server.start()
            #expect(installation.server.log.records("bootstrap directory applied").count == 1)
            #expect(try await installation.users.object(path)?["spec"]?["targetRevision"]?.string == "next")
            let oid = try await installation.repository.commit(
                ["fleets/kiosk.yaml": .text(Manifests.fleet(content: "two"))], branch: "next")
            try await installation.eventuallyInForce(oid)
        }
    }
}
