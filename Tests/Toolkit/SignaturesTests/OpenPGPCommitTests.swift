import FoundationEssentials
import TestRepositories
import Testing

@testable import Signatures

/// A home of gpg's with keys, and the agent that it starts, which is ended with it.
struct PGPHome: Sendable {
    let bench: Bench

    static func with(_ body: @Sendable (PGPHome) async throws -> Void) async throws {
        try await Bench.with { bench in
            let home = PGPHome(bench: bench)
            try FileManager.default.createDirectory(
                atPath: home.path, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
            let result: Result<Void, any Error>
            do { result = .success(try await body(home)) } catch { result = .failure(error) }
            try await bench.run("gpgconf", ["--kill", "all"], environment: home.environment)
            try result.get()
        }
    }

    var path: String { "\(bench.folder)/gpg" }
    var environment: [String: String] { ["GNUPGHOME": path] }

    @discardableResult
    func gpg(_ arguments: String..., input: [UInt8] = []) async throws -> [UInt8] {
        let options = ["--batch", "--quiet", "--yes", "--pinentry-mode", "loopback", "--passphrase", ""]
        return try await bench.run("gpg", options + arguments, input: input, environment: environment)
    }

    func key(_ name: String, _ algorithm: String = "ed25519") async throws {
        try await gpg("--quick-gen-key", "\(name) <\(name)@example.com>", algorithm, "sign", "never")
    }

    func publicKeys(_ names: String...) async throws -> String {
        var text = ""
        for name in names { text += String(decoding: try await gpg("--armor", "--export", name), as: UTF8.self) }
        return text
    }

    func fingerprint(_ name: String) async throws -> String {
        let listing = String(decoding: try await gpg("--with-colons", "--fingerprint", name), as: UTF8.self)
        let line = try #require(listing.split(separator: "\n").first { $0.hasPrefix("fpr:") })
        return String(line.split(separator: ":")[1])
    }

    func commit(_ name: String, message: String = "a change") async throws -> Signed {
        try await bench.commit([], message, sign: "-S\(name)@example.com", environment: environment)
    }

    /// A detached signature over the bytes of a commit.
    func sign(_ payload: [UInt8], _ arguments: String...) async throws -> [UInt8] {
        let options = ["--batch", "--quiet", "--yes", "--pinentry-mode", "loopback", "--passphrase", "", "--armor"]
        return try await bench.run("gpg", options + arguments, input: payload, environment: environment)
    }
}

@Suite("Commits signed with OpenPGP keys")
struct OpenPGPCommitTests {
    @Test("Each kind of key is verified", arguments: ["ed25519", "rsa2048", "nistp256"])
    func kinds(_ algorithm: String) async throws {
        try await PGPHome.with { home in
            try await home.key("anna", algorithm)
            try await home.key("bob")
            let commit = try await home.commit("anna")
            let keys = try await home.publicKeys("bob", "anna")
            let fingerprint = try await home.fingerprint("anna")
            let signer = try await commit.signer(openPGP: keys)
            #expect(signer == Signer(name: "anna <anna@example.com>", key: fingerprint))
        }
    }

    @Test("What nobody trusted signed is refused, each for its reason")
    func refusals() async throws {
        try await PGPHome.with { home in
            try await home.key("anna")
            try await home.key("eve")
            let (anna, eve) = (try await home.publicKeys("anna"), try await home.publicKeys("eve"))
            let fingerprint = try await home.fingerprint("anna")
            let commit = try await home.commit("anna")
            let other = try await home.commit("anna", message: "another")
            var tampered = commit
            tampered.payload[10] ^= 1
            func code(_ commit: Signed, _ keys: String?, revoked: String? = nil) async -> SignatureRefusal.Code? {
                await commit.refusal(openPGP: keys, revoked: revoked)
            }
            #expect(await code(commit, anna) == nil)
            #expect(await code(tampered, anna) == .wrong)
            #expect(await code(Signed(armored: other.armored, payload: commit.payload), anna) == .wrong)
            #expect(await code(commit, eve) == .untrusted)
            #expect(await code(commit, nil) == .untrusted)
            #expect(await code(commit, anna, revoked: fingerprint) == .revoked)
            #expect(await code(commit, anna, revoked: fingerprint.lowercased()) == .revoked)
            let text = try #require(commit.armored)
            for count in stride(from: 0, to: text.count - 1, by: 7) {
                let cut = Signed(armored: Array(text.prefix(count)), payload: commit.payload)
                #expect(await code(cut, anna) != nil)
            }
            let whole = try await home.sign(commit.payload, "--local-user", "anna", "--sign")
            #expect(await code(Signed(armored: whole, payload: commit.payload), anna) == .unsupported)
            let plain = try await home.sign(commit.payload, "--local-user", "anna", "--textmode", "--detach-sign")
            #expect(await code(Signed(armored: plain, payload: commit.payload), anna) == .unsupported)
            let weak = try await home.sign(
                commit.payload, "--local-user", "anna", "--digest-algo", "SHA1", "--detach-sign")
            #expect(await code(Signed(armored: weak, payload: commit.payload), anna) == .unsupported)
            let both = try await home.sign(
                commit.payload, "--local-user", "anna", "--local-user", "eve", "--detach-sign")
            #expect(await code(Signed(armored: both, payload: commit.payload), anna + eve) == .malformed)
        }
    }

