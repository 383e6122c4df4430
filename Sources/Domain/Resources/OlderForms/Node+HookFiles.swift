import Nodes

extension Node {
    /// The stages that the keys of the older form mean. After a failure there is none.
    private static let stages = [("before", "beforeupdating"), ("after", "afterupdating")]

    /// A device's spec whose hooks became files that a source of configuration writes. Hooks of another form are left for
    /// the reader to find unknown.
    func withHookFiles(_ notes: inout OlderNotes) -> Node {
        guard var entries, let index = entries.firstIndex(where: { $0.key == "hooks" }),
            let hooks = entries[index].value.entries, !hooks.isEmpty, hooks.allSatisfy({ Self.isStage($0.key) })
        else { return self }
        entries[index].value.noteHooks(&notes)
        let files = Self.stages.compactMap { key, stage in entries[index].value[key]?.hookFile(key, stage, &notes) }
        let old = entries.remove(at: index).value
        guard !files.isEmpty else { return with(entries) }
        let provider = old.saying(.object([("name", .string("spec-hooks")), ("inline", .array([]))]))
            .replacing("inline") { Node(.sequence(files), start: $0.start, end: $0.end) }
        if let config = entries.firstIndex(where: { $0.key == "config" }) {
            guard let providers = entries[config].value.elements else { return with(entries) }
            let place = entries[config].value
            entries[config].value = Node(.sequence(providers + [provider]), start: place.start, end: place.end)
        } else {
            let config = Node(.sequence([provider]), start: old.start, end: old.end)
            entries.append(Entry(key: "config", keyStart: old.start, keyEnd: old.start, value: config))
        }
        return with(entries)
    }

    private static func isStage(_ key: String) -> Bool { key == "onFailure" || stages.contains { $0.0 == key } }

    private func noteHooks(_ notes: inout OlderNotes) {
        if Self.stages.contains(where: { self[$0.0] != nil }) {
            notes.add(
                .olderHooks, at: ["hooks"], "“hooks” is an older form: hooks are files on the device.",
                fix: "Write them into “config” as files below /etc/flightctl/hooks.d/beforeupdating or …/afterupdating."
            )
        }
        if self["onFailure"] != nil {
            notes.add(
                .olderFailureHook, at: ["hooks", "onFailure"],
                "“onFailure” has no effect: there is no stage after a failure.",
                fix: "Remove it; the agent rolls back by itself.")
        }
    }

    /// The file that a list of actions becomes; nil when none of them is understood, which is noted.
    private func hookFile(_ key: String, _ stage: String, _ notes: inout OlderNotes) -> Node? {
        let actions = elements ?? [self]
        var content = ""
        for (index, action) in actions.enumerated() {
            if let hook = OlderHook(action) {
                content += hook.yaml
            } else {
                notes.add(
                    .olderHookForm, at: ["hooks", .key(key)] + (elements == nil ? [] : [.index(index)]), onKey: false,
                    "This action cannot be understood.",
                    fix: "Write it as “run: …” into a file below /etc/flightctl/hooks.d/\(stage).")
            }
        }
        guard !content.isEmpty else { return nil }
        let path = "/etc/flightctl/hooks.d/\(stage)/50-spec-hooks.yaml"
        return saying(.object([("path", .string(path)), ("content", .string(content))]))
    }
}
