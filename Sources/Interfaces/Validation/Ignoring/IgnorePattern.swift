/// One line of a `.martletignore` file, with the meaning that it would have in `.gitignore`.
struct IgnorePattern: Sendable {
    private enum Segment: Sendable {
        /// `**`: any number of directories.
        case anyDepth
        case name(Wildcard)
    }

    /// Whether the line starts with `!` and takes back what lines before it named.
    let isNegated: Bool
    private let directoriesOnly: Bool
    private let segments: [Segment]

    /// Nil for a line that is empty or a comment.
    init?(_ line: some StringProtocol) {
        var text = Self.trimmed(Array(line.utf8))[...]
        guard let first = text.first, first != UInt8(ascii: "#") else { return nil }
        isNegated = first == UInt8(ascii: "!")
        if isNegated { text = text.dropFirst() }
        directoriesOnly = text.last == UInt8(ascii: "/")
        if directoriesOnly { text = text.dropLast() }
        guard !text.isEmpty else { return nil }
        var segments = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: true).map {
            $0.elementsEqual("**".utf8) ? Segment.anyDepth : .name(Wildcard(String(decoding: $0, as: UTF8.self)))
        }
        // A slash at the start or within ties the pattern to the file's own directory.
        if !text.contains(UInt8(ascii: "/")) { segments.insert(.anyDepth, at: 0) }
        self.segments = segments
    }

    /// Blanks at the end do not count, unless a backslash stands before.
    private static func trimmed(_ line: [UInt8]) -> [UInt8] {
        var line = line
        while line.last == UInt8(ascii: " "), line.dropLast().last != UInt8(ascii: "\\") { line.removeLast() }
        return line
    }

    /// Whether the pattern names this path, given by its segments below the directory of the file.
    func matches(_ path: [Substring], isDirectory: Bool) -> Bool {
        guard isDirectory || !directoriesOnly else { return false }
        var (place, part) = (0, 0)
        var retry: (place: Int, part: Int)?
        while place < path.count {
            if part < segments.count, case .anyDepth = segments[part] {
                part += 1
                retry = (place, part)
            } else if part < segments.count, case .name(let name) = segments[part], name.matches(path[place]) {
                (place, part) = (place + 1, part + 1)
            } else if let last = retry {
                retry = (last.place + 1, last.part)
                (place, part) = (last.place + 1, last.part)
            } else {
                return false
            }
        }
        // `a/**` names what lies in a, not a itself; so nothing may be left.
        return part == segments.count && !path.isEmpty
    }
}
