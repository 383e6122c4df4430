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

    /// No extension stands below a list, so that a path of keys names it.
    private static func paths(of kind: Kind) -> [[String]] {
        Extension.all.filter { $0.kind == kind }.map { field in
            field.path.steps.dropFirst().compactMap { if case .key(let key) = $0 { key } else { nil } }
        }
    }
}
