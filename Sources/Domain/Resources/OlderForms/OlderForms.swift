import Nodes

/// Reads documents that were written for older forms as what they mean today.
///
/// Called for documents in which something was wrong, so that one of the newer form never pays for it. Every part that is
/// rewritten keeps its place in the file, so that later findings point where people wrote.
enum OlderForms {
    /// The document in the newer form, and what to write instead; nil when no older form is in it.
    static func newer(_ document: Node) -> (node: Node, notes: [Finding])? {
        guard let kind = document["kind"]?.string.flatMap(Kind.init(rawValue:)) else { return nil }
        var notes = OlderNotes()
        let node = document.replacing("spec") { spec in
            notes.below("spec") { notes in
                switch kind {
                case .fleet: fleet(spec, &notes)
                case .device: device(spec, &notes)
                case .repository: spec.withoutRepositoryRefs(&notes)
                default: spec
                }
            }
        }
        return notes.findings.isEmpty ? nil : (node, notes.findings)
    }

    private static func fleet(_ spec: Node, _ notes: inout OlderNotes) -> Node {
        spec.withRolloutPolicy(&notes).withHookFilesInTemplate(&notes).replacing("template") { template in
            notes.below("template") { notes in
                template.replacing("spec") { spec in notes.below("spec") { device(spec, &$0) } }
            }
        }
    }

    private static func device(_ spec: Node, _ notes: inout OlderNotes) -> Node {
        spec.replacing("config") { config in
            notes.below("config") { notes in config.mapping { $0.withoutConfigType(&notes, $1) } }
        }
        .replacing("applications") { applications in
            notes.below("applications") { notes in applications.mapping { $0.withAppType(&notes, $1) } }
        }
        .withHookFiles(&notes)
    }
}

/// What is said of older forms, with the place at which the work stands.
struct OlderNotes {
    private(set) var findings: [Finding] = []
    private var path: [FieldPath.Step] = []

    mutating func add(
        _ rule: Rule, at steps: [FieldPath.Step], onKey: Bool = true, _ message: String, fix: String
    ) {
        findings.append(Finding(rule, at: FieldPath(path + steps), onKey: onKey, message, fix: fix))
    }

    /// Does `work` one step further down.
    mutating func below(_ key: FieldPath.Step, _ work: (inout OlderNotes) -> Node) -> Node {
        path.append(key)
        defer { path.removeLast() }
        return work(&self)
    }
}

// Small changes of trees. Whatever is not touched keeps its place.
extension Node {
    /// With another value of `key`, if the key is there.
    func replacing(_ key: String, _ change: (Node) -> Node) -> Node {
        guard var entries, let index = entries.firstIndex(where: { $0.key == key }) else { return self }
        entries[index].value = change(entries[index].value)
        return Node(.mapping(entries), start: start, end: end)
    }

    /// With each element changed; the place in the list is counted from 0.
    func mapping(_ change: (Node, Int) -> Node) -> Node {
        guard let elements else { return self }
        return Node(.sequence(elements.enumerated().map { change($1, $0) }), start: start, end: end)
    }

    /// With these pairs instead of the present ones.
    func with(_ entries: [Entry]) -> Node { Node(.mapping(entries), start: start, end: end) }

    /// Another value that was written where this one stands.
    func saying(_ content: Node) -> Node {
        switch content.content {
        case .scalar: Node(content.content, start: start, end: end)
        case .sequence(let elements): Node(.sequence(elements.map(saying)), start: start, end: end)
        case .mapping(let entries):
            Node(
                .mapping(entries.map { Entry(key: $0.key, keyStart: start, keyEnd: start, value: saying($0.value)) }),
                start: start, end: end)
        }
    }
}
