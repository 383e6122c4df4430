/// Content for people: lines, if it is text.
enum ShownText {
    /// What differs between two texts, with secrets hidden.
    static func diff(_ before: String, _ after: String) -> [String] {
        LineDifference.unified(lines(before), lines(after))
    }

    /// The same for contents; nil when one of them is no text.
    static func diff(_ before: [UInt8], _ after: [UInt8]) -> [String]? {
        guard let old = text(before), let new = text(after) else { return nil }
        return diff(old, new)
    }

    /// The text that the bytes are; nil when they are none.
    static func text(_ bytes: [UInt8]) -> String? {
        bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }

    /// A missing last line feed is told as git does.
    private static func lines(_ text: String) -> [ShownLine] {
        if text.isEmpty { return [] }
        var lines = text.utf8.split(separator: 10, omittingEmptySubsequences: false).map { String(Substring($0)) }
        let isEnded = lines.last == ""
        if isEnded { lines.removeLast() }
        var shown = zip(lines, Concealment.lines(lines)).map { ShownLine(actual: $0, shown: $1) }
        if !isEnded { shown[shown.count - 1].isUnended = true }
        return shown
    }
}
