import Nodes
import Resources

/// Reads `martlet.yaml` and notes, with places, what is wrong in it. What is wrong has no effect.
struct SettingsReader {
    private static let keys = ["rules", "failOn", "upstream"]
    private static let levels = ["error", "warning", "note", "off"]

    private let file: String
    private(set) var settings = Settings()
    private(set) var findings: [LocatedFinding] = []

    /// Reads the bytes of a settings file.
    init(_ bytes: [UInt8], file: String) {
        self.file = file
        do throws(NodeError) {
            // What comments say is left: a file of comments alone has no document.
            guard let document = try YAML.documents(in: bytes, limits: .manifest).first, !document.isNull else {
                return
            }
            read(document)
        } catch {
            add(error.position, error.end, error.message, error.fix)
        }
    }

    private mutating func read(_ document: Node) {
        guard let entries = document.entries else {
            return add(document.start, document.end, "Settings are a mapping.", "Write “rules:” and the like.")
        }
        for entry in entries {
            switch entry.key {
            case "rules": readRules(entry.value)
            case "failOn": settings.failOn = severity(entry.value)
            case "upstream": readUpstream(entry.value)
            default:
                add(
                    entry.keyStart, entry.keyEnd, "The setting “\(entry.key)” is not known.",
                    Suggestion.fix(for: entry.key, among: Self.keys)
                        ?? "Known are \(Self.keys.joined(separator: ", ")).")
            }
        }
    }

    private mutating func readRules(_ node: Node) {
        if node.isNull { return }
        guard let entries = node.entries else {
            return add(node.start, node.end, "“rules” is a mapping.", "Write lines such as “MR1305: error”.")
        }
        for entry in entries { readRule(entry) }
    }

    private mutating func readRule(_ entry: Node.Entry) {
        guard let rule = Rule(id: entry.key) else {
            return add(
                entry.keyStart, entry.keyEnd, "There is no rule “\(entry.key)”.",
                "`martlet explain rules` lists all of them.")
        }
        guard let level = level(entry.value) else { return }
        guard rule.severity != .error || level == .severity(.error) else {
            findings.append(
                located(
                    .fixedRule, entry.value.start, entry.value.end,
                    "\(rule.id) is an error that the server refuses too; it cannot be lowered here.",
                    "Remove the setting; a single place can be silenced by a comment."))
            return
        }
        settings.levels[rule.id] = level
    }

    private mutating func level(_ node: Node) -> Settings.Level? {
        if node.string == "off" { return .off }
        return severity(node, among: Self.levels).map(Settings.Level.severity)
    }

    private mutating func severity(_ node: Node, among words: [String] = Severity.allCases.map(\.rawValue)) -> Severity?
    {
        if let severity = node.string.flatMap(Severity.init(rawValue:)) { return severity }
        add(
            node.start, node.end, "This is none of \(words.joined(separator: ", ")).",
            node.string.flatMap { Suggestion.fix(for: $0, among: words) } ?? "Write one of these words.")
        return nil
    }

    private mutating func readUpstream(_ node: Node) {
        settings.upstream = node.bool
        if node.bool == nil { add(node.start, node.end, "“upstream” is true or false.", "Write one of these words.") }
    }

    private mutating func add(_ start: Position, _ end: Position, _ message: String, _ fix: String) {
        findings.append(located(.settings, start, end, message, fix))
    }

    private func located(
        _ rule: Rule, _ start: Position, _ end: Position, _ message: String, _ fix: String
    ) -> LocatedFinding {
        LocatedFinding(
            file: file, start: start, end: end, kind: nil, name: nil,
            finding: Finding(rule, at: FieldPath(), message, fix: fix))
    }
}
