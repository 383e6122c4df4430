import Testing

@testable import Signatures

@Suite("Commits signed with SSH keys")
struct SSHCommitTests {
    @Test(
        "Each kind of key is verified",
        arguments: [
            ["-t", "ed25519"], ["-t", "ecdsa", "-b", "256"], ["-t", "ecdsa", "-b", "384"],
            ["-t", "ecdsa", "-b", "521"], ["-t", "rsa", "-b", "2048"], ["-t", "rsa", "-b", "3072"],
        ])
    func kinds(_ kind: [String]) async throws {
        try await Bench.with { bench in
            let key = try await bench.sshKey("anna", kind[0], kind[1], "-b", kind.count > 2 ? kind[3] : "256")
            // ECDSA's numbers lose their leading zeros now and then.
            for index in 0..<8 {
                let commit = try await bench.sshCommit("anna", message: "change \(index)")
                let signer = try await commit.signer(ssh: "anna@example.com \(key)\n")
                #expect(signer.name == "anna@example.com")
                let listed = try await bench.run("ssh-keygen", ["-l", "-f", "\(bench.folder)/anna.pub"])
                #expect(String(decoding: listed, as: UTF8.self).contains(" \(signer.key) "))
                var changed = commit
                changed.payload[changed.payload.count - 2] ^= 1
                #expect(
                    await changed.refusal(ssh: "a \(key)") == .wrong
                )
            }
        }
    }

    @Test("What nobody trusted signed is refused, each for its reason")
    func refusals() async throws {
        try await Bench.with { bench in
            let anna = try await bench.sshKey("anna", "-t", "ed25519")
            let eve = try await bench.sshKey("eve", "-t", "ed25519")
            let commit = try await bench.sshCommit("anna")
            let other = try await bench.sshCommit("anna", message: "another")
            let unsigned = try await bench.commit([], "a change", sign: nil)
            let hash = try await commit.signer(ssh: "anna \(anna)").key
            func code(_ commit: Signed, _ lines: String, revoked: String? = nil, now: Int64 = Signed.time) async
                -> SignatureRefusal.Code?
            {
                await commit.refusal(ssh: lines, revoked: revoked, now: now)
            }
            #expect(await code(unsigned, "anna \(anna)") == .unsigned)
            #expect(await code(commit, "eve \(eve)") == .untrusted)
            #expect(await code(commit, "") == .untrusted)
            #expect(await code(commit, "# anna \(anna)") == .untrusted)
            #expect(await code(Signed(armored: other.armored, payload: commit.payload), "anna \(anna)") == .wrong)
            #expect(await code(commit, "anna \(anna)", revoked: hash) == .revoked)
            #expect(await code(commit, "anna \(anna)\neve \(eve)", revoked: "# gone\n \(hash)=\n") == .revoked)
            #expect(await code(commit, "anna namespaces=\"file,mail\" \(anna)") == .untrusted)
            #expect(await code(commit, "anna namespaces=\"*,!git\" \(anna)") == .untrusted)
            #expect(await code(commit, "anna cert-authority \(anna)") == .policy)
            #expect(await code(Signed(armored: [], payload: commit.payload), "anna \(anna)") == .unsupported)
        }
    }

    @Test(
        "A key counts in its time only: when the commit says it was made, and now",
        arguments: [
            ("", 0, true), ("valid-before=20260921140000Z ", 0, false), ("valid-before=\"20260921\" ", 0, false),
            ("valid-before=20260922Z ", 0, true), ("valid-before=20260922Z ", 100_000, false),
            ("valid-after=20260922 ", 0, false), ("valid-after=20260922 ", 100_000, false),
            ("valid-after=20260921,valid-before=20260922 ", 0, true),
            ("valid-after=202609211313,NAMESPACES=\"mail,git\" ", 0, true),
            ("valid-after=20260921141400 ", 0, false),
        ] as [(String, Int64, Bool)])
    func times(_ options: String, _ later: Int64, _ isValid: Bool) async throws {
        try await Bench.with { bench in
            let key = try await bench.sshKey("anna", "-t", "ed25519")
            let commit = try await bench.sshCommit("anna")
            let code = await commit.refusal(ssh: "anna \(options)\(key) a comment", now: Signed.time + later)
            #expect(code == (isValid ? nil : .expired))
        }
    }

    @Test("A second line with the same key may allow what the first does not")
    func secondLine() async throws {
        try await Bench.with { bench in
            let key = try await bench.sshKey("anna", "-t", "ed25519")
            let commit = try await bench.sshCommit("anna")
            let lines = "old valid-before=20200101Z \(key)\n\nmail namespaces=mail \(key)\r\n\"new name\" \(key)"
            #expect(try await commit.signer(ssh: lines).name == "new name")
        }
    }

    @Test("A signature over the same bytes for another purpose is refused")
    func namespace() async throws {
        try await Bench.with { bench in
            let key = try await bench.sshKey("anna", "-t", "ed25519")
            var commit = try await bench.sshCommit("anna")
            for (namespace, expected) in [("file", SignatureRefusal.Code.malformed), ("git", nil)] {
                commit.armored = try await bench.run(
                    "ssh-keygen", ["-q", "-Y", "sign", "-n", namespace, "-f", "\(bench.folder)/anna"],
                    input: commit.payload)
                let signed = commit
                #expect(
                    await signed.refusal(ssh: "a \(key)")
                        == expected)
            }
        }
    }

    @Test("RSA keys of fewer than 2048 bits are refused, in signatures and among the trusted")
    func shortRSA() async throws {
        try await Bench.with { bench in
            let key = try await bench.sshKey("anna", "-t", "rsa", "-b", "1024")
            let commit = try await bench.sshCommit("anna")
            #expect(
                await commit.refusal(ssh: "a \(key)") == .policy)
            #expect(await commit.refusal() == .unsupported)
        }
    }

    @Test("Cut anywhere, or with any byte changed, a signature is refused (P10)")
    func damaged() async throws {
        try await Bench.with { bench in
            let key = try await bench.sshKey("anna", "-t", "ed25519")
            let commit = try await bench.sshCommit("anna")
            let armored = try #require(commit.armored)
            for count in 0..<armored.count - 1 {
                let cut = Signed(armored: Array(armored.prefix(count)), payload: commit.payload)
                #expect(await cut.refusal(ssh: "a \(key)") != nil)
            }
            let blob = try #require(try Armor.blocks(armored, label: SSHSignature.label).first)
            for place in blob.indices {
                var bytes = blob
                bytes[place] ^= UInt8(1) << UInt8(place % 8)
                let changed = Signed(armored: SSHForge.armor(bytes), payload: commit.payload)
                #expect(
                    await changed.refusal(ssh: "a \(key)") != nil)
                let short = Signed(armored: SSHForge.armor(Array(blob.prefix(place))), payload: commit.payload)
                #expect(await short.refusal(ssh: "a \(key)") != nil)
            }
            let long = Signed(armored: SSHForge.armor(blob + [0]), payload: commit.payload)
            #expect(
                await long.refusal(ssh: "a \(key)") == .malformed)
            let twice = Signed(armored: armored + armored, payload: commit.payload)
            #expect(
                await twice.refusal(ssh: "a \(key)") == .malformed)
        }
    }
}
