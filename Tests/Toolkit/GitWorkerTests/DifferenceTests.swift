import Git
import TestSupport
import Testing

@Suite("What changed between two commits (P5)")
struct DifferenceTests {
    @Test("Added, changed, deleted; unchanged files are not read")
    func difference() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit([
                "d/same": .text("s"), "d/changed": .text("1"), "d/gone": .text("g"), "d/sub/gone": .text("g"),
                "d/mode": .text("m"),
                "elsewhere": .text("1"),
            ])
            let first = try await scene.fetch()
            try await scene.repository.commit([
                "d/changed": .text("2"), "d/gone": .delete, "d/sub/gone": .delete, "d/new/file": .text("n"),
                "elsewhere": .text("2"),
                "d/mode": .file(Array("m".utf8), executable: true),
            ])
            let second = try await scene.fetch()
            let delta = try await scene.files(second, "d", since: first)
            #expect(!delta.isComplete)
            #expect(delta.texts == ["d/changed": "2", "d/new/file": "n", "d/mode": "m"])
            #expect(delta.deleted == ["d/gone", "d/sub/gone"])
            let back = try await scene.files(first, "d", since: second)
            #expect(back.texts == ["d/changed": "1", "d/gone": "g", "d/sub/gone": "g", "d/mode": "m"])
            #expect(back.deleted == ["d/new/file"])
        }
    }

    @Test("A file that becomes a directory, a link, or loses its suffix")
    func kinds() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit([
                "a.yaml": .text("1"), "b.yaml/x.yaml": .text("1"), "c.yaml": .text("1"), "link": .symbolicLink("a"),
                "e": .text("1"),
            ])
            let first = try await scene.fetch()
            try await scene.repository.commit([
                "a.yaml": .delete, "a.yaml/x.yaml": .text("2"), "b.yaml/x.yaml": .delete, "b.yaml": .text("2"),
                "c.yaml": .symbolicLink("x"), "link": .text("now a file"), "e": .text("2"),
            ])
            let second = try await scene.fetch()
            let delta = try await scene.files(second, since: first, suffixes: [".yaml"])
            #expect(delta.paths == ["a.yaml/x.yaml", "b.yaml", "c.yaml"])
            #expect(delta.files.last?.kind == .symbolicLink)
            #expect(delta.deleted == ["a.yaml", "b.yaml/x.yaml", "link"])
        }
    }

    @Test("The same commit, or a commit that leaves the path alone, changes nothing")
    func nothing() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(["d/a": .text("1")])
            let first = try await scene.fetch()
            try await scene.repository.commit(["other": .text("1")])
            let second = try await scene.fetch()
            for commit in [first, second] {
                let delta = try await scene.files(commit, "d", since: first)
                #expect(delta.files.isEmpty && delta.deleted.isEmpty && !delta.isComplete)
            }
        }
    }

    @Test("Against a commit that the mirror does not know, the listing is complete")
    func unknownSince() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(["a": .text("1")])
            let commit = try await scene.fetch()
            let delta = try await scene.files(commit, since: ObjectID(hex: String(repeating: "1", count: 40)))
            #expect(delta.isComplete && delta.paths == ["a"])
        }
    }

    @Test("A path that is new, or a file before, is compared to what was there")
    func newPath() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(["x": .text("1"), "p": .text("1")])
            let first = try await scene.fetch()
            try await scene.repository.commit(["d/a": .text("1"), "p": .delete, "p/a": .text("2")])
            let second = try await scene.fetch()
            #expect(try await scene.files(second, "d", since: first).texts == ["d/a": "1"])
            let delta = try await scene.files(second, "p", since: first)
            #expect(delta.texts == ["p/a": "2"] && delta.deleted == ["p"])
        }
    }

    @Test("A difference laid over a listing is the next listing, whatever changed", arguments: [1, 2, 3] as [UInt64])
    func property(_ seed: UInt64) async throws {
        try await Scene.with { scene in
            var random = Numbers(seed)
            var before: (commit: ObjectID, texts: [String: String])?
            for round in 0..<6 {
                var changes: [String: HostedChange] = ["always": .text("\(round)")]
                for _ in 0..<8 {
                    let path = (0...Int(random.next() % 3)).map { _ in ["a", "b", "a.b"][Int(random.next() % 3)] }
                        .joined(separator: "/")
                    changes[path] = random.next() % 3 == 0 ? .delete : .text("\(random.next() % 4)")
                }
                // A file and a directory of one name cannot be in one commit: the shorter path goes.
                for path in changes.keys where changes.keys.contains(where: { $0.hasPrefix(path + "/") }) {
                    changes[path] = nil
                }
                try await scene.repository.commit(changes)
                let commit = try await scene.fetch()
                let whole = try await scene.files(commit).texts
                if let before {
                    let delta = try await scene.files(commit, since: before.commit)
                    var texts = before.texts
                    for path in delta.deleted { #expect(texts.removeValue(forKey: path) != nil) }
                    for (path, text) in delta.texts { #expect(texts.updateValue(text, forKey: path) != text) }
                    #expect(texts == whole)
                }
                before = (commit, whole)
            }
        }
    }
}

/// The same numbers for the same seed.
struct Numbers {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state >> 33
    }
}
