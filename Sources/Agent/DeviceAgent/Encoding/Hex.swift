/// Lowercase hexadecimal, two digits a byte.
enum Hex {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Random digits, for names that must not meet.
    static func random(bytes count: Int) -> String {
        encode((0..<count).map { _ in UInt8.random(in: .min ... .max) })
    }
}
