/// The line of a commit's message by which its author agrees to what it takes away: `Martlet-Allow-Prune: 12`.
public enum AllowPruneTrailer {
    /// How the line begins.
    public static let name = "Martlet-Allow-Prune"

    /// The count in a message; nil when there is none that can be read.
    ///
    /// As in git, trailers are the last paragraph, all of whose lines are `Word: text` or continue such a line, and the
    /// first paragraph is never it. Of several such lines the least count is taken.
    public static func count(in message: String) -> Int? {
        let lines = message.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let paragraphs = lines.split { $0.allSatisfy(\.isWhitespace) }
        guard paragraphs.count > 1, let last = paragraphs.last, last.allSatisfy(isTrailer) else { return nil }
        return last.compactMap(count(inLine:)).min()
    }

    private static func isTrailer(_ line: Substring) -> Bool {
        if line.first?.isWhitespace == true { return true }
        guard let colon = line.firstIndex(of: ":") else { return false }
        let word = line[..<colon]
        return !word.isEmpty && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    }

    private static func count(inLine line: Substring) -> Int? {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { return nil }
        let digits = parts[1].trimmingSpaces
        // A count that is not one allows nothing.
        guard (1...9).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return 0 }
        return Int(digits)
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        let start = drop { $0.isWhitespace }
        return start.dropLast(start.reversed().prefix { $0.isWhitespace }.count)
    }
}
