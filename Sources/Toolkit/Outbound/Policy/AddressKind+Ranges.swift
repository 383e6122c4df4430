/// The special ranges of the IANA registries for IPv4 and IPv6 (RFC 6890 and later), and where clouds put their metadata.
extension AddressKind {
    /// Nil for an address of a host on the public Internet.
    init?(_ address: IPAddress) {
        let kind =
            switch address {
            case .v4(let bits): Self.kind(bits)
            case .v6(let high, let low): Self.kind(high, low)
            }
        guard let kind else { return nil }
        self = kind
    }

    /// 169.254.169.254 of most clouds, 169.254.170.2 and .23 of containers at one, 100.100.100.200, 168.63.129.16, 192.0.0.192.
    private static let metadata4: Set<UInt32> = [
        0xA9FE_A9FE, 0xA9FE_AA02, 0xA9FE_AA17, 0x6464_64C8, 0xA83F_8110, 0xC000_00C0,
    ]

    private static let ranges4: [(prefix: UInt32, length: Int, kind: AddressKind)] = [
        (0x0000_0000, 8, .unspecified), (0x0A00_0000, 8, .privateNetwork), (0x6440_0000, 10, .carrierShared),
        (0x7F00_0000, 8, .loopback), (0xA9FE_0000, 16, .linkLocal), (0xAC10_0000, 12, .privateNetwork),
        (0xC000_0000, 24, .reserved), (0xC000_0200, 24, .documentation), (0xC058_6300, 24, .reserved),
        (0xC0A8_0000, 16, .privateNetwork), (0xC612_0000, 15, .documentation), (0xC633_6400, 24, .documentation),
        (0xCB00_7100, 24, .documentation), (0xE000_0000, 4, .multicast), (0xF000_0000, 4, .reserved),
    ]

    private static func kind(_ bits: UInt32) -> AddressKind? {
        if metadata4.contains(bits) { return .metadata }
        if bits == .max { return .broadcast }
        return ranges4.first { bits >> (32 - $0.length) == $0.prefix >> (32 - $0.length) }?.kind
    }

    private static func kind(_ high: UInt64, _ low: UInt64) -> AddressKind? {
        switch (high, low) {
        case (0, 0): return .unspecified
        case (0, 1): return .loopback
        case (0xFD00_0EC2_0000_0000, 0x254): return .metadata
        case (0xFD20_0CE0_0000_0000, 0x254): return .metadata
        default: break
        }
        if let embedded = embedded(high, low) { return kind(embedded) }
        return kind6(high)
    }

    /// The IPv4 address that a gateway, or this machine itself, would send to instead.
    private static func embedded(_ high: UInt64, _ low: UInt64) -> UInt32? {
        // Mapped (::ffff:0:0/96), and translated by NAT64 (64:ff9b::/96).
        if high == 0 && low >> 32 == 0xFFFF { return UInt32(truncatingIfNeeded: low) }
        if high == 0x0064_FF9B_0000_0000 && low >> 32 == 0 { return UInt32(truncatingIfNeeded: low) }
        // 6to4, 2002::/16.
        return high >> 48 == 0x2002 ? UInt32(truncatingIfNeeded: high >> 16) : nil
    }

    private static let ranges6: [(prefix: UInt64, length: Int, kind: AddressKind)] = [
        (0xFF00 << 48, 8, .multicast), (0xFE80 << 48, 10, .linkLocal), (0xFEC0 << 48, 10, .privateNetwork),
        (0xFC00 << 48, 7, .uniqueLocal), (0x0064_FF9B_0001 << 16, 48, .privateNetwork),
        (0x2001_0DB8 << 32, 32, .documentation), (0x3FFF << 48, 20, .documentation),
        (0x2001_0002_0000 << 16, 48, .documentation),
        // Teredo, ORCHID and the like: protocol assignments that carry other addresses, 2001::/23.
        (0x2001_0000 << 32, 23, .reserved),
    ]

    private static func kind6(_ high: UInt64) -> AddressKind? {
        if let range = ranges6.first(where: { high >> (64 - $0.length) == $0.prefix >> (64 - $0.length) }) {
            return range.kind
        }
        // Only 2000::/3 is given to hosts of the public Internet.
        return high >> 61 == 0b001 ? nil : .reserved
    }
}
