/// A condition on labels, as documents write it. All of its parts must hold.
public struct LabelSelector: Described {
    /// Labels that must have these values.
    public var matchLabels: [String: String]?
    /// Further conditions.
    public var matchExpressions: [LabelExpression]?

    /// A selector without conditions.
    public init() {}

    /// Whether labels fulfil every part. A selector without conditions matches everything.
    public func matches(_ labels: [String: String]) -> Bool {
        (matchLabels ?? [:]).allSatisfy { labels[$0.key] == $0.value }
            && (matchExpressions ?? []).allSatisfy { $0.matches(labels) }
    }

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field(
            "matchLabels", &matchLabels, keys: .labelKey, values: .labelValue,
            doc: "Labels that must have these values.")
        v.field("matchExpressions", &matchExpressions, minimum: 1, doc: "Further conditions, all of which must hold.")
    }

    /// A selector that is written has a condition.
    public mutating func check(_ report: Report) {
        guard matchLabels == nil && matchExpressions == nil else { return }
        report.add(
            .emptySelector, "The selector has neither “matchLabels” nor “matchExpressions”.",
            fix: "Add one of them, or remove the selector.")
    }
}

/// One condition on a label.
public struct LabelExpression: Described {
    /// The kinds of conditions.
    public enum Operator: String, Word {
        /// The label has one of the values.
        case isIn = "In"
        /// The label has none of the values, or is absent.
        case notIn = "NotIn"
        /// The label is present.
        case exists = "Exists"
        /// The label is absent.
        case doesNotExist = "DoesNotExist"
    }

    /// The key of the label.
    public var key = ""
    /// The kind of condition.
    public var `operator` = Operator.exists
    /// The values, for `In` and `NotIn`.
    public var values: [String] = []

    /// A condition on no label.
    public init() {}

    /// Whether labels fulfil the condition.
    public func matches(_ labels: [String: String]) -> Bool {
        switch self.operator {
        case .isIn: labels[key].map(values.contains) ?? false
        case .notIn: !(labels[key].map(values.contains) ?? false)
        case .exists: labels[key] != nil
        case .doesNotExist: labels[key] == nil
        }
    }

    /// States the fields.
    public mutating func describe(_ v: inout some FieldVisitor) {
        v.field("key", &key, .labelKey, doc: "The key of the label.")
        v.field("operator", &self.operator, doc: "The kind of condition: In, NotIn, Exists or DoesNotExist.")
        v.field("values", &values, ListFormat(of: .labelValue), doc: "The values, for In and NotIn.")
    }

    /// Values stand where they are needed and nowhere else.
    public mutating func check(_ report: Report) {
        let needsValues = self.operator == .isIn || self.operator == .notIn
        guard needsValues == values.isEmpty else { return }
        let word = self.operator.rawValue
        report.add(
            .selectorValues, at: ["operator"], needsValues ? "“\(word)” needs values." : "“\(word)” takes no values.",
            fix: needsValues ? "Add at least one below “values”." : "Remove “values”.")
    }
}
