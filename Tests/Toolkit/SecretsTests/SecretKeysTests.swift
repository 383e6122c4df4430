import FoundationEssentials
import Glibc
import Secrets
import Testing

@Suite("Secrets of several keys (P9)")
struct SecretKeysTests {
    private static let organization = SecretSourceTests.organization

    private static func with(_ body: (String, SecretSource) throws -> Void) throws {
        try withTemporaryDirectory { root in
            let directory = "\(root)/secrets"
            try put("key\n", "\(directory)/\(organization)/edge/tls/tls.key")
            try put("cert", "\(directory)/\(organization)/edge/tls/tls.crt")
            try put("shared", "\(directory)/edge/shared/token")
            try put("canary", "\(root)/outside/canary-file")
            symlink("\(root)/outside", "\(directory)/\(organization)/edge/link")
            try put("x", "\(directory)/\(organization)/edge/up/key")
            symlink("../../../../outside/canary-file", "\(directory)/\(organization)/edge/up/canary")
            try put("x", "\(directory)/\(organization)/edge/inner/folder/key")
            try put("x", "\(directory)/\(organization)/edge/open/key", mode: 0o644)
            try put("x", "\(directory)/\(organization)/edge/spaced/a key")
            try put(String(repeating: "canary", count: 200_000), "\(directory)/\(organization)/edge/large/key")
            for part in 0..<3 {
                try put(String(repeating: "x", count: 400_000), "\(directory)/\(organization)/edge/sum/\(part)")
            }
            try FileManager.default.createDirectory(
                atPath: "\(directory)/\(organization)/edge/empty", withIntermediateDirectories: true)
            try mount("\(directory)/\(organization)/edge/mounted")
            try body(directory, SecretSource(directory: directory))
        }
    }

    /// As Kubernetes mounts a secret.
    private static func mount(_ directory: String) throws {
        try put("new", "\(directory)/..2026_02/password")
        try put("old", "\(directory)/..2026_01/password")
        symlink("..2026_02", "\(directory)/..data")
        symlink("..data/password", "\(directory)/password")
    }

    private static func put(_ text: String, _ path: String, mode: Int = 0o600) throws {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: "/\(folder)", withIntermediateDirectories: true)
        #expect(
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: mode]))
    }

    @Test("Every file is a key, byte for byte; plain directories are the default organization's")
    func accepted() throws {
        try Self.with { _, source in
            let own = try source.keys("edge/tls", organization: Self.organization, isDefault: false)
            #expect(own.mapValues { $0.revealText() } == ["tls.key": "key\n", "tls.crt": "cert"])
            let shared = try source.keys("edge/shared", organization: "x", isDefault: true)
            #expect(shared.mapValues { $0.revealText() } == ["token": "shared"])
        }
    }

    @Test("A secret that Kubernetes mounted is read as of one moment")
    func mounted() throws {
        try Self.with { _, source in
            let keys = try source.keys("edge/mounted", organization: Self.organization, isDefault: false)
            #expect(keys.mapValues { $0.revealText() } == ["password": "new"])
        }
    }

    @Test(
        "Nothing else of the server is read, and the refusal holds none of it",
        arguments: [
            "edge/link", "edge/up", "edge/inner", "edge/open", "edge/spaced", "edge/large", "edge/sum", "edge/empty",
            "edge/missing", "edge/shared", "edge/tls/tls.key", "../edge/shared", "edge/../tls", "/edge/tls", "",
        ])
    func refused(_ path: String) throws {
        try Self.with { _, source in
            let error = #expect(throws: SecretSourceError.self) {
                try source.keys(path, organization: Self.organization, isDefault: false)
            }
            #expect(error?.fix.isEmpty == false)
            #expect(error?.message.contains("canarycanary") == false)
        }
    }

    @Test("What is another organization's is not the default one's either")
    func otherOrganization() throws {
        try Self.with { _, source in
            let path = "\(Self.organization)/edge/tls"
            #expect(throws: SecretSourceError.self) { try source.keys(path, organization: "x", isDefault: true) }
        }
    }
}
