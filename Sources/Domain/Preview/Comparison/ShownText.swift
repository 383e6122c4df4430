/// Content for people: lines, if it is text.
enum ShownText {
    /// The lines with secrets hidden; nil when the bytes are no text. A missing last line feed is told as git does.
    static func lines(_ bytes: [UInt8]) -> [String]? {
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else { return nil }
        return lines(text)
    }

    static func lines(_ text: String) -> [String] {
        if text.isEmpty { return [] }
        var lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map { String(Substring($0)) }
        if lines.last == "" { lines.removeLast() } else { lines.append("\\ No newline at end of file") }
        return Concealment.lines(lines)
    }

    /// What differs between two texts. Where only hidden parts do, the diff says so and nothing more.
    static func diff(_ before: String, _ after: String) -> [String] {
        let diff = LineDifference.unified(lines(before), lines(after))
        return diff.isEmpty && before != after ? [hidden] : diff
    }

    /// The same for contents; nil when one of them is no text.
    static func diff(_ before: [UInt8], _ after: [UInt8]) -> [String]? {
        guard let old = lines(before), let new = lines(after) else { return nil }
        let diff = LineDifference.unified(old, new)
        return diff.isEmpty && before != after ? [hidden] : diff
    }

    static let hidden = "(only a hidden secret changes)"
}
