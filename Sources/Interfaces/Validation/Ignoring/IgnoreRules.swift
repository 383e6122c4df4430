/// The `.martletignore` files that count at a place: those of its directory and of the directories above it.
struct IgnoreRules: Sendable {
    /// The name of the files.
    static let fileName = ".martletignore"
    /// Lines of one file that count; the rest is left.
    static let most = 1000

    private struct Level: Sendable {
        /// How many segments of a path lead to the file's directory.
        let depth: Int
        let patterns: [IgnorePattern]
    }

    private var levels: [Level] = []

    /// Adds what a file in the directory `depth` segments below the root says. It counts more than those above it.
    mutating func add(_ bytes: [UInt8], depth: Int) {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        let patterns = lines.lazy.compactMap { IgnorePattern($0) }.prefix(Self.most)
        if !patterns.isEmpty { levels.append(Level(depth: depth, patterns: Array(patterns))) }
    }

    /// Whether nothing at all is ignored, so that no path need be taken apart.
    var isEmpty: Bool { levels.isEmpty }

    /// Whether a path is ignored; its directory is not, else nobody would ask.
    ///
    /// - Parameter path: the segments below the root.
    func ignores(_ path: [Substring], isDirectory: Bool) -> Bool {
        for level in levels.reversed() where path.count > level.depth {
            let below = Array(path[level.depth...])
            if let last = level.patterns.last(where: { $0.matches(below, isDirectory: isDirectory) }) {
                return !last.isNegated
            }
        }
        return false
    }
}
