/// “Did you mean …?”
public enum Suggestion {
    /// A sentence that offers the word closest to `text`, or nil when none is close.
    public static func fix(for text: String, among words: [String]) -> String? {
        closest(to: text, among: words).map { "Did you mean “\($0)”?" }
    }

    /// The same among names that a document defines; nil when these are too many to look at each for every mistake.
    static func fix(for text: String, amongNames names: Set<String>) -> String? {
        names.count <= 200 ? fix(for: text, among: names.sorted()) : nil
    }

    /// The word that differs least, if at most by a third of its letters; only case is no difference.
    static func closest(to text: String, among words: [String]) -> String? {
        let wanted = Array(text.lowercased().utf8)
        guard wanted.count <= 64 else { return nil }
        var best: (word: String, distance: Int)?
        for word in words {
            let distance = distance(wanted, Array(word.lowercased().utf8))
            if distance <= max(1, word.utf8.count / 3), distance < best?.distance ?? .max { best = (word, distance) }
        }
        return best?.word
    }

    /// The words with commas, or some of them when there are many.
    static func list(_ words: [String]) -> String {
        let shown = words.prefix(12).joined(separator: ", ")
        return words.count > 12 ? shown + ", …" : shown
    }

    /// Insertions, deletions, replacements and exchanges of neighbours that make one text of the other.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                var cost = min(last[column + 1], current[column]) + 1
                cost = min(cost, last[column] + (left[row] == right[column] ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
