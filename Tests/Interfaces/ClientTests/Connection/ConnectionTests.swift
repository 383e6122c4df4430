import Secrets
import Testing

@testable import Client

@Suite("Flags, environment and context file together")
struct ConnectionTests {
    private static let organization = "11111111-2222-3333-4444-555555555555"

    /// A home directory with a context file for `https://stored:3333`.
    private func withContext(_ body: (String, inout ConnectionFlags) throws -> Void) async throws {
        try await withScratchDirectory { directory in
            var connection = Connection(server: try ServerAddress("https://stored:3333"))
            connection.token = Secret(text: "stored-token")
            connection.trust.authoritiesPEM = "-----BEGIN CERTIFICATE-----\n"
            connection.organization = Self.organization
            var file = ContextFile(path: "")
            file.describe(connection)
            try file.write(to: "\(directory)/client.yaml")
            var flags = ConnectionFlags()
            flags.configDirectory = directory
            try body(directory, &flags)
        }
    }

    @Test("The context file alone is enough")
    func stored() async throws {
        try await withContext { _, flags in
            let connection = try Connection.resolve(flags, environment: [:])
            #expect(connection.server.description == "https://stored:3333")
            #expect(connection.token?.revealText() == "stored-token")
            #expect(connection.trust.authoritiesPEM == "-----BEGIN CERTIFICATE-----\n")
            #expect(connection.organization == Self.organization)
        }
    }

    @Test("P9: another server gets neither the token nor the trust nor the organization of the context")
    func otherServer() async throws {
        try await withContext { _, flags in
            flags.server = "https://other:3333"
            let connection = try Connection.resolve(flags, environment: [:])
            #expect(connection.token == nil)
            #expect(connection.trust == Connection.Trust())
            #expect(connection.organization == nil)
        }
    }

    @Test("The same server named again keeps the context")
    func sameServer() async throws {
        try await withContext { _, flags in
            flags.server = "https://stored:3333/"
            let connection = try Connection.resolve(flags, environment: [:])
            #expect(connection.token?.revealText() == "stored-token")
        }
    }

    @Test("A token file goes before the environment, and the environment before the context")
    func tokens() async throws {
        try await withContext { directory, flags in
            let environment = ["MARTLET_TOKEN": "from-environment"]
            #expect(try Connection.resolve(flags, environment: environment).token?.revealText() == "from-environment")
            flags.tokenFile = "\(directory)/token"
            try AtomicFile.write(Array("\n from-file \n".utf8), to: "\(directory)/token", mode: 0o600)
            #expect(try Connection.resolve(flags, environment: environment).token?.revealText() == "from-file")
        }
    }

    @Test(
        "A token that could not stand in a header is refused, and not repeated",
        arguments: ["", " \n", "a b", "a\r\nX: y", "tökén"])
    func badTokens(text: String) async throws {
        try await withContext { directory, flags in
            flags.tokenFile = "\(directory)/token"
            try AtomicFile.write(Array(text.utf8), to: "\(directory)/token", mode: 0o600)
            let error = try #require(throws: ClientError.self) { try Connection.resolve(flags, environment: [:]) }
            #expect(error.code == .file)
            #expect(text.trimmed.isEmpty || !"\(error)".contains(text.trimmed))
        }
    }

    @Test("Without a server there is a hint, and files that are not there are named")
    func missing() async throws {
        try await withScratchDirectory { directory in
            var flags = ConnectionFlags()
            flags.configDirectory = directory
            let error = try #require(throws: ClientError.self) { try Connection.resolve(flags, environment: [:]) }
            #expect(error.code == .noServer)
            #expect(error.fix.contains("martlet login"))
            flags.server = "https://x"
            flags.tokenFile = "\(directory)/none"
            #expect(throws: ClientError(.file, "")) { try Connection.resolve(flags, environment: [:]) }
            flags.tokenFile = nil
            flags.authorityFile = "\(directory)/none"
            #expect(throws: ClientError(.file, "")) { try Connection.resolve(flags, environment: [:]) }
        }
    }

    @Test("What is no organization, context or timeout is wrong usage", arguments: 0..<7)
    func wrong(number: Int) {
        var flags = ConnectionFlags()
        flags.server = "https://x"
        switch number {
        case 0: flags.organization = "default"
        case 1: flags.organization = "11111111-2222-3333-4444-55555555555g"
        case 2: flags.context = "../x"
        case 3: flags.context = ""
        case 4: flags.context = "a/b"
        case 5: flags.requestTimeout = -1
        default: flags.server = "x"
        }
        #expect(throws: ClientError(.usage, "")) {
            try Connection.resolve(flags, environment: ["HOME": "/nonexistent"])
        }
    }
}
