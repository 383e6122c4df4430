import FoundationEssentials
import Testing

@testable import Signatures

/// Makes armor.
enum PGPForge {
    static func armor(_ bytes: [UInt8], label: String = "PGP SIGNATURE", head: String = "\n", sum: String? = nil)
        -> [UInt8]
    {
        let text = Data(bytes).base64EncodedString()
        let crc = CRC24.of(bytes)
        let told = Data([UInt8(crc >> 16 & 255), UInt8(crc >> 8 & 255), UInt8(crc & 255)]).base64EncodedString()
        return Array("-----BEGIN \(label)-----\n\(head)\(text)\n\(sum ?? "=\(told)\n")-----END \(label)-----\n".utf8)
    }
}

@Suite("OpenPGP's armor and packets")
struct OpenPGPFormTests {
    @Test("The checksum is that of the standard")
    func checksum() {
        // The check value of CRC-24/OPENPGP.
        #expect(CRC24.of(Array("123456789".utf8)) == 0x21cf02)
        #expect(CRC24.of([]) == 0xb704ce)
    }

    @Test(
        "Armor with and without headers and checksum",
        arguments: [("\n", nil), ("Version: x\nComment: y\n\n", nil), ("\n", ""), ("\n\n", nil)] as [(String, String?)])
    func headers(_ head: String, _ sum: String?) throws {
        let text = PGPForge.armor([1, 2, 3, 4], head: head, sum: sum)
        #expect(try Armor.blocks(text, label: "PGP SIGNATURE") == [[1, 2, 3, 4]])
        #expect(try Armor.blocks(Array("words\n".utf8) + text + text, label: "PGP SIGNATURE").count == 2)
        let windows = String(decoding: text, as: UTF8.self).replacing("\n", with: "\r\n")
        #expect(try Armor.blocks(windows.utf8, label: "PGP SIGNATURE") == [[1, 2, 3, 4]])
        #expect(try Armor.blocks(text, label: "PGP MESSAGE") == [])
    }

    @Test(
        "Broken armor is refused",
        arguments: [
            "-----BEGIN X-----\nAAAA\n", "-----END X-----\n", "-----BEGIN X-----\n-----BEGIN X-----\n",
            "-----BEGIN X-----\n\nA!AA\n-----END X-----\n", "-----BEGIN X-----\n\nAAAA\n=AAAA\n-----END X-----\n",
            "-----BEGIN X-----\n\nAAAA\n=A\n-----END X-----\n", "-----BEGIN X-----\n\nAAAA\n=!!!!\n-----END X-----\n",
        ])
    func brokenArmor(_ text: String) {
        #expect(throws: Armor.Broken.self) { try Armor.blocks(text.utf8, label: "X") }
    }

    @Test(
        "Packets are told by their kinds",
        arguments: [
            ([0xc2, 1, 0], [2]), ([0x88, 1, 0], [2]), ([0x99, 0, 1, 0, 0xb4, 0], [6, 13]),
            ([0xc6, 192, 0] + Array(repeating: 0, count: 192), [6]), ([0x9a, 0, 0, 0, 1, 9], [6]),
            ([0xc6, 255, 0, 0, 0, 1, 0], [6]), ([], []), ([0x02, 1, 0], nil), ([0xc2], nil), ([0xc2, 2, 0], nil),
            ([0x8b, 0], nil), ([0xc2, 224, 0], nil), ([0xc2, 192], nil), ([0x99, 0], nil),
            ([0xc2, 255, 255, 255, 255, 255, 0], nil),
        ] as [([UInt8], [UInt8]?)])
    func packets(_ bytes: [UInt8], _ kinds: [UInt8]?) {
        #expect(PacketList.kinds(bytes) == kinds)
    }

