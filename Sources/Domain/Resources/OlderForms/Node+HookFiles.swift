import Nodes

extension Node {
    /// The stages that the keys of the older form mean. After a failure there is none.
    private static let stages = [("before", "beforeupdating"), ("after", "afterupdating")]

    /// A device's spec whose hooks became files that a source of configuration writes. Hooks of another form are left for
    /// the reader to find unknown.
    func withHookFiles(_ notes: inout OlderNotes) -> Node {
        let (rest, provider) = takingHooks(&notes)
        return rest.addingProvider(provider)
    }

    /// A fleet's spec whose hooks stood beside the template rather than in it.
    func withHookFilesInTemplate(_ notes: inout OlderNotes) -> Node {
        guard self["template"]?["spec"]?.entries != nil else { return self }
        let (rest, provider) = takingHooks(&notes)
        return rest.replacing("template") { template in
            template.replacing("spec") { $0.addingProvider(provider) }
        }
    }

    /// The spec without its hooks, and the source of configuration that writes them; nil when there is nothing to write.
    private func takingHooks(_ notes: inout OlderNotes) -> (rest: Node, provider: Node?) {
        guard var entries, let index = entries.firstIndex(where: { $0.key == "hooks" }),
            let hooks = entries[index].value.entries, !hooks.isEmpty, hooks.allSatisfy({ Self.isStage($0.key) })
        else { return (self, nil) }
        let old = entries.remove(at: index).value
        old.noteHooks(&notes)
        let files = Self.stages.compactMap { key, stage in old[key]?.hookFile(key, stage, &notes) }
        guard !files.isEmpty else { return (with(entries), nil) }
        let provider = old.saying(.object([("name", .string("spec-hooks")), ("inline", .array([]))]))
            .replacing("inline") { Node(.sequence(files), start: $0.start, end: $0.end) }
        return (with(entries), provider)
    }

    /// A device's spec with one source of configuration more, behind the others.
    private func addingProvider(_ provider: Node?) -> Node {
        guard let provider, let entries else { return self }
        guard self["config"] != nil else {
            let config = Node(.sequence([provider]), start: provider.start, end: provider.end)
            let entry = Entry(key: "config", keyStart: provider.start, keyEnd: provider.start, value: config)
            return with(entries + [entry])
        }
        return replacing("config") { config in
            guard let providers = config.elements else { return config }
            return Node(.sequence(providers + [provider]), start: config.start, end: config.end)
        }
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
