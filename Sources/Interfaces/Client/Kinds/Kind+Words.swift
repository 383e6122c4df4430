import Console
import Resources

extension Kind {
    /// The kinds that a server lists, in the order of the help.
    public static let listed: [Kind] = [
        .device, .fleet, .templateVersion, .repository, .resourceSync, .enrollmentRequest, .certificateSigningRequest,
        .event, .organization,
    ]

    /// The words that mean this kind.
    var words: [String] { [singular, plural, shortName] }

    /// The kind that a word means, in any letter case.
    ///
    /// - Throws: ``ClientError`` with the code `usage`, which suggests the nearest word or lists all of them.
    static func named(_ word: String) throws(ClientError) -> Kind {
        if let kind = Kind(word: word), listed.contains(kind) { return kind }
        let all = listed.map { "\($0.plural) (\($0.shortName))" }.joined(separator: ", ")
        throw .usage(
            "There is no kind \"\(word.printable)\".",
            fix: Suggestion.fix(for: word, among: listed.flatMap(\.words)) ?? "Kinds: \(all).")
    }
}
