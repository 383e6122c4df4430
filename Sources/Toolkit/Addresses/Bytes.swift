/// What addresses are made of.
enum AddressBytes {
    /// Longest accepted address, in bytes.
    static let maximum = 2048

    /// Visible ASCII without backslash, which some readers take for a slash.
    static func check(_ text: String) throws(AddressError) {
        guard text.utf8.count <= maximum else { throw AddressError("is longer than \(maximum) bytes") }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }), !text.utf8.contains(UInt8(ascii: "\\")) else {
            throw AddressError("contains a space, a backslash, a control or a non-ASCII character")
        }
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        isAlphanumeric(byte) || "-._".utf8.contains(byte)
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }
}
