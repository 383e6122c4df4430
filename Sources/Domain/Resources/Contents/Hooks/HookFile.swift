import Nodes

/// A file of actions that the agent runs before or after an update, judged as the agent reads it.
struct HookFile {
    /// The directory whose files the agent reads, below the directory of a stage.
    static let directory = "/etc/flightctl/hooks.d/"
    private static let stages = ["beforeupdating", "afterupdating", "beforerebooting", "afterrebooting"]
    private static let fields = ["run", "envVars", "workDir", "timeout", "if"]

    let file: ContentFile
    private var report: TextReport { file.report }

    /// The file, if its path makes it one of hooks.
    init?(_ file: ContentFile) {
        guard file.path.hasPrefix(Self.directory), !file.path.holdsPlaceholder else { return nil }
        self.file = file
    }

    /// Judges path and content; `path` is the field with the path.
    func check(path: [FieldPath.Step]) {
        let parts = file.path.dropFirst(Self.directory.utf8.count).split(separator: "/").map(String.init)
        checkStage(parts, path)
        guard parts.count == 2, let name = parts.last, name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
            if parts.count >= 2 {
                report.report.add(
                    .hookFileName, at: path, "The agent does not read “\(file.path.excerpt)”.",
                    fix: "Put it right below the stage, with a name that ends in .yaml.")
            }
            return
        }
        checkContent()
    }

    private func checkStage(_ parts: [String], _ path: [FieldPath.Step]) {
        guard let stage = parts.first, parts.count < 2 || !Self.stages.contains(stage) else { return }
        report.report.add(
            .hookStage, at: path,
            parts.count < 2
                ? "“\(file.path.excerpt)” lies in no directory of a stage."
                : "“\(stage.excerpt)” is not a stage of updates.",
            fix: Suggestion.fix(for: stage, among: Self.stages) ?? "The stages are \(Suggestion.list(Self.stages)).")
    }

    private func checkContent() {
        guard !file.hasOpenStructure, let documents = file.documents(.hookSyntax) else { return }
        let root = documents.first ?? .null
        guard documents.count <= 1, let actions = root.elements else {
            return report.add(
                .hookSyntax, documents.count > 1 ? documents[1] : root,
                documents.count > 1 ? "A hook file is one list." : "A hook file is a list, found \(root.kindOfValue).",
                fix: "Write each action with “- run: …”.")
        }
        for action in actions { check(action) }
    }

    private func check(_ action: Node) {
        guard let entries = action.entries else {
            return report.add(
                .hookSyntax, action, "An action is a mapping, found \(action.kindOfValue).",
                fix: "Write “- run: …”.")
        }
        for entry in entries where !Self.fields.contains(entry.key) {
            report.add(
                .hookField, key: entry, "“\(entry.key.excerpt)” is not a field of actions.",
                fix: Suggestion.fix(for: entry.key, among: Self.fields)
                    ?? "Remove it; known are \(Suggestion.list(Self.fields)).")
        }
        HookAction(report: report).check(action, entries)
    }
}
