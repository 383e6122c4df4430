import Nodes

extension Manifest {
    /// What a server says of a manifest that it can judge and not keep in force; nil when it can.
    public var refusal: LocatedFinding? {
        guard !kind.isKept else { return nil }
        let finding = Finding(
            .kindNotKept, at: FieldPath(["metadata", "name"]),
            "Servers of this version do not keep resources of kind \(kind.rawValue).",
            fix: "Move the document out of the path of the sync.")
        return located(finding)
    }

    /// A finding about the name. A valid name is ASCII without escapes, so its end follows from its length; an opening
    /// quote is not counted.
    func located(_ finding: Finding) -> LocatedFinding {
        let end = Position(line: position.line, column: position.column + name.utf8.count)
        return LocatedFinding(file: file, start: position, end: end, kind: kind.rawValue, name: name, finding: finding)
    }
}
