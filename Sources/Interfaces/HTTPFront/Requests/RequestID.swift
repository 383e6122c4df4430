/// Identifiers under which requests are found in logs and events.
enum RequestIdentifier {
    /// The client's own if it is short and harmless to print, or a new random one.
    static func choose(_ given: String?) -> String {
        guard let given, !given.isEmpty, given.utf8.count <= 128, given.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
        else { return make() }
        return given
    }

    private static func make() -> String {
        let digits = Array("0123456789abcdef".utf8)
        var random = SystemRandomNumberGenerator()
        var text: [UInt8] = []
        text.reserveCapacity(32)
        for _ in 0..<2 {
            var word = random.next()
            for _ in 0..<16 {
                text.append(digits[Int(word & 15)])
                word >>= 4
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
