/// Texts that are shown to others than those who wrote them.
public enum SecretText {
    /// The text with every key and token in it replaced: what the rules on secrets would point at.
    public static func masked(_ text: String, by mask: String) -> String {
        let found = SecretPattern.find(in: text)
        guard !found.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var shown: [UInt8] = []
        var index = 0
        for secret in found {
            shown += bytes[index..<secret.offset] + Array(mask.utf8)
            index = secret.offset + secret.length
        }
        return String(decoding: shown + bytes[index...], as: UTF8.self)
    }
}
