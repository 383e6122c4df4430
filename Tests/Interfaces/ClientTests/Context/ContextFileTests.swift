import Secrets
import Testing

@testable import Client

@Suite("The client configuration file")
struct ContextFileTests {
    private static let token = "tok.en-123"

    private func described() throws -> Connection {
        var connection = Connection(server: try ServerAddress("https://fleet.example.com:3333"))
        connection.token = Secret(text: Self.token)
        connection.trust.authoritiesPEM = "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n"
        connection.trust.serverName = "fleet"
        connection.trust.verifiesServer = false
        connection.organization = "11111111-2222-3333-4444-555555555555"
        return connection
    }

    @Test("P9: what is written reads back, in a file of mode 0600 and a directory of mode 0700")
    func roundTrip() async throws {
        try await withScratchDirectory { directory in
            var file = ContextFile(path: "")
            file.describe(try described())
            let location = try ContextLocation(ConnectionFlags(), environment: ["HOME": directory])
            try file.write(to: location.path)
            #expect(location.path == "\(directory)/.config/martlet/client.yaml")
            #expect(try mode(of: location.path) == 0o600)
            #expect(try mode(of: "\(directory)/.config/martlet") == 0o700)
            let stored = try ContextFile.load(location)
            let read = try #require(stored).connection()
            let written = try described()
            #expect(read.server == written.server)
            #expect(read.token == written.token)
            #expect(read.trust == written.trust)
            #expect(read.organization == written.organization)
        }
    }

    /// A file as the existing client writes it.
    private static let existing = """
        authentication:
          access-token: abc
          id-token: def
          token-to-use: id
          auth-provider: {auth-provider: {metadata: {name: x}}}
        imageBuilderService:
          server: https://fleet.example.com:8445
        organization: 00000000-0000-0000-0000-000000000000
        service:
          certificate-authority: ca.crt
          insecureSkipVerify: false
          server: https://fleet.example.com:3443
        """

    @Test("The file of the existing client is read when ours is absent; ours is written, with all that is in it")
    func fallback() async throws {
        try await withScratchDirectory { home in
            let folder = "\(home)/.config/flightctl"
            try AtomicFile.createDirectory(folder)
            try AtomicFile.write(Array(Self.existing.utf8), to: "\(folder)/client_test.yaml", mode: 0o600)
            try AtomicFile.write(Array("-----BEGIN CERTIFICATE-----".utf8), to: "\(folder)/ca.crt", mode: 0o600)
            var flags = ConnectionFlags()
            flags.context = "test"
            let connection = try Connection.resolve(flags, environment: ["HOME": home])
            #expect(connection.server.description == "https://fleet.example.com:3443")
            #expect(connection.token?.revealText() == "def")
            #expect(connection.trust.authoritiesPEM == "-----BEGIN CERTIFICATE-----")

            let organization = "11111111-2222-3333-4444-555555555555"
            let commands = try OrganizationCommands(flags, environment: ["HOME": home])
            let transcript = Transcript()
            try commands.printCurrent(transcript.terminal())
            try commands.set(organization.uppercased(), transcript.terminal())
            try commands.printCurrent(transcript.terminal())
            #expect(
                transcript.output
                    == "00000000-0000-0000-0000-000000000000\nOrganization set to \(organization)\n\(organization)\n")
            let ours = try #require(try AtomicFile.read("\(home)/.config/martlet/client_test.yaml"))
            #expect(String(decoding: ours, as: UTF8.self).contains("imageBuilderService"))
            #expect(try mode(of: "\(home)/.config/martlet/client_test.yaml") == 0o600)
            let theirs = try #require(try AtomicFile.read("\(folder)/client_test.yaml"))
            #expect(String(decoding: theirs, as: UTF8.self) == Self.existing)
        }
    }

    @Test("A relative authority of a copied file is still found beside the file it came from")
    func relativeAuthority() async throws {
        try await withScratchDirectory { home in
            let folder = "\(home)/.config/flightctl"
            try AtomicFile.createDirectory(folder)
            try AtomicFile.write(Array(Self.existing.utf8), to: "\(folder)/client.yaml", mode: 0o600)
            try AtomicFile.write(Array("-----BEGIN CERTIFICATE-----".utf8), to: "\(folder)/ca.crt", mode: 0o600)
            let commands = try OrganizationCommands(ConnectionFlags(), environment: ["HOME": home])
            try commands.set("11111111-2222-3333-4444-555555555555", Transcript().terminal())
            let connection = try Connection.resolve(ConnectionFlags(), environment: ["HOME": home])
            #expect(connection.trust.authoritiesPEM == "-----BEGIN CERTIFICATE-----")
        }
    }

    @Test(
        "P9: a file that cannot be used is an error that does not repeat what is in it",
        arguments: [
            "secret-token", "- secret-token", "service: {server: x://secret-token}", "a: 1\na: secret-token",
            "service: {server: \"secret-token", "authentication: {access-token: secret-token}",
            "service: {server: https://x, certificate-authority-data: secret-token}", "a: 1\n---\nb: secret-token",
            "service: {server: https://x, certificate-authority: none.crt}\norganization: secret-token",
        ])
    func broken(text: String) async throws {
        try await withScratchDirectory { directory in
            try AtomicFile.write(Array(text.utf8), to: "\(directory)/client.yaml", mode: 0o600)
            var flags = ConnectionFlags()
            flags.configDirectory = directory
            let error = try #require(throws: ClientError.self) { try Connection.resolve(flags, environment: [:]) }
            #expect(!"\(error)".contains("secret-token"))
        }
    }

    @Test("P9: a file that every user may read is refused")
    func open() async throws {
        try await withScratchDirectory { directory in
            try AtomicFile.write(
                Array("service: {server: https://x}".utf8), to: "\(directory)/client.yaml", mode: 0o644)
            var flags = ConnectionFlags()
            flags.configDirectory = directory
            let error = try #require(throws: ClientError.self) { try Connection.resolve(flags, environment: [:]) }
            #expect(error.fix.contains("chmod 600"))
        }
    }
}
