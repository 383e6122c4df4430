import Git
import Glibc

/// Judges the name of a tree entry, which may be any bytes that someone pushed.
enum EntryName {
    /// The name, or why it cannot be used, with a printable form of it.
    static func check(_ name: UnsafePointer<CChar>) -> Result<String, Unusable> {
        guard let text = String(validatingCString: name) else {
            let bytes = UnsafeBufferPointer(start: name, count: strlen(name)).map { UInt8(bitPattern: $0) }
            return .failure(Unusable(printable: escaped(bytes), reason: .notUTF8))
        }
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f }) {
            return .failure(Unusable(printable: escaped(Array(text.utf8)), reason: .controlCharacter))
        }
        let isShort = text.utf8.count <= 4
        if isShort && ["", ".", "..", ".git"].contains(text.lowercased()) || text.utf8.contains(UInt8(ascii: "/")) {
            return .failure(Unusable(printable: text, reason: .unsafeName))
        }
        return .success(text)
    }

    struct Unusable: Error {
        var printable: String
        var reason: SkippedEntry.Reason
    }

    private static func escaped(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            if (0x20..<0x7f).contains(byte) && byte != UInt8(ascii: "\\") { return String(UnicodeScalar(byte)) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "\\x" + (digits.count == 1 ? "0" + digits : digits)
        }.joined()
    }
}
