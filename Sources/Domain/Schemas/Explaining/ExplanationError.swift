import Resources

/// A path that leads to no field.
public struct ExplanationError: Error, Sendable, Equatable {
    /// What is not known.
    public let message: String
    /// The word that may be meant, or the words that there are.
    public let fix: String

    static func unknownKind(_ word: String) -> ExplanationError {
        let words = Kind.allCases.map(\.singular)
        return ExplanationError(
            message: "There is no kind “\(word)”.",
            fix: Suggestion.fix(for: word, among: words) ?? "Kinds are \(words.joined(separator: ", ")).")
    }

    static func unknownField(_ key: String, in place: Explanation) -> ExplanationError {
        guard let part = place.part else {
            return ExplanationError(message: "\(place.path) has no fields.", fix: "Leave out what follows it.")
        }
        if let other = (part.ignored + part.refused).first(where: { $0.key == key }) {
            return ExplanationError(
                message: "\(place.path).\(key) is not for manifests.",
                fix: other.reason.map { "Leave it out: \($0)." } ?? "Leave it out: it is written by the server only.")
        }
        let keys = part.fieldsOfForms.map(\.field.key)
        return ExplanationError(
            message: "\(place.path) has no field “\(key)”.",
            fix: Suggestion.fix(for: key, among: keys) ?? "Its fields are \(keys.joined(separator: ", ")).")
    }
}
