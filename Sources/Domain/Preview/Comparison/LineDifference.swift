/// A line as it is and as it may be shown. Only what it is counts for equality, so that a hidden change is told of.
struct ShownLine: Equatable {
    let actual: String
    let shown: String
    /// Whether the line feed behind it is missing, as at the end of some files.
    var isUnended = false

    static func == (left: ShownLine, right: ShownLine) -> Bool {
        left.actual == right.actual && left.isUnended == right.isUnended
    }
}

/// The lines in which two texts differ, as a unified diff shows them.
enum LineDifference {
    /// Lines around a change.
    private static let context = 3
    /// Lines that are compared with one another, after what is equal at both ends; more are shown as replaced.
    private static let mostCompared = 4000

    /// One line of both texts laid over each other.
    private enum Row {
        case same(ShownLine), removed(ShownLine), added(ShownLine)

        /// The row, and behind it what diff says of a line without its feed.
        var texts: [String] {
            switch self {
            case .same(let line): Self.texts(" ", line)
            case .removed(let line): Self.texts("-", line)
            case .added(let line): Self.texts("+", line)
            }
        }

        private static func texts(_ sign: String, _ line: ShownLine) -> [String] {
            [sign + line.shown] + (line.isUnended ? ["\\ No newline at end of file"] : [])
        }

        var isChange: Bool { if case .same = self { false } else { true } }
        var isOld: Bool { if case .added = self { false } else { true } }
        var isNew: Bool { if case .removed = self { false } else { true } }
    }

    /// The hunks, without the two lines that name the files. Empty when the texts are equal.
    static func unified(_ before: [ShownLine], _ after: [ShownLine]) -> [String] {
        let rows = rows(before, after)
        var lines: [String] = []
        var (old, new) = (1, 1)
        var index = 0
        for range in hunks(rows) {
            for row in rows[index..<range.lowerBound] {
                old += row.isOld ? 1 : 0
                new += row.isNew ? 1 : 0
            }
            let hunk = rows[range]
            let (olds, news) = (hunk.count { $0.isOld }, hunk.count { $0.isNew })
            lines.append("@@ -\(span(old, olds)) +\(span(new, news)) @@")
            lines += hunk.flatMap(\.texts)
            (old, new, index) = (old + olds, new + news, range.upperBound)
        }
        return lines
    }

    /// As diff writes it: the line before an empty range, no count of one.
    private static func span(_ start: Int, _ count: Int) -> String {
        switch count {
        case 0: "\(start - 1),0"
        case 1: "\(start)"
        default: "\(start),\(count)"
        }
    }

    /// Ranges of rows around changes; those that touch are one.
    private static func hunks(_ rows: [Row]) -> [Range<Int>] {
        var hunks: [Range<Int>] = []
        for (index, row) in rows.enumerated() where row.isChange {
            let range = max(0, index - context)..<min(rows.count, index + context + 1)
            if let last = hunks.last, last.upperBound >= range.lowerBound {
                hunks[hunks.count - 1] = last.lowerBound..<range.upperBound
            } else {
                hunks.append(range)
            }
        }
        return hunks
    }

    private static func rows(_ before: [ShownLine], _ after: [ShownLine]) -> [Row] {
        let head = zip(before, after).prefix { $0 == $1 }.count
        let rest = min(before.count, after.count) - head
        let tail = zip(before.reversed(), after.reversed()).prefix(rest).prefix { $0 == $1 }.count
        let (old, new) = (before[head..<(before.count - tail)], after[head..<(after.count - tail)])
        return before[..<head].map(Row.same) + middle(Array(old), Array(new))
            + before[(before.count - tail)...].map(Row.same)
    }

    private static func middle(_ old: [ShownLine], _ new: [ShownLine]) -> [Row] {
        guard old.count + new.count <= mostCompared else { return old.map(Row.removed) + new.map(Row.added) }
        let difference = new.difference(from: old)
        let removed = Set(difference.removals.map(\.offset))
        let added = Set(difference.insertions.map(\.offset))
        var rows: [Row] = []
        var next = 0
        for (index, line) in old.enumerated() {
            if removed.contains(index) {
                rows.append(.removed(line))
                continue
            }
            while added.contains(next) { rows.append(.added(new[next])); next += 1 }
            rows.append(.same(line))
            next += 1
        }
        return rows + new[next...].map(Row.added)
    }
}

extension CollectionDifference.Change {
    fileprivate var offset: Int {
        switch self {
        case .insert(let offset, _, _), .remove(let offset, _, _): offset
        }
    }
}
