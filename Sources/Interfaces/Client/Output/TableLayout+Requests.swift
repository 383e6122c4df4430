import FoundationEssentials
import Nodes

extension TableLayout {
    static let enrollmentRequest = TableLayout("NAME", "APPROVAL", "APPROVER", "APPROVED LABELS") { request in
        let approval = request["status"]?["approval"]
        return [
            request.objectName, approvalWord(approval), approval?.text("approvedBy") ?? none,
            approval?["labels"]?.pairs ?? "",
        ]
    }

    private static func approvalWord(_ approval: Node?) -> String {
        switch approval?["approved"]?.bool {
        case true: "Approved"
        case false: "Denied"
        case nil: "Pending"
        }
    }

    static func certificateSigningRequest(_ now: Date) -> TableLayout {
        TableLayout("NAME", "AGE", "SIGNERNAME", "REQUESTOR", "REQUESTEDDURATION", "CONDITION") { request in
            [
                request.objectName, Ago.age(request.text("metadata", "creationTimestamp"), now: now) ?? none,
                request.text("spec", "signerName") ?? "", request.text("spec", "username") ?? none,
                request["spec"]?["expirationSeconds"]?.integer.map(Ago.span) ?? none, conditionWords(request),
            ]
        }
    }

    private static func conditionWords(_ request: Node) -> String {
        let decision = ["Approved", "Denied", "Failed"].first { request.conditionStatus($0) == "True" } ?? "Pending"
        return request.text("status", "certificate") == nil ? decision : "\(decision),Issued"
    }
}

/// A label selector as it would be written on a command line.
enum SelectorText {
    /// `k=v,k in (a,b),!k`; `<none>` for a selector that selects nothing.
    static func of(_ selector: Node?) -> String {
        let labels = selector?["matchLabels"]?.pairs ?? ""
        let expressions = (selector?["matchExpressions"]?.elements ?? []).map(expression)
        let terms = (labels.isEmpty ? [] : [labels]) + expressions
        return terms.isEmpty ? TableLayout.none : terms.joined(separator: ",")
    }

    private static func expression(_ node: Node) -> String {
        let key = node.text("key") ?? ""
        let values = (node["values"]?.elements ?? []).compactMap { $0.scalar?.text }.joined(separator: ",")
        return switch node.text("operator") {
        case "In": "\(key) in (\(values))"
        case "NotIn": "\(key) notin (\(values))"
        case "DoesNotExist": "!\(key)"
        default: key
        }
    }
}
