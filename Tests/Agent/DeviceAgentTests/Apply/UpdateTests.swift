import Glibc
import Nodes
import Testing

@testable import DeviceAgent

struct UpdateTests {
    private let first = Rendered(
        version: 1,
        files: [
            .init(path: "/etc/one", content: "1"), .init(path: "/etc/two", content: "2"),
        ])

    @Test("files are written with their content and mode, and parents are made")
    func writes() async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let bench = Bench(scratch, thread: thread)
            try await bench.start()
            let files = [
                Rendered.File(path: "/etc/a/b/c.conf", content: "x", mode: 0o4750),
                .init(path: "/run.sh", content: "", mode: 0o755),
            ]
            #expect(try await bench.apply(Rendered(version: 7, files: files)) == .updated(7))
            #expect(try scratch.text("/etc/a/b/c.conf") == "x")
            #expect(try scratch.disk.facts("/etc/a/b/c.conf")?.mode == 0o4750)
            #expect(try scratch.disk.facts("/run.sh")?.mode == 0o755)
            #expect(bench.updating == "false/Updated: Updated to desired renderedVersion: 7")
            #expect(bench.board.snapshot.renderedVersion == 7)
        }
    }

    @Test("a file gets the owner that the spec names", .enabled(if: geteuid() == 0, "needs root to change owners"))
    func owners() async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let bench = Bench(scratch, thread: thread)
            try await bench.start()
            let files = [
                Rendered.File(path: "/named", content: "", user: "daemon", group: "daemon"),
                .init(path: "/numbered", content: "", user: "12345", group: "54321"),
                .init(path: "/plain", content: ""),
            ]
            #expect(try await bench.apply(Rendered(version: 1, files: files)) == .updated(1))
            #expect(try scratch.disk.facts("/named")?.owner == FileOwner(user: 1, group: 1))
            #expect(try scratch.disk.facts("/numbered")?.owner == FileOwner(user: 12345, group: 54321))
            #expect(try scratch.disk.facts("/plain")?.owner == FileOwner(user: 0, group: 0))
        }
    }

    @Test("what the spec before placed and this one does not is removed; everything else stays")
    func removes() async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            try scratch.write("/etc/foreign", "stays")
            let bench = Bench(scratch, thread: thread)
            try await bench.start()
            try await bench.apply(first)
            try await bench.apply(Rendered(version: 2, files: [.init(path: "/etc/two", content: "2")]))
            #expect(try scratch.files().keys.sorted() == ["/etc/foreign", "/etc/two"])
            try await bench.apply(Rendered(version: 3))
            #expect(try scratch.files().keys.sorted() == ["/etc/foreign"])
        }
    }

    @Test("removal works after a restart of the agent as well")
    func removesAfterRestart() async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            let before = Bench(scratch, thread: thread)
            try await before.start()
            try await before.apply(first)
            let after = Bench(scratch, thread: thread)
            try await after.start()
            try await after.apply(Rendered(version: 2))
            #expect(try scratch.files().isEmpty)
        }
    }

    struct Refused: Sendable, CustomTestStringConvertible {
        var why: String
        var document: Rendered
        var testDescription: String { why }
        init(_ why: String, _ file: Rendered.File) {
            self.why = why
            let harmless = Rendered.File(path: "/etc/one", content: "changed")
            document = Rendered(version: 2, files: [harmless, file])
        }
        init(_ why: String, spec: [(String, Node?)]) {
            self.why = why
            document = Rendered(version: 2, files: [.init(path: "/etc/one", content: "changed")], spec: spec)
        }
    }

    static let refusals: [Refused] = [
        Refused("does not exist", .init(path: "/etc/x", content: "", user: "no-such-user-here")),
        Refused("does not exist", .init(path: "/etc/x", content: "", group: "no-such-group-here")),
        Refused("there is a directory", .init(path: "/etc/directory", content: "")),
        Refused("is not a directory", .init(path: "/etc/foreign/below", content: "")),
        Refused("out of the root", .init(path: "/out/x", content: "")),
        Refused("out of the root", .init(path: "/up/x", content: "")),
        Refused("dangling", .init(path: "/dangling/x", content: "")),
        Refused("not an absolute path", .init(path: "etc/x", content: "")),
        Refused("not clean", .init(path: "/etc/../x", content: "")),
        Refused("not clean", .init(path: "/etc//x", content: "")),
        Refused("not clean", .init(path: "/etc/x/", content: "")),
        Refused("colon", .init(path: "/etc/x:y", content: "")),
        Refused("longer than 255", .init(path: "/etc/" + String(repeating: "x", count: 256), content: "")),
        Refused("belongs to the agent", .init(path: "/var/lib/flightctl/current.json", content: "")),
        Refused("belongs to the agent", .init(path: "/usr/lib/flightctl/hooks.d/x", content: "")),
        Refused("belongs to the agent", .init(path: "/etc/flightctl/certs/ca.crt", content: "")),
        Refused("belongs to the agent", .init(path: "/etc/flightctl/config.yaml", content: "")),
        Refused("named twice", .init(path: "/etc/one", content: "")),
        Refused("is a file in the same spec", .init(path: "/etc/one/below", content: "")),
        Refused("not between 0 and 4095", .init(path: "/etc/x", content: "", mode: 0o10000)),
        Refused("package mode", spec: [("os", .object([("image", .string("quay.io/x/y:1"))]))]),
        Refused("package mode", spec: [("os", .object([("catalogItemRef", .object([("catalog", .string("c"))]))]))]),
        Refused("not supported", spec: [("applications", .array([.object([("appType", .string("compose"))])]))]),
        Refused(
            "needs the times",
            spec: [("updatePolicy", .object([("updateSchedule", .object([("at", .string("* * * * *"))]))]))]),
    ]

    @Test(
        "a spec that cannot be applied changes no file, is marked as failed and is not tried again", arguments: refusals
    )
    func refuses(_ refused: Refused) async throws {
        try await withDiskThread { thread in
            let scratch = try Scratch()
            try scratch.write("/etc/foreign", "stays")
            try scratch.write("/etc/directory/inside", "stays")
            symlink("/tmp", scratch.path + "/out")
            symlink("../..", scratch.path + "/up")
            symlink("nowhere", scratch.path + "/dangling")
            let bench = Bench(scratch, thread: thread)
            try await bench.start()
            try await bench.apply(first)
            let before = try scratch.files()
            #expect(try await bench.apply(refused.document) == .failed(2))
            #expect(try scratch.files() == before)
            #expect(bench.updating.hasPrefix("false/Error: Failed to update to renderedVersion: 2: "))
            #expect(bench.updating.contains(refused.why))
            #expect(bench.board.snapshot.renderedVersion == 1)
            #expect(await bench.synchronizer.step(at: .now) == .idle)
            #expect(await bench.synchronizer.currentVersion == 1)
        }
    }

    @Test(
        "an agent that is not root refuses to give files away",
        arguments: [
            (user: "root", group: "root", isRooted: true, isFine: true),
            (user: "1000", group: "1000", isRooted: true, isFine: true),
            (user: "1000", group: "1000", isRooted: false, isFine: true),
            (user: "root", group: "root", isRooted: false, isFine: false),
            (user: "daemon", group: "1000", isRooted: true, isFine: false),
            (user: "1000", group: "daemon", isRooted: true, isFine: false),
            (user: "1001", group: "1000", isRooted: true, isFine: false),
        ])
    func unprivileged(_ row: (user: String, group: String, isRooted: Bool, isFine: Bool)) throws {
        let rules = OwnerRules(own: FileOwner(user: 1000, group: 1000), isRooted: row.isRooted)
        let file = FileEntry(path: "/x", content: [], mode: 0o644, user: row.user, group: row.group)
        if row.isFine {
            #expect(try rules.owner(of: file) == nil)
        } else {
            #expect(throws: UpdateFailure.self) { try rules.owner(of: file) }
        }
    }
}
