import Nodes

/// One action of the older form of hooks: a command, or something to do with a unit of systemd.
struct OlderHook {
    /// What is run.
    let run: String
    /// How long it may take, as a duration; nil when the document does not say.
    let timeout: String?
    /// The directory it runs in.
    let directory: String?

    /// Understands one action; nil when it is none.
    init?(_ node: Node) {
        guard let run = Self.command(node) ?? Self.unit(node), !run.isEmpty, !run.contains("\n") else { return nil }
        self.run = run
        timeout = node["timeout"].flatMap { $0.string ?? $0.integer.map { "\($0)s" } }
        directory = (node["workDir"] ?? node["workingDirectory"])?.string
    }

    /// As hook files have it. Single quotes keep placeholders as they are.
    var yaml: String {
        var lines = "- run: \(Self.quoted(run))\n"
        if let directory { lines += "  workDir: \(Self.quoted(directory))\n" }
        if let timeout { lines += "  timeout: \(Self.quoted(timeout))\n" }
        return lines
    }

    private static func command(_ node: Node) -> String? {
        guard node["type"]?.string ?? "command" == "command" else { return nil }
        guard let command = node["command"] ?? node["run"] else { return nil }
        let words = (command.elements ?? [command]) + (node["args"]?.elements ?? [])
        let texts = words.compactMap(\.scalar?.text)
        guard texts.count == words.count else { return nil }
        // A text of its own is a command line already; words of a list are quoted where they would fall apart.
        if texts.count == 1, command.elements == nil { return texts[0].trimmed }
        return (command.elements == nil ? [texts[0]] + texts.dropFirst().map(word) : texts.map(word)).joined(
            separator: " ")
    }

    private static let actions = ["start", "stop", "restart", "reload", "enable", "disable"]

    private static func unit(_ node: Node) -> String? {
        guard node["type"]?.string == "systemd", let unit = (node["unit"] ?? node["service"] ?? node["name"])?.string,
            !unit.isEmpty
        else { return nil }
        let action = (node["action"] ?? node["operation"]).map { $0.string?.lowercased() } ?? "restart"
        guard let action, actions.contains(action) else { return nil }
        return "/usr/bin/systemctl \(action) \(word(unit))"
    }

    /// A word as a command line takes it.
    private static func word(_ text: String) -> String {
        let isPlain = !text.isEmpty && text.utf8.allSatisfy { $0.isWord || "-./:=@%+,{}".utf8.contains($0) }
        return isPlain ? text : "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }

    private static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
}

extension String {
    fileprivate var trimmed: String {
        let isSpace: (Character) -> Bool = { $0.isWhitespace }
        return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
    }
}
