import Console
import Nodes
import Resources

/// `martlet approve`: lets a device enrol, or a certificate be signed.
public struct ApproveCommand: ClientCommand {
    /// Enrollment requests or certificate signing requests.
    public var selection: ObjectSelection
    /// Labels that an approved device gets besides those of its request.
    public var labels: [String: String]
    /// Only these labels, not those of the request.
    public var replacesLabels: Bool

    /// Approves what the words name.
    ///
    /// - Parameter labels: `key=value` each.
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ words: [String], labels: [String], replacesLabels: Bool) throws(ClientError) {
        self.selection = try ObjectSelection(words, of: [.enrollmentRequest, .certificateSigningRequest])
        self.labels = try Self.parsed(labels)
        self.replacesLabels = replacesLabels
        if selection.kind != .enrollmentRequest, !labels.isEmpty || replacesLabels {
            throw .usage("Labels are for enrollment requests; a certificate has none.")
        }
    }

    /// Runs the command.
    ///
    /// - Throws: ``ClientError``.
    public func run(_ session: Session) async throws(ClientError) {
        try await session.each(selection.names) { name throws(ClientError) in
            if selection.kind == .enrollmentRequest {
                _ = try await session.api.send(
                    .put, RequestPath("enrollmentrequests", name, "approval"), body: approval)
            } else {
                try await CertificateDecision.approved.apply(to: name, session)
            }
            session.terminal.output("\(selection.kind.singular)/\(name.printable) approved\n")
        }
    }

    /// Labels are always sent as a map: some servers do not bear their absence.
    private var approval: Node {
        .object([
            ("approved", .bool(true)),
            ("labels", .object(labels.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
            ("replaceLabels", .bool(replacesLabels)),
        ])
    }

    private static func parsed(_ texts: [String]) throws(ClientError) -> [String: String] {
        var labels: [String: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw .usage("\"\(text.printable)\" is no label.", fix: "Write -l KEY=VALUE, once for each label.")
            }
            guard labels.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw .usage("The label \(parts[0].printable) is given twice.")
            }
        }
        return labels
    }
}
