import FoundationEssentials
import Git
import GitObjects
import Subprocess
import TestRepositories
import Testing

@testable import Signatures

/// A place with real keys, where git signs real commits.
struct Bench: Sendable {
    let folder: String

    static func with(_ body: @Sendable (Bench) async throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            let bench = Bench(folder: folder)
            _ = try await GitProgram.run(["init", "--quiet", folder])
            try await body(bench)
        }
    }

    /// Makes an SSH key and returns its public line, `type base64`.
    func sshKey(_ name: String, _ arguments: String...) async throws -> String {
        try await run("ssh-keygen", ["-q", "-N", "", "-C", "", "-f", "\(folder)/\(name)"] + arguments)
        let line = try String(contentsOfFile: "\(folder)/\(name).pub", encoding: .utf8)
        return line.split(separator: " ").prefix(2).joined(separator: " ").filter { $0 != "\n" }
    }

    /// Signs a commit and returns it apart.
    func sshCommit(_ key: String, message: String = "a change") async throws -> Signed {
        try await commit(["-c", "gpg.format=ssh", "-c", "user.signingkey=\(folder)/\(key)"], message, sign: "-S")
    }

    func commit(
        _ settings: [String], _ message: String, sign: String?, environment: [String: String] = [:]
    ) async throws -> Signed {
        let tree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
        var variables = ["GIT_COMMITTER_DATE": "1790000000 +0000", "GIT_AUTHOR_DATE": "1790000000 +0000"]
        variables.merge(environment) { $1 }
        let people = ["-c", "user.name=Anna", "-c", "user.email=anna@example.com"]
        let options = sign.map { [$0] } ?? []
        let output = try await GitProgram.run(
            settings + people + ["commit-tree"] + options + ["-m", message, tree], in: folder, environment: variables)
        let id = String(decoding: output, as: UTF8.self).filter { $0 != "\n" }
        let object = try await GitProgram.run(["cat-file", "commit", id], in: folder)
        let signature = try CommitObject.signature(in: object)
        return Signed(armored: signature?.armored, payload: signature?.payload ?? object)
    }

    @discardableResult
    func run(
        _ program: String, _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
    ) async throws -> [UInt8] {
        var variables: [Environment.Key: String] = ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": folder]
        for (name, value) in environment { variables[.init(stringLiteral: name)] = value }
        let result = try await Subprocess.run(
            .name(program), arguments: Arguments(arguments), environment: .custom(variables), input: .array(input),
            output: .bytes(limit: 1 << 20), error: .string(limit: 1 << 16))
        guard result.terminationStatus.isSuccess else {
            throw TestSupportError("\(program) \(arguments): \(result.standardError)")
        }
        return result.standardOutput
    }
}

/// A commit without its signature, and that.
struct Signed: Sendable {
    /// The committer's time of every commit here.
    static let time: Int64 = 1_790_000_000

    var armored: [UInt8]?
    var payload: [UInt8]

    /// Judges it by keys.
    func signer(
        ssh: String? = nil, openPGP: String? = nil, revoked: String? = nil, now: Int64 = time + 100,
        gpgv: String = "gpgv", deadline: Duration = .seconds(60)
    ) async throws(SignatureRefusal) -> Signer {
        let keys = try TrustedKeys(sshAllowedSigners: ssh, openPGPKeys: openPGP, revokedKeys: revoked)
        return try await CommitVerifier(keys: keys, gpgv: gpgv, deadline: deadline).signer(
            armored: armored, payload: payload, validAt: [Self.time, now])
    }

    /// Why it is refused; nil when it is not.
    func refusal(
        ssh: String? = nil, openPGP: String? = nil, revoked: String? = nil, now: Int64 = time + 100,
        gpgv: String = "gpgv", deadline: Duration = .seconds(60)
    ) async -> SignatureRefusal.Code? {
        do throws(SignatureRefusal) {
            _ = try await signer(
                ssh: ssh, openPGP: openPGP, revoked: revoked, now: now, gpgv: gpgv, deadline: deadline)
            return nil
        } catch {
            return error.code
        }
    }
}
