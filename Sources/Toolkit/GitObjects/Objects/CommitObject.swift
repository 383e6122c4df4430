import Git

/// Takes a commit object apart into signature and what was signed.
///
/// libgit2 has a call for it, which also looks for the signature in the message, ends at a NUL byte, and keeps the name
/// of a signature over another hash in what was signed; what is signed must not be open to such doubts.
package enum CommitObject {
    /// Two signatures, or one that is not a header's text.
    package struct Malformed: Error {}

    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")

    /// Only the headers are looked at. A signature for repositories that name objects by SHA-256 is no part of what was
    /// signed, as git has it.
    /// - Returns: Nil when there is no signature.
    package static func signature(in object: [UInt8]) throws(Malformed) -> CommitSignature? {
        var (signature, payload): ([UInt8]?, [UInt8]) = (nil, [])
        payload.reserveCapacity(object.count)
        var rest = object[...]
        while let header = nextHeader(&rest) {
            if let value = self.value(of: "gpgsig", in: header) {
                guard signature == nil else { throw Malformed() }
                signature = value
            } else if value(of: "gpgsig-sha256", in: header) == nil {
                payload.append(contentsOf: header)
            }
        }
        payload.append(contentsOf: rest)
        return signature.map { CommitSignature(armored: $0, payload: payload) }
    }

    /// A line and those that continue it; nil at the empty line before the message.
    private static func nextHeader(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        guard let first = rest.first, first != newline else { return nil }
        var end = rest.startIndex
        repeat {
            end = rest[end...].firstIndex(of: newline).map { $0 + 1 } ?? rest.endIndex
        } while end < rest.endIndex && rest[end] == space
        defer { rest = rest[end...] }
        return rest[..<end]
    }

    /// The text of a header without the spaces that begin its further lines; nil when the header has another name.
    private static func value(of name: String, in header: ArraySlice<UInt8>) -> [UInt8]? {
        guard header.starts(with: "\(name) ".utf8) else { return nil }
        var value: [UInt8] = []
        var isLineStart = false
        for byte in header.dropFirst(name.utf8.count + 1) {
            if !(isLineStart && byte == space) { value.append(byte) }
            isLineStart = byte == newline
        }
        return value
    }
}
