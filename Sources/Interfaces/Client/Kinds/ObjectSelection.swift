import Console
import Resources

/// What the words of a command mean: a kind, and names if any were given.
///
/// The forms are `TYPE`, `TYPE NAME [NAME…]` and `TYPE/NAME [TYPE/NAME…]`.
public struct ObjectSelection: Sendable, Equatable {
    /// The kind.
    public let kind: Kind
    /// The names in the order written; empty means all objects of the kind.
    public let names: [String]

    /// Reads the words of a command.
    ///
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ words: [String]) throws(ClientError) {
        guard let first = words.first else {
            throw .usage("A kind is missing.", fix: "Kinds: \(Kind.listed.map(\.plural).joined(separator: ", ")).")
        }
        if first.contains("/") {
            (kind, names) = try Self.pairs(words)
        } else {
            kind = try Kind.named(first)
            names = try Self.plainNames(words.dropFirst())
        }
    }

    /// Reads words that must name at least one object of one of the kinds.
    public init(_ words: [String], of kinds: [Kind]) throws(ClientError) {
        try self.init(words)
        guard kinds.contains(kind) else {
            let allowed = kinds.map(\.singular).joined(separator: " or ")
            throw .usage("This works on \(allowed), not on \(kind.plural).")
        }
        guard !names.isEmpty else {
            throw .usage("The name is missing.", fix: "Write \(kind.singular)/NAME.")
        }
    }

    private static func pairs(_ words: [String]) throws(ClientError) -> (Kind, [String]) {
        var kinds: [Kind] = []
        var names: [String] = []
        for word in words {
            let parts = word.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[1].isEmpty, !parts[1].contains("/") else {
                throw .usage(
                    "\"\(word.printable)\" is not TYPE/NAME.", fix: "Write it like device/NAME, each with its type.")
            }
            kinds.append(try Kind.named(String(parts[0])))
            names.append(String(parts[1]))
        }
        guard let kind = kinds.first, kinds.allSatisfy({ $0 == kind }) else {
            throw .usage("One command works on one kind.", fix: "Run it once for each kind.")
        }
        return (kind, names)
    }

    private static func plainNames(_ words: ArraySlice<String>) throws(ClientError) -> [String] {
        for word in words where word.isEmpty || word.contains("/") {
            throw .usage("\"\(word.printable)\" is no name.", fix: "Write TYPE NAME, or TYPE/NAME alone.")
        }
        return Array(words)
    }
}
