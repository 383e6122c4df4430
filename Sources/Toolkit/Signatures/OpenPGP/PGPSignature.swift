/// One detached OpenPGP signature, out of its armor. What it says is for gpgv to read.
struct PGPSignature {
    static let label = "PGP SIGNATURE"

    let bytes: [UInt8]

    /// Exactly one: gpgv would speak of each of several, and take a whole signed message for a signature.
    init(armored: [UInt8]) throws(SignatureRefusal) {
        let blocks: [[UInt8]]
        do throws(Armor.Broken) {
            blocks = try Armor.blocks(armored, label: Self.label)
        } catch {
            throw .malformed("its signature cannot be read: \(error.message)")
        }
        guard blocks.count == 1, PacketList.kinds(blocks[0]) == [PacketList.signature] else {
            throw .malformed("it does not have exactly one OpenPGP signature")
        }
        bytes = blocks[0]
    }
}
