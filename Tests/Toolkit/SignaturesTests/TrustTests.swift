import Testing

@testable import Signatures

@Suite("What a person writes about trusted keys")
struct TrustTests {
    static let key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH4vYsT2bkmL5MSkmjkmPzqL4rp8jmM8cJr3u5vB1yQh"

    @Test(
        "A line is read",
        arguments: [
            ("a@b \(key)", "a@b"), ("a,b \(key) comment of words", "a,b"), ("\t* \(key)", "*"),
            ("\"a b\" \(key)", "a b"), ("a namespaces=\"git,file\" \(key)", "a"),
            ("a valid-after=20200101,valid-before=\"203001011200Z\" \(key)", "a"),
        ])
    func lines(_ line: String, _ principals: String) throws {
        let signer = try #require(try AllowedSigner(line: line))
        #expect(signer.principals == principals && signer.key.type == "ssh-ed25519" && signer.isForCommits)
    }

    @Test(
        "A line that is not understood is an error with its number, not passed over",
        arguments: [
            "a", "a ssh-ed25519", "a ssh-ed25519 !!!!", "a ssh-ed25519 AAAA", "a ssh-rsa \(key.dropFirst(12))",
            "a cert-authority \(key)", "a namespaces= \(key)", "a namespaces \(key)", "a valid-before=tomorrow \(key)",
            "a valid-after=20260231 \(key)", "a unknown \(key)", "a ssh-dss AAAAB3NzaC1kc3M=",
            "a \(key)AAAA", "a ssh-ed25519-cert-v01@openssh.com AAAA", "a from=\"1.2.3.4\" \(key)",
        ])
    func wrongLines(_ line: String) {
        let error = #expect(throws: SignatureRefusal.self) {
            try TrustedKeys(sshAllowedSigners: "# one\n\n\(line)\n", openPGPKeys: nil, revokedKeys: nil)
        }
        #expect(error?.code == .policy)
        #expect(error?.message.hasPrefix("spec.verify.sshAllowedSigners: line 3: ") == true)
    }

    @Test(
        "A revocation is read, or an error",
        arguments: [
            ("SHA256:\(String(repeating: "a", count: 43))", true),
            ("SHA256:\(String(repeating: "a", count: 43))=", true),
            ("a4a1 13af d01d 6516 2768  834f 940a a0e8 2fbe 2fbf", true), (String(repeating: "0", count: 64), true),
            ("# comment", true), ("", true), ("SHA256:short", false), ("940AA0E82FBE2FBF", false), (key, false),
            ("MD5:00:11", false), (String(repeating: "g", count: 40), false),
            ("SHA256:\(String(repeating: "é", count: 43))", false),
        ])
    func revocations(_ line: String, _ isGood: Bool) {
        let text = "# keys\n\(line)\n"
        if isGood {
            #expect(throws: Never.self) { try RevokedKeys(text) }
        } else {
            #expect(throws: SignatureRefusal.self) { try RevokedKeys(text) }
        }
    }

    @Test(
        "Times",
        arguments: [
            ("19700101", 0), ("19700101Z", 0), ("197001010001", 60), ("19700101000101Z", 61),
            ("20260921131320", 1_789_996_400),
            ("20240229", 1_709_164_800), ("20230229", nil), ("20261301", nil), ("20260101246000", nil), ("2026", nil),
            ("2026010Z", nil), ("2026-1-1", nil), ("", nil), ("Z", nil), ("20260101ZZ", nil), ("+0260101", nil),
        ] as [(String, Int64?)])
    func times(_ text: String, _ seconds: Int64?) {
        #expect(SignerTime.parse(text) == seconds)
    }

    @Test(
        "Patterns",
        arguments: [
            ("git", "git", true), ("file,git", "git", true), ("*", "git", true), ("g?t", "git", true),
            ("*t", "git", true),
            ("*,!git", "git", false), ("!git,*", "git", false), ("!file", "git", false), ("", "git", false),
            ("gi", "git", false), ("gitt", "git", false), ("git?", "git", false), ("*g*i*t*", "git", true),
            ("a*b*c", "aXbXbc", true), ("a*b*c", "aXbXb", false), ("GIT", "git", false),
        ])
    func patterns(_ pattern: String, _ text: String, _ matches: Bool) {
        #expect(PatternList(pattern).matches(text) == matches)
    }

    @Test("Whatever bytes are given as trusted keys, they are read or refused (P10)", arguments: [1, 2, 3] as [UInt64])
    func fuzz(_ seed: UInt64) {
        var random = SystemRandomNumberGenerator()
        let valid = Array("a,b valid-after=20200101,namespaces=\"git\" \(Self.key) c\nSHA256:abc\n".utf8)
        for _ in 0..<3000 {
            var bytes = valid
            for _ in 0...Int.random(in: 0..<4, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            let text = String(decoding: bytes, as: UTF8.self)
            _ = try? TrustedKeys(sshAllowedSigners: text, openPGPKeys: nil, revokedKeys: nil)
            _ = try? TrustedKeys(sshAllowedSigners: nil, openPGPKeys: text, revokedKeys: text)
        }
    }
}
