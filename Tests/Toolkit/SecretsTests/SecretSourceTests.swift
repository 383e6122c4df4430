import FoundationEssentials
import Glibc
import Secrets
import Testing

@Suite("Secrets that manifests refer to (P9)")
struct SecretSourceTests {
    static let organization = "00000000-0000-0000-0000-00000000000a"

    /// A directory of secrets beside a file that must not be read.
    private static func with(_ body: (String, SecretSource) throws -> Void) throws {
        try withTemporaryDirectory { root in
            let directory = "\(root)/secrets"
            try put("mine", "\(directory)/\(organization)/git/token")
            try put("shared\n", "\(directory)/shared")
            try put("other's", "\(directory)/other/token")
            try put("canary", "\(root)/outside")
            symlink("\(root)/outside", "\(directory)/\(organization)/link")
            symlink("..", "\(directory)/\(organization)/up")
            symlink("git/token", "\(directory)/\(organization)/inside")
            try put("canary", "\(directory)/\(organization)/open", mode: 0o644)
            try put(String(repeating: "canary", count: 20_000), "\(directory)/\(organization)/large")
            let variables = ["MARTLET_SECRET_A": "value", "MARTLET_SECRET_": "canary", "PATH": "canary"]
            try body(directory, SecretSource(directory: directory) { variables[$0] })
        }
    }

    private static func put(_ text: String, _ path: String, mode: Int = 0o600) throws {
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: "/\(folder)", withIntermediateDirectories: true)
        #expect(
            FileManager.default.createFile(
                atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: mode]))
    }

    @Test("An organization reads its own files, the default one also plain files and variables; a last line break goes")
    func accepted() throws {
        try Self.with { _, source in
            for path in ["git/token", "inside"] {
                let secret = try source.file(path, organization: Self.organization, isDefault: false)
                #expect(secret.revealText() == "mine")
            }
            #expect(try source.file("shared", organization: "x", isDefault: true).revealText() == "shared")
            #expect(try source.variable("MARTLET_SECRET_A", isDefault: true).revealText() == "value")
        }
    }

    @Test("What is another organization's is not the default one's either", arguments: ["", "/", "//"])
    func otherOrganization(_ separator: String) throws {
        try Self.with { directory, source in
            let path = "\(Self.organization)\(separator)/git/token"
            #expect(throws: SecretSourceError.self) { try source.file(path, organization: "x", isDefault: true) }
            let upper = path.uppercased().replacing("GIT/TOKEN", with: "git/token")
            #expect(throws: SecretSourceError.self) { try source.file(upper, organization: "x", isDefault: true) }
            #expect(FileManager.default.fileExists(atPath: "\(directory)/\(path)"))
        }
    }

    @Test(
        "Nothing else of the server is read",
        arguments: [
            "", "/etc/passwd", "../other/token", "..", ".", "git/../../other/token", "./git/token", "git", "missing",
            "link", "up/other/token", "up/shared", "shared", "token", "git/token/x", "open", "large", "a\u{0}b",
        ])
    func refused(_ path: String) throws {
        try Self.with { _, source in
            let error = #expect(throws: SecretSourceError.self) {
                try source.file(path, organization: Self.organization, isDefault: false)
            }
            #expect(error?.message.contains("canary") == false)
            #expect(error?.fix.isEmpty == false)
        }
    }

    @Test(
        "No other variable is read, and none for an organization that is not the default one",
        arguments: [("PATH", true), ("MARTLET_SECRET_", true), ("MARTLET_SECRET_B", true), ("MARTLET_SECRET_A", false)])
    func refusedVariable(_ name: String, _ isDefault: Bool) throws {
        try Self.with { _, source in
            #expect(throws: SecretSourceError.self) { try source.variable(name, isDefault: isDefault) }
        }
    }

    @Test("Without a directory no file is read")
    func noDirectory() {
        #expect(throws: SecretSourceError.self) {
            try SecretSource().file("etc/passwd", organization: "", isDefault: true)
        }
    }
}
