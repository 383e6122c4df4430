import Nodes

/// The fields of one action.
struct HookAction {
    private static let longest = 2048
    private static let placeholders = ["Path", "Files", "CreatedFiles", "UpdatedFiles", "RemovedFiles", "BackupFiles"]
    private static let shellWords: Set<String> = ["&&", "||", "|", ";", ">", ">>", "<", "2>&1", "&"]

    let report: TextReport

    func check(_ action: Node, _ entries: [Node.Entry]) {
        guard let run = action["run"] else {
            let first = entries.first
            return report.add(
                .hookRun, first?.keyStart ?? action.start, first?.keyEnd ?? action.end, "The action has no “run”.",
                fix: "Add the command that it runs.")
        }
        checkRun(run)
        if let variables = action["envVars"] { checkVariables(variables) }
        if let timeout = action["timeout"] { checkTimeout(timeout) }
        if let workDir = action["workDir"], workDir.string == nil {
            report.add(
                .hookField, workDir, "“workDir” is a text, found \(workDir.kindOfValue).", fix: "Write a directory.")
        }
        if let conditions = action["if"] { HookCondition(report: report).check(conditions) }
    }

    private func checkRun(_ run: Node) {
        guard let command = run.string, !command.allSatisfy(\.isWhitespace) else {
            return report.add(.hookRun, run, "“run” is not a command.", fix: "Write the command with its arguments.")
        }
        if command.unicodeScalars.count > Self.longest {
            report.add(
                .hookRun, run, "The command has more than \(Self.longest) characters.",
                fix: "Put it into a script that a file of the device holds.")
        }
        let (words, isClosed) = HookCommand.words(command)
        if !run.isOpen, !isClosed {
            report.add(.hookRun, run, "A quote of the command is not closed.", fix: "Close it.")
        }
        if let word = words.first(where: Self.shellWords.contains) {
            report.add(
                .hookShell, run, "“\(word)” means something to a shell only, and none is involved.",
                fix: "Write one action for each command, or run a shell: sh -c '…'.")
        }
        checkPlaceholders(command, run)
    }

    private func checkPlaceholders(_ text: String, _ node: Node) {
        for part in text.split(separator: "${", omittingEmptySubsequences: false).dropFirst() {
            let name = String(part.prefix { $0 != "}" })
            if Self.placeholders.contains(name) { continue }
            report.add(
                .hookPlaceholder, node, "“${\(name.excerpt)}” is not filled.",
                fix: Suggestion.fix(for: name, among: Self.placeholders)
                    ?? "Filled are \(Suggestion.list(Self.placeholders)).")
        }
    }

    private func checkVariables(_ node: Node) {
        guard let entries = node.entries else {
            return report.add(
                .hookEnvironment, node, "“envVars” is a mapping, found \(node.kindOfValue).",
                fix: "Write “NAME: value” below it.")
        }
        for entry in entries {
            let isName = entry.key.utf8.allSatisfy { $0.isUpper || $0.isDigit || $0 == UInt8(ascii: "_") }
            if !isName || entry.key.isEmpty || entry.key.utf8.first?.isDigit == true {
                report.add(
                    .hookEnvironment, key: entry, "“\(entry.key.excerpt)” is not an upper-case name.",
                    fix: "Write upper-case letters, digits and “_”, such as LOG_LEVEL.")
            }
            guard let value = entry.value.string else {
                report.add(
                    .hookEnvironment, entry.value, "A variable is a text, found \(entry.value.kindOfValue).",
                    fix: "Put it in quotes.")
                continue
            }
            checkPlaceholders(value, entry.value)
            report.checkVariable(entry.key, value, entry.value.start, entry.value.end)
        }
    }

    private func checkTimeout(_ node: Node) {
        if node.isOpen || node.string.map(Self.isDuration) == true { return }
        report.add(
            .hookTimeout, node, "“\(node.written)” is not a duration.",
            fix: "Write a number and one of ms, s, m and h, such as 30s.")
    }

    /// Numbers with units, one behind the other.
    private static func isDuration(_ text: String) -> Bool {
        var rest = text[...]
        while !rest.isEmpty {
            let number = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
            rest = rest.dropFirst(number.count)
            let unit = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(unit.count)
            guard Double(number) != nil, ["ns", "us", "µs", "ms", "s", "m", "h"].contains(unit) else { return false }
        }
        return !text.isEmpty
    }
}
