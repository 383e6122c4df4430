import Nodes

extension ManifestDocument {
    /// The kind of a document, if it is one that may come from git.
    static func kind(_ entries: [Node.Entry], _ report: Report) -> Kind? {
        let word = text("kind", entries, report)
        checkVersion(entries, isForeign: word.map { Kind(rawValue: $0) == nil } ?? true, report)
        guard let word else { return nil }
        guard let kind = Kind(rawValue: word) else {
            noteUnknown(word, report)
            return nil
        }
        guard kind.comesFromGit else {
            report.add(
                .kindNotFromGit, at: ["kind"],
                "Resources of kind \(word) are made by the server and cannot be declared.",
                fix: "Remove the document; declared are \(declared).")
            return nil
        }
        return kind
    }

    /// A foreign kind has a foreign version, and one finding is enough for both.
    private static func checkVersion(_ entries: [Node.Entry], isForeign: Bool, _ report: Report) {
        guard
            let version = isForeign
                ? entries.first(where: { $0.key == "apiVersion" })?.value.string : text("apiVersion", entries, report),
            !APIVersion.accepted.contains(version), !isForeign
        else { return }
        report.add(
            .apiVersion, at: ["apiVersion"], "The version “\(version.excerpt)” is not known.",
            fix: "Write “apiVersion: \(APIVersion.current)”.")
    }

    private static func noteUnknown(_ word: String, _ report: Report) {
        let words = Kind.allCases.filter(\.comesFromGit).map(\.rawValue)
        report.add(
            .unknownKind, at: ["kind"], "The kind “\(word.excerpt)” is not known; known are \(declared).",
            fix: Suggestion.fix(for: word, among: words)
                ?? "Move documents of other systems out of the directory of the sync.")
    }

    private static var declared: String {
        Kind.allCases.filter(\.comesFromGit).map(\.rawValue).joined(separator: ", ")
    }

    private static func text(_ key: String, _ entries: [Node.Entry], _ report: Report) -> String? {
        guard let entry = entries.first(where: { $0.key == key }) else {
            report.missing(
                Field(key, .required, doc: "“\(APIVersion.current)” is the version, the kind one of \(declared)."),
                beside: entries)
            return nil
        }
        return report.within(.key(key)) { report.text(entry.value, .text(1...253)) }
    }
}
