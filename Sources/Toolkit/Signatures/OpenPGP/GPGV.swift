import FoundationEssentials
import Glibc
import Subprocess

/// Runs the distribution's gpgv, which does nothing but verify: no agent, no network, no trust database.
struct GPGV: Sendable {
    /// The program's name or absolute path.
    let program: String
    /// Longer than any signature takes.
    let deadline: Duration

    /// What gpgv says of a signature.
    func report(
        _ signature: PGPSignature, over payload: [UInt8], keyring: Keyring
    ) async throws(SignatureRefusal) -> GPGVReport {
        do {
            let folder = try Self.makeFolder()
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try Data(keyring.bytes).write(to: URL(filePath: "\(folder)/keyring.gpg"))
            try Data(signature.bytes).write(to: URL(filePath: "\(folder)/signature"))
            return GPGVReport(try await run(in: folder, payload))
        } catch is CancellationError {
            throw Self.unavailable("the verification was cancelled or took too long")
        } catch {
            throw Self.unavailable("gpgv could not be run: \(error)")
        }
    }

    private func run(in folder: String, _ payload: [UInt8]) async throws -> String {
        try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask { try await converse(folder, payload) }
            group.addTask {
                try await Task.sleep(for: deadline)
                throw CancellationError()
            }
            defer { group.cancelAll() }
            return try await group.next() ?? ""
        }
    }

    private func converse(_ folder: String, _ payload: [UInt8]) async throws -> String {
        let arguments = [
            "--homedir", folder, "--keyring", "\(folder)/keyring.gpg", "--status-fd", "1",
            "--weak-digest", "SHA1", "--weak-digest", "RIPEMD160", "\(folder)/signature", "-",
        ]
        let result = try await Subprocess.run(
            program.contains("/") ? .path(Self.path(program)) : .name(program), arguments: Arguments(arguments),
            // Nothing of the server's environment: parts of it would be obeyed.
            environment: .custom(["PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"]),
            platformOptions: Self.options, input: .array(payload), output: .string(limit: 64 << 10), error: .discarded)
        return result.standardOutput
    }

    private static var options: PlatformOptions {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)]
        return options
    }

    /// A path of swift-system, without a dependency on that package for one initialiser.
    private static func path<Path: ExpressibleByStringLiteral>(_ text: String) -> Path
    where Path.StringLiteralType == String {
        Path(stringLiteral: text)
    }

    private static func makeFolder() throws -> String {
        var template = Array("\(FileManager.default.temporaryDirectory.path)/martlet-gpgv-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw unavailable("no temporary directory can be made: \(String(cString: strerror(errno)))")
        }
        return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func unavailable(_ message: String) -> SignatureRefusal {
        SignatureRefusal(.unavailable, message, fix: "install the distribution's package gpgv; it is tried again")
    }
}
