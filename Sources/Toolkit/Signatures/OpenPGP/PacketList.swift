/// The packets of an OpenPGP message, as far as their kinds go (RFC 4880, section 4.2).
enum PacketList {
    static let signature: UInt8 = 2
    static let secretKeys: Set<UInt8> = [5, 7]
    static let publicKey: UInt8 = 6
    /// Signature, public key, trust, user id, public subkey, user attribute.
    static let partsOfPublicKeys: Set<UInt8> = [2, 6, 12, 13, 14, 17]

    /// The kind of each packet in turn; nil when the bytes are no list of packets. A packet of unknown length or in
    /// parts, which keys and signatures never are, is none.
    static func kinds(_ bytes: [UInt8]) -> [UInt8]? {
        var (kinds, rest): ([UInt8], ArraySlice<UInt8>) = ([], bytes[...])
        while let head = rest.popFirst() {
            guard head & 0x80 != 0 else { return nil }
            let isNew = head & 0x40 != 0
            guard let length = isNew ? newLength(&rest) : oldLength(head & 3, &rest), length <= rest.count else {
                return nil
            }
            kinds.append(isNew ? head & 0x3f : head >> 2 & 0xf)
            rest = rest.dropFirst(length)
        }
        return kinds
    }

    private static func newLength(_ rest: inout ArraySlice<UInt8>) -> Int? {
        guard let first = rest.popFirst() else { return nil }
        switch first {
        case 0..<192: return Int(first)
        case 192..<224: return rest.popFirst().map { (Int(first) - 192) << 8 + Int($0) + 192 }
        case 255: return integer(4, &rest)
        default: return nil
        }
    }

    private static func oldLength(_ kind: UInt8, _ rest: inout ArraySlice<UInt8>) -> Int? {
        kind == 3 ? nil : integer(1 << Int(kind), &rest)
    }

    private static func integer(_ count: Int, _ rest: inout ArraySlice<UInt8>) -> Int? {
        guard rest.count >= count else { return nil }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
    }
}
