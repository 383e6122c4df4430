/// RFC 4648 base 32 with the extended hexadecimal alphabet, in lower case and without padding.
enum Base32Hex {
    static let alphabet = Array("0123456789abcdefghijklmnopqrstuv".utf8)

    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var output: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer << 8 | UInt32(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                output.append(alphabet[Int(buffer >> bits & 31)])
            }
        }
        if bits > 0 { output.append(alphabet[Int(buffer << (5 - bits) & 31)]) }
        return String(decoding: output, as: UTF8.self)
    }
}
