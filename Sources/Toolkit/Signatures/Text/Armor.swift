import FoundationEssentials

/// Bytes in base64 between two lines that say what they are (RFC 4880, section 6.2; SSH signatures are like it, without
/// headers and checksum).
enum Armor {
    /// Why a text is not what its first line says.
    struct Broken: Error {
        let message: String
    }

    /// The content of each block with this label. What stands outside of them is passed over.
    static func blocks(_ text: some Collection<UInt8>, label: String) throws(Broken) -> [[UInt8]] {
        var (blocks, current): ([[UInt8]], [Substring]?) = ([], nil)
        let (begin, end) = ("-----BEGIN \(label)-----", "-----END \(label)-----")
        for line in String(decoding: text, as: UTF8.self).split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        {
            let line = trimmed(line)
            if line == begin {
                guard current == nil else { throw Broken(message: "a block begins inside another") }
                current = []
            } else if line == end {
                guard let lines = current else { throw Broken(message: "a block ends that did not begin") }
                blocks.append(try content(lines))
                current = nil
            } else {
                current?.append(line)
            }
        }
        guard current == nil else { throw Broken(message: "the line '\(end)' is missing") }
        return blocks
    }

    private static func content(_ lines: [Substring]) throws(Broken) -> [UInt8] {
        // Headers end at an empty line. Without any, the text begins at once.
        var body = lines[...]
        if lines.first?.contains(":") == true || lines.first == "" {
            body = body.drop { !$0.isEmpty }
        }
        body = body.filter { !$0.isEmpty }[...]
        let checksum = body.last.flatMap { $0.utf8.count == 5 && $0.first == "=" ? body.removeLast() : nil }
        let bytes = try decoded(body.joined())
        if let checksum {
            let told = try decoded(String(checksum.dropFirst())).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
            guard told == CRC24.of(bytes) else { throw Broken(message: "its checksum is wrong") }
        }
        return bytes
    }

    private static func decoded(_ text: String) throws(Broken) -> [UInt8] {
        guard let data = Data(base64Encoded: text) else { throw Broken(message: "it is not base64") }
        return Array(data)
    }

    private static func trimmed(_ line: Substring) -> Substring {
        var line = line
        while line.last?.isWhitespace == true { line.removeLast() }
        return line
    }
}

/// The checksum of OpenPGP's armor (RFC 4880, section 6.1). It finds accidents, not intent.
enum CRC24 {
    static func of(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xb704ce
        for byte in bytes {
            sum ^= UInt32(byte) << 16
            for _ in 0..<8 {
                sum <<= 1
                if sum & 0x100_0000 != 0 { sum ^= 0x1864cfb }
            }
        }
        return sum & 0xffffff
    }
}
