import Nodes

/// Reads a part of a document and judges it by every rule that this part alone can show.
///
/// - Parameters:
///   - node: the mapping with the fields.
///   - policy: how strictly; `.wire` for what other programs send and for what was stored.
/// - Returns: the value, in which fields that did not fit are as `init()` leaves them, and the findings. The value may
///   be used when none of the findings is an error.
public func decode<Part: Described>(
    _: Part.Type, from node: Node, policy: ReadingPolicy = .manifest
) -> (value: Part, findings: [Finding]) {
    let report = Report(policy: policy)
    var isBroken = false
    let value = NodeReader.read(Part.self, node, report, isBroken: &isBroken) ?? Part()
    return (value, report.findings)
}

extension Sequence<Finding> {
    /// Whether one of the findings is an error.
    public var hasErrors: Bool { contains { $0.severity == .error } }
}
