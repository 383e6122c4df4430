/// What gpgv wrote on its status descriptor (GnuPG's doc/DETAILS).
struct GPGVReport {
    private static let prefix = "[GNUPG:] "
    /// The words of which exactly one is written for each signature.
    private static let verdicts: Set = ["GOODSIG", "BADSIG", "EXPSIG", "EXPKEYSIG", "REVKEYSIG", "ERRSIG"]
    /// SHA-256, SHA-384, SHA-512 and SHA-224.
    private static let strongHashes: Set = ["8", "9", "10", "11"]
    /// A signature over bytes as they are.
    private static let binaryClass = "00"

    private let lines: [[Substring]]

    init(_ text: String) {
        lines = text.split(whereSeparator: \.isNewline).filter { $0.hasPrefix(Self.prefix) }.map {
            $0.dropFirst(Self.prefix.utf8.count).split(separator: " ")
        }
    }

    /// Who signed, if everything that must be said is said, and nothing else.
    func signer(revoked: RevokedKeys) throws(SignatureRefusal) -> Signer {
        let verdicts = lines.filter { $0.first.map { Self.verdicts.contains(String($0)) } ?? false }
        guard verdicts.count == 1, let verdict = verdicts.first, let word = verdict.first else {
            throw .malformed("its OpenPGP signature cannot be read")
        }
        let name = Self.unescaped(verdict.dropFirst(2).joined(separator: " "))
        let signer = Signer(name: name, key: verdict.count > 1 ? String(verdict[1]) : "")
        guard word == "GOODSIG" else { throw refusal(String(word), verdict, signer) }
        let valid = lines.filter { $0.first == "VALIDSIG" }
        guard valid.count == 1, let facts = valid.first, facts.count >= 10 else {
            throw .malformed("its OpenPGP signature cannot be read")
        }
        let fingerprints = [facts[1], facts.count > 10 ? facts[10] : facts[1]].map { String($0).uppercased() }
        let known = Signer(name: name, key: fingerprints[1])
        guard !fingerprints.contains(where: revoked.contains) else { throw .revoked(known) }
        guard Self.strongHashes.contains(String(facts[8])), facts[9] == Self.binaryClass else {
            throw .unsupported("its OpenPGP signature uses a weak hash, or is not one over a commit")
        }
        return known
    }

    private func refusal(_ word: String, _ verdict: [Substring], _ signer: Signer) -> SignatureRefusal {
        switch word {
        case "REVKEYSIG": .revoked(signer)
        case "EXPKEYSIG":
            SignatureRefusal(
                .expired, "it was signed with an expired key of \(signer)",
                fix: "sign with a valid key; if its time was extended, update spec.verify.openPGPKeys")
        case "EXPSIG":
            SignatureRefusal(.expired, "the signature of \(signer) has expired", fix: "sign the commit again")
        case "BADSIG": .wrong
        // The sixth field of ERRSIG: 9 is a missing public key.
        case "ERRSIG" where verdict.count > 6 && verdict[6] == "9": .untrusted("the OpenPGP key \(signer.key)")
        default: .unsupported("its OpenPGP signature uses an algorithm that is too weak or not known")
        }
    }

    /// User ids come with `%XX` for what could disturb a line.
    private static func unescaped(_ text: String) -> String {
        var (bytes, rest): ([UInt8], Substring.UTF8View) = ([], text[...].utf8)
        while let byte = rest.popFirst() {
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.utf8.count == 2, let value = UInt8(digits, radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
