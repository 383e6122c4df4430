/// OpenPGP public keys in the form in which gpgv reads them: the bare packets, one key after the other.
struct Keyring: Sendable {
    static let label = "PGP PUBLIC KEY BLOCK"

    let bytes: [UInt8]

    init(armored text: String) throws(SignatureRefusal) {
        guard !text.contains("PRIVATE KEY BLOCK") else {
            throw .policy("openPGPKeys", "it holds a private key, which must be replaced now; write public keys only")
        }
        let blocks: [[UInt8]]
        do throws(Armor.Broken) {
            blocks = try Armor.blocks(text.utf8, label: Self.label)
        } catch {
            throw .policy("openPGPKeys", "the armor is broken: \(error.message)")
        }
        guard !blocks.isEmpty else {
            throw .policy("openPGPKeys", "there is no “-----BEGIN \(Self.label)-----” in it")
        }
        for (index, block) in blocks.enumerated() { try Self.check(block, index + 1) }
        bytes = blocks.flatMap { $0 }
    }

    private static func check(_ block: [UInt8], _ number: Int) throws(SignatureRefusal) {
        guard let kinds = PacketList.kinds(block), kinds.first == PacketList.publicKey else {
            throw .policy("openPGPKeys", "block \(number) is no public key")
        }
        guard PacketList.secretKeys.isDisjoint(with: kinds) else {
            throw .policy("openPGPKeys", "block \(number) holds a private key, which must be replaced now")
        }
        guard PacketList.partsOfPublicKeys.isSuperset(of: kinds) else {
            throw .policy("openPGPKeys", "block \(number) holds something else than public keys")
        }
    }
}
