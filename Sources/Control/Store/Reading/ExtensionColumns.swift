import Resources

/// Keeps fields of ours out of answers of the `v1beta1` model, whose documents are closed: what a spec holds of them is
/// told by annotations `martlet.io/<path below spec>`, with texts as they are and everything else as JSON.
enum ExtensionColumns {
    /// The spec without fields of ours.
    static func spec(_ column: String, of kind: Kind) -> String {
        paths(of: kind).reduce(column) { "\($0) #- '{\($1.joined(separator: ","))}'" }
    }

    /// A JSON object of annotations; fields that a spec does not have are null.
    static func annotations(_ column: String, of kind: Kind) -> String {
        let pairs = paths(of: kind).map { path in
            "'martlet.io/\(path.joined(separator: "."))', \(column) #>> '{\(path.joined(separator: ","))}'"
        }
        return "jsonb_build_object(\(pairs.joined(separator: ", ")))"
    }

    /// The types of condition that are ours; the contract's words are closed as well. They are told, where there are
    /// any, by the annotation `martlet.io/conditions` as a JSON array.
    private static let conditionTypes = "'{PruneBlocked,Contested,Verified,Suspended,Pinned}'::text[]"

    /// The conditions that the contract knows.
    static func conditions(_ column: String) -> String { "coalesce(\(selected(column, "<> all")), '[]')" }

    /// The value of the annotation with the others; null when there are none.
    static func ownConditions(_ column: String) -> String { "(\(selected(column, "= any")))::text" }

    private static func selected(_ column: String, _ relation: String) -> String {
        """
        (select jsonb_agg(e.value order by e.n) from jsonb_array_elements(\(column)) with ordinality e(value, n)
         where e.value ->> 'type' \(relation) (\(conditionTypes)))
        """
    }

    /// No extension stands below a list, so that a path of keys names it.
    private static func paths(of kind: Kind) -> [[String]] {
        Extension.all.filter { $0.kind == kind }.map { field in
            field.path.steps.dropFirst().compactMap { if case .key(let key) = $0 { key } else { nil } }
        }
    }
}
