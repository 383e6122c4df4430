import FoundationEssentials
import Git
import TestSupport
import Testing

@Suite("A mirror that is damaged heals by itself")
struct DamageTests {
    enum Damage: CaseIterable {
        case packRemoved, packTruncated, packFlipped, indexGarbage, headGone, referencesGarbage, everythingButDirectory,
            leftovers
    }

    @Test("Whatever happened to the files, the next fetch and listing give the commit", arguments: Damage.allCases)
    func healing(_ damage: Damage) async throws {
        try await Scene.with { scene in
            let noise = (0..<50_000).map { _ in UInt8.random(in: 0...255) }
            try await scene.repository.commit(["a": .text("1"), "noise": .file(noise)])
            let first = try await scene.fetch()
            try Self.apply(damage, in: scene)
            let listing = try await Self.filesAfterFetch(scene, first)
            #expect(listing.files.first { $0.path == "noise" }?.content == noise)
            try await scene.repository.commit(["a": .text("2")])
            let second = try await scene.fetch()
            #expect(try await scene.files(second, since: first).texts == ["a": "2"])
        }
    }

    @Test("A listing alone heals as well, from the references that the mirror had")
    func listingHeals() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit([
                "a": .text("1"), "noise": .file((0..<50_000).map { _ in UInt8.random(in: 0...255) }),
            ])
            let commit = try await scene.fetch()
            try Self.apply(.packFlipped, in: scene)
            #expect(try await scene.files(commit).texts["a"] == "1")
        }
    }

    @Test("When the server is gone too, the error says what is wrong, and nothing is lost that was there")
    func noServer() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit([
                "a": .text("1"), "noise": .file((0..<50_000).map { _ in UInt8.random(in: 0...255) }),
            ])
            let commit = try await scene.fetch()
            try Self.apply(.packFlipped, in: scene)
            scene.host.behave(.status(503))
            #expect(await failure { try await scene.files(commit) }?.code == .unreachable)
            scene.host.behave(.serve)
            #expect(try await scene.files(commit).texts["a"] == "1")
        }
    }

    @Test("A state directory that cannot be written is an error that names it")
    func noDirectory() async throws {
        try await Scene.with { scene in
            try await scene.repository.commit(["a": .text("1")])
            let commit = try await scene.mirrors.resolve(scene.remote(), reference: "main")
            try Data("a file".utf8).write(to: URL(filePath: scene.directory))
            let error = await failure {
                try await scene.mirrors.fetch(scene.remote(), reference: "main", commit: commit)
            }
            #expect(error?.code == .storage)
            #expect(error?.message.contains(scene.directory) == true)
        }
    }

    private static func filesAfterFetch(_ scene: Scene, _ commit: ObjectID) async throws -> TreeDelta {
        _ = try await scene.mirrors.fetch(scene.remote(), reference: "main", commit: commit)
        return try await scene.files(commit)
    }

    private static func apply(_ damage: Damage, in scene: Scene) throws {
        let files = FileManager.default
        let root = try scene.mirrorOnDisk()
        let pack = try #require(
            files.contentsOfDirectory(atPath: "\(root)/objects/pack").first { $0.hasSuffix(".pack") })
        let packFile = URL(filePath: "\(root)/objects/pack/\(pack)")
        let indexFile = URL(filePath: "\(root)/objects/pack/\(pack.dropLast(5)).idx")
        let garbage = Data("garbage".utf8)
        for file in [packFile, indexFile] {
            try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
        }
        switch damage {
        case .packRemoved: try files.removeItem(at: packFile)
        case .packTruncated: try Data(contentsOf: packFile).prefix(1000).write(to: packFile)
        case .packFlipped:
            var bytes = try Data(contentsOf: packFile)
            for place in stride(from: 20, to: bytes.count - 20, by: 50) { bytes[place] ^= 0xff }
            try bytes.write(to: packFile)
        case .indexGarbage: try garbage.write(to: indexFile)
        case .headGone: try files.removeItem(atPath: "\(root)/HEAD")
        case .referencesGarbage:
            let folder = "\(root)/refs/martlet"
            for name in try files.contentsOfDirectory(atPath: folder) {
                try garbage.write(to: URL(filePath: "\(folder)/\(name)"))
            }
        case .everythingButDirectory:
            for name in try files.contentsOfDirectory(atPath: root) { try files.removeItem(atPath: "\(root)/\(name)") }
        case .leftovers:
            try garbage.write(to: URL(filePath: "\(root)/objects/pack/pack_git2_half"))
            try files.createDirectory(atPath: "\(root).new/objects", withIntermediateDirectories: true)
            try files.createDirectory(atPath: "\(root).old", withIntermediateDirectories: true)
        }
    }
}
