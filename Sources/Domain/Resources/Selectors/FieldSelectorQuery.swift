/// A field selector of a query, such as `status.summary.status!=Online,metadata.name contains web`. All of its terms
/// must hold.
public struct FieldSelectorQuery: Sendable, Hashable {
    /// What a term asks of its field.
    public enum Condition: Sendable, Hashable {
        /// `f`: it is set.
        case exists
        /// `!f`: it is not set.
        case doesNotExist
        /// `f=v`, `f==v`, `f in (…)`: it has one of the values.
        case isIn([String])
        /// `f!=v`, `f notin (…)`: it has none of the values, or is not set.
        case notIn([String])
        /// `f>v`, `f>=v`, `f<v`, `f<=v`: only for times.
        case compares(Comparison, String)
        /// `f contains v`: the text is part of it.
        case contains(String)
        /// `f notcontains v`: the text is no part of it, or it is not set.
        case notContains(String)
    }

    /// Comparisons of times.
    public enum Comparison: String, Sendable {
        case greater = ">"
        case greaterOrEqual = ">="
        case less = "<"
        case lessOrEqual = "<="
    }

    /// A field and what is asked of it.
    public struct Term: Sendable, Hashable {
        /// The field.
        public var field: SelectableField
        /// What is asked of it.
        public var condition: Condition
    }

    /// The conditions in the order written; none holds for everything.
    public var terms: [Term]

    /// Reads a selector over the fields of a kind. An empty text has no terms.
    public static func parse(_ text: String, for kind: Kind) throws(SelectorError) -> FieldSelectorQuery {
        try parse(text, among: kind.selectableFields)
    }

    /// Reads a selector over these fields. An empty text has no terms.
    public static func parse(_ text: String, among fields: [SelectableField]) throws(SelectorError)
        -> FieldSelectorQuery
    {
        try FieldSelectorParser(text, fields: fields).query()
    }
}
