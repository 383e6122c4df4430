import FoundationEssentials
import Glibc
import Subprocess

/// A pair of keys of `ssh-keygen`.
public struct SSHKeyPair: Sendable {
    /// The kinds that git hosts accept.
    public enum Kind: String, Sendable, CaseIterable { case ed25519, ecdsa, rsa }

    /// The private key, as its file is.
    public let privateKey: [UInt8]
    /// The line of the public key.
    public let publicKey: String

    /// Makes one; with a passphrase, the private key is locked. `inPEM` gives the older form of the file.
    public init(_ kind: Kind = .ed25519, passphrase: String = "", inPEM: Bool = false) async throws {
        (privateKey, publicKey) = try await withTemporaryDirectory { directory in
            let arguments =
                ["-q", "-t", kind.rawValue, "-N", passphrase, "-f", "\(directory)/key"] + (inPEM ? ["-m", "PEM"] : [])
            _ = try await SSHHost.run("ssh-keygen", arguments)
            let files = FileManager.default
            guard let key = files.contents(atPath: "\(directory)/key"),
                let line = files.contents(atPath: "\(directory)/key.pub")
            else { throw TestSupportError("ssh-keygen made no key") }
            return (Array(key), String(decoding: line, as: UTF8.self))
        }
    }

    /// Type and key without the comment, as they stand in `known_hosts` behind the host.
    public var knownHostsEntry: String { publicKey.split(separator: " ").prefix(2).joined(separator: " ") }
}

/// A git server on loopback that is reached over SSH: the distribution's `sshd` with keys and a configuration of its own.
public struct SSHHost: Sendable {
    /// The port on 127.0.0.1.
    public let port: Int
    /// Where its repositories are.
    public let directory: String
    /// The key that it shows.
    public let hostKey: SSHKeyPair

    /// Runs a host for the time of `body` that lets in whoever has one of these keys, as the user that runs the tests.
    public static func with(
        authorized: [SSHKeyPair], _ body: @escaping @Sendable (SSHHost) async throws -> Void
    ) async throws {
        let hostKey = try await SSHKeyPair()
        try await withTemporaryDirectory { directory in
            let port = try freePort()
            let host = SSHHost(port: port, directory: directory, hostKey: hostKey)
            try host.configure(authorized)
            // As root, sshd wants this directory, which the distribution's service makes.
            if geteuid() == 0 { mkdir("/run/sshd", 0o755) }
            _ = try await Subprocess.run(
                .name("sh"), arguments: ["-c", "exec /usr/sbin/sshd -D -e -f '\(directory)/sshd.conf' 2>&1"],
                platformOptions: options, input: .inputWriter, output: .sequence, error: .discarded
            ) { execution in
                var heard = ""
                for try await buffer in execution.standardOutput {
                    heard += buffer.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
                    if heard.contains("Server listening") { break }
                }
                guard heard.contains("Server listening") else { throw TestSupportError("sshd did not start: \(heard)") }
                try await body(host)
                await execution.teardown(using: teardown)
            }
        }
    }

    /// Makes an empty repository.
    public func repository(_ name: String = "fleet") async throws -> HostedRepository {
        try await HostedRepository(
            directory: "\(directory)/\(name).git",
            url: "ssh://\(Self.user)@127.0.0.1:\(port)\(directory)/\(name).git")
    }

    /// What `known_hosts` says of this host.
    public var knownHosts: String { "[127.0.0.1]:\(port) \(hostKey.knownHostsEntry)\n" }

    /// The user that runs the tests.
    public static var user: String { getpwuid(geteuid()).map { String(cString: $0.pointee.pw_name) } ?? "" }

    private static var options: PlatformOptions {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = teardown
        return options
    }

    private static let teardown = [
        TeardownStep.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
    ]

    private func configure(_ authorized: [SSHKeyPair]) throws {
        try Self.write(hostKey.privateKey, to: "\(directory)/host")
        try Self.write(Array(authorized.map(\.publicKey).joined().utf8), to: "\(directory)/authorized")
        let configuration = """
            ListenAddress 127.0.0.1
            Port \(port)
            HostKey \(directory)/host
            AuthorizedKeysFile \(directory)/authorized
            StrictModes no
            UsePAM no
            PidFile none
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password

            """
        try Self.write(Array(configuration.utf8), to: "\(directory)/sshd.conf")
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        guard
            FileManager.default.createFile(
                atPath: path, contents: Data(bytes), attributes: [.posixPermissions: 0o600])
        else { throw TestSupportError("\(path) cannot be written") }
    }

    static func run(_ program: String, _ arguments: [String]) async throws -> String {
        let result = try await Subprocess.run(
            .name(program), arguments: Arguments(arguments), output: .string(limit: 1 << 16),
            error: .string(limit: 1 << 16))
        guard result.terminationStatus.isSuccess else {
            throw TestSupportError("\(program) \(arguments): \(result.standardError)")
        }
        return result.standardOutput
    }

    private static func freePort() throws -> Int {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard bound else { throw TestSupportError("no free port: \(errno)") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
