import Nodes

// What a service refers to.
extension ComposeService {
    /// The elements of a list; something else is noted.
    func list(_ entry: Node.Entry, _ each: (Node) -> Void) {
        if entry.value.isNull { return }
        guard let elements = entry.value.elements else {
            report.add(
                .composeType, entry.value, "“\(entry.key)” is a list, found \(entry.value.kindOfValue).",
                fix: "Write each element on a line of its own with “- ” in front.")
            return
        }
        for element in elements { each(element) }
    }

    /// A list of names, or a mapping whose keys they are.
    func checkNames(_ entry: Node.Entry, in section: String, _ what: String) {
        if let entries = entry.value.entries {
            for name in entries where !isDefined(name.key, section) {
                report.add(
                    .composeReference, key: name, "There is no \(what) “\(name.key.excerpt)”.",
                    fix: advice(name.key, section, what))
            }
            return
        }
        list(entry) { node in
            guard let text = node.anyText else { return }
            if !isDefined(text, section) { undefined(text, node, in: section, what) }
        }
    }

    /// A name, or a mapping with the name as its source.
    func checkSource(_ node: Node, in section: String, _ what: String) {
        let source = node.entries == nil ? node : node["source"]
        guard let source, let text = source.anyText, !isDefined(text, section) else { return }
        undefined(text, source, in: section, what)
    }

    func undefined(_ name: String, _ node: Node, in section: String, _ what: String) {
        report.add(
            .composeReference, node, "There is no \(what) “\(name.excerpt)”.", fix: advice(name, section, what))
    }

    private func isDefined(_ name: String, _ section: String) -> Bool {
        name.contains("${") || name.holdsPlaceholder || project.defined[section]?.contains(name) == true
    }

    private func advice(_ name: String, _ section: String, _ what: String) -> String {
        Suggestion.fix(for: name, amongNames: project.defined[section] ?? [])
            ?? "Define the \(what) below “\(section)” at the top of the file."
    }
}

extension ComposeProject {
    /// Notes each circle of services that wait for each other, once, at one of them.
    func checkCycles() {
        var waits: [String: [String]] = [:]
        for service in parts.flatMap({ $0.root["services"]?.entries ?? [] }) {
            let names = service.value["depends_on"]
            waits[service.key, default: []] +=
                names?.entries?.map(\.key) ?? names?.elements?.compactMap(\.anyText) ?? []
        }
        guard let circle = Circle.first(in: waits) else { return }
        for part in parts {
            guard let node = part.root["services"]?[circle[0]]?.entry("depends_on") else { continue }
            part.report.add(
                .composeCycle, key: node,
                "Services wait for each other: \((circle + [circle[0]]).joined(separator: " → ")).",
                fix: "Remove one of the dependencies.")
            return
        }
    }
}

/// A circle in a graph of names.
enum Circle {
    /// The names of one circle in their order, starting with the one that sorts first, or nil when there is none.
    static func first(in edges: [String: [String]]) -> [String]? {
        var done: Set<String> = []
        for start in edges.keys.sorted() where !done.contains(start) {
            // An own stack, since a file may hold a chain of any length.
            var path: [(name: String, next: Int)] = [(start, 0)]
            var onPath: [String: Int] = [start: 0]
            while let top = path.last {
                let targets = edges[top.name] ?? []
                guard top.next < targets.count else {
                    done.insert(top.name)
                    onPath[top.name] = nil
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                let target = targets[top.next]
                if let place = onPath[target] { return rotated(path[place...].map(\.name)) }
                if done.contains(target) || edges[target] == nil { continue }
                onPath[target] = path.count
                path.append((target, 0))
            }
        }
        return nil
    }

    private static func rotated(_ circle: [String]) -> [String] {
        guard let first = circle.min(), let place = circle.firstIndex(of: first) else { return circle }
        return Array(circle[place...] + circle[..<place])
    }
}
