import Nodes

extension ManifestDocument {
    /// The kind of a document, if it is known. That it may not come from git is noted.
    static func kind(_ entries: [Node.Entry], _ report: Report) -> Kind? {
        let word = text("kind", entries, report)
        checkVersion(entries, of: word.flatMap(Kind.init(rawValue:)), report)
        guard let word else { return nil }
        guard let kind = Kind(rawValue: word) else {
            noteUnknown(word, report)
            return nil
        }
        if !kind.comesFromGit { noteUndeclarable(kind, report) }
        return kind
    }

    private static func noteUndeclarable(_ kind: Kind, _ report: Report) {
        let maker = kind == .authProvider ? "by requests" : "by the server"
        report.add(
            .kindNotFromGit, at: ["kind"],
            "Resources of kind \(kind.rawValue) are made \(maker) and cannot be declared.",
            fix: "Remove the document; declared are \(declared).")
    }

    /// A foreign kind has a foreign version, and one finding is enough for both.
    private static func checkVersion(_ entries: [Node.Entry], of kind: Kind?, _ report: Report) {
        guard let kind, let version = text("apiVersion", entries, report), version != kind.apiVersion else {
            return
        }
        if APIVersion.group + version == kind.apiVersion {
            return report.add(
                .olderVersion, at: ["apiVersion"], "“\(version)” is an older form of the version.",
                fix: "Write “apiVersion: \(kind.apiVersion)”.")
        }
        report.add(
            .apiVersion, at: ["apiVersion"], "The version “\(version.excerpt)” is not that of kind \(kind.rawValue).",
            fix: "Write “apiVersion: \(kind.apiVersion)”.")
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