    @Test(
        "What is no public key is refused with what it is",
        arguments: [
            "", "hello", String(decoding: PGPForge.armor([0xc6, 0]), as: UTF8.self),
            String(decoding: PGPForge.armor([0xc2, 0], label: Keyring.label), as: UTF8.self),
            String(decoding: PGPForge.armor([0xc6, 0, 0xc7, 0], label: Keyring.label), as: UTF8.self),
            String(decoding: PGPForge.armor([0xc6, 0, 0xc8, 0], label: Keyring.label), as: UTF8.self),
            String(decoding: PGPForge.armor([0xc5, 0], label: "PGP PRIVATE KEY BLOCK"), as: UTF8.self),
            String(decoding: PGPForge.armor([0xff], label: Keyring.label), as: UTF8.self),
        ])
    func keyrings(_ text: String) {
        let error = #expect(throws: SignatureRefusal.self) { try Keyring(armored: text) }
        #expect(error?.code == .policy)
    }

    @Test(
        "A signature is exactly one packet of that kind",
        arguments: [
            PGPForge.armor([0xc2, 0, 0xc2, 0]), PGPForge.armor([0xc6, 0]), PGPForge.armor([]), PGPForge.armor([0xc2]),
            PGPForge.armor([0xcb, 0]),
            PGPForge.armor([0xc2, 0], label: "PGP MESSAGE"), PGPForge.armor([0xc2, 0]) + PGPForge.armor([0xc2, 0]), [],
        ])
    func signatures(_ armored: [UInt8]) {
        #expect(throws: SignatureRefusal.self) { try PGPSignature(armored: armored) }
    }

    static let valid = "[GNUPG:] VALIDSIG AAAA 2026-11-21 1795250025 0 4 0 22 8 00 BBBB"

    @Test(
        "What gpgv says is believed only when it is whole",
        arguments: [
            ("[GNUPG:] GOODSIG 94 Anna%20B <a@b>\n\(valid)\n", nil), ("[GNUPG:] GOODSIG 94 A\n", .malformed),
            ("\(valid)\n", .malformed), ("", .malformed), ("GOODSIG 94 A\n\(valid)\n", .malformed),
            ("[GNUPG:] BADSIG 94 A\n\(valid)\n", .wrong), ("[GNUPG:] GOODSIG 94 A\n\(valid)\n\(valid)\n", .malformed),
            ("[GNUPG:] GOODSIG 94 A\n[GNUPG:] BADSIG 94 A\n\(valid)\n", .malformed),
            ("[GNUPG:] GOODSIG 94 A\n[GNUPG:] GOODSIG 95 B\n\(valid)\n", .malformed),
            ("[GNUPG:] REVKEYSIG 94 A\n\(valid)\n", .revoked), ("[GNUPG:] EXPKEYSIG 94 A\n\(valid)\n", .expired),
            ("[GNUPG:] EXPSIG 94 A\n\(valid)\n", .expired), ("[GNUPG:] ERRSIG 94 22 8 00 1 9 AA\n", .untrusted),
            ("[GNUPG:] ERRSIG 94 22 2 00 1 5 AA\n", .unsupported), ("[GNUPG:] ERRSIG\n", .unsupported),
            ("[GNUPG:] GOODSIG\n[GNUPG:] VALIDSIG AAAA\n", .malformed),
            ("[GNUPG:] GOODSIG 94 A\n[GNUPG:] VALIDSIG AAAA d 1 0 4 0 22 2 00 BBBB\n", .unsupported),
            ("[GNUPG:] GOODSIG 94 A\n[GNUPG:] VALIDSIG AAAA d 1 0 4 0 22 8 01 BBBB\n", .unsupported),
        ] as [(String, SignatureRefusal.Code?)])
    func reports(_ text: String, _ code: SignatureRefusal.Code?) throws {
        let none = try RevokedKeys("")
        guard let code else {
            #expect(try GPGVReport(text).signer(revoked: none) == Signer(name: "Anna B <a@b>", key: "BBBB"))
            return
        }
        let error = #expect(throws: SignatureRefusal.self) { try GPGVReport(text).signer(revoked: none) }
        #expect(error?.code == code)
    }
}