    @Test("Expired keys and signatures are refused; a key prolonged counts again")
    func expired() async throws {
        try await PGPHome.with { home in
            // gpg believes that it is 2020 while it makes a key for a day.
            let past = ["--faked-system-time", "20200101T000000!"]
            let options = ["--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""] + past
            try await home.bench.run(
                "gpg", options + ["--quick-gen-key", "old <old@example.com>", "ed25519", "sign", "1d"],
                environment: home.environment)
            let payload = Array("tree\n".utf8)
            let signature = try await home.sign(
                payload, "--faked-system-time", "20200101T010000!", "--local-user", "old", "--detach-sign")
            let commit = Signed(armored: signature, payload: payload)
            let keys = try await home.publicKeys("old")
            #expect(await commit.refusal(openPGP: keys) == .expired)
            try await home.gpg("--quick-set-expire", try await home.fingerprint("old"), "0")
            let prolonged = try await home.publicKeys("old")
            #expect(try await commit.signer(openPGP: prolonged).name == "old <old@example.com>")
            let brief = try await home.sign(
                payload, "--faked-system-time", "20200101T010000!", "--local-user", "old", "--default-sig-expire", "1d",
                "--detach-sign")
            let short = Signed(armored: brief, payload: payload)
            #expect(
                await short.refusal(openPGP: prolonged) == .expired)
        }
    }

    @Test("A key that its owner revoked is refused")
    func revoked() async throws {
        try await PGPHome.with { home in
            try await home.key("anna")
            let commit = try await home.commit("anna")
            let fingerprint = try await home.fingerprint("anna")
            // gpg makes the revocation together with the key, with a colon before it that keeps it from being used by mistake.
            let file = "\(home.path)/openpgp-revocs.d/\(fingerprint).rev"
            let certificate = try String(contentsOfFile: file, encoding: .utf8).replacing(
                ":-----BEGIN", with: "-----BEGIN")
            try await home.gpg("--import", input: Array(certificate.utf8))
            let keys = try await home.publicKeys("anna")
            #expect(await commit.refusal(openPGP: keys) == .revoked)
        }
    }

    @Test("A subkey signs for its key; revoking either revokes both")
    func subkey() async throws {
        try await PGPHome.with { home in
            try await home.gpg("--quick-gen-key", "anna <anna@example.com>", "ed25519", "cert", "never")
            let primary = try await home.fingerprint("anna")
            try await home.gpg("--quick-add-key", primary, "ed25519", "sign", "never")
            let commit = try await home.commit("anna")
            let keys = try await home.publicKeys("anna")
            #expect(try await commit.signer(openPGP: keys).key == primary)
            let listing = String(decoding: try await home.gpg("--with-colons", "--list-keys", "anna"), as: UTF8.self)
            let prints = listing.split(separator: "\n").filter { $0.hasPrefix("fpr:") }.map {
                $0.split(separator: ":")[1]
            }
            #expect(prints.count == 2)
            for print in prints {
                let line = String(print)
                #expect(
                    await commit.refusal(openPGP: keys, revoked: line) == .revoked)
            }
        }
    }

    @Test("Without gpgv, or with one that hangs, nothing counts", arguments: ["/nonexistent/gpgv", "hang"])
    func unavailable(_ program: String) async throws {
        try await PGPHome.with { home in
            try await home.key("anna")
            let commit = try await home.commit("anna")
            let keys = try await home.publicKeys("anna")
            let hanging = "\(home.bench.folder)/hang"
            try Data("#!/bin/sh\nexec sleep 600\n".utf8).write(to: URL(filePath: hanging))
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: hanging)
            let code = await commit.refusal(
                openPGP: keys, gpgv: program == "hang" ? hanging : program, deadline: .milliseconds(300))
            #expect(code == .unavailable)
        }
    }
}
