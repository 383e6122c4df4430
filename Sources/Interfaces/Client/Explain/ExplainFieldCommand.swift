public import Console
import Resources
import Schemas

/// `martlet explain KIND[.field.path]`: what may stand in a document, from the descriptions that the server reads with.
public struct ExplainFieldCommand: Sendable {
    private let explanation: Explanation
    private let isRecursive: Bool

    /// - Parameters:
    ///   - path: a kind and the keys that lead to a field, joined by dots.
    ///   - recursive: names all fields below, without their explanations.
    /// - Throws: when the path leads nowhere.
    public init(path: String, recursive: Bool = false) throws(ClientError) {
        do throws(ExplanationError) {
            explanation = try Explanation(path: path)
        } catch {
            throw .usage(error.message, fix: error.fix)
        }
        isRecursive = recursive
    }

    /// The paths that a beginning can be completed to, for shells.
    public static func completions(of beginning: String) -> [String] { Explanation.completions(of: beginning) }

    /// Prints the explanation.
    public func run(_ terminal: Terminal) {
        let lines = heading + text + (isRecursive ? tree(explanation.part, depth: 1, []) : fields)
        terminal.output(lines.joined(separator: "\n") + "\n")
    }

    private var heading: [String] {
        let kind = explanation.facts.kind.rawValue
        guard let field = explanation.field else {
            return ["\(kind) (\(explanation.facts.kind.apiVersion))"]
        }
        return ["\(explanation.path) <\(field.value.typeName)>\(explanation.notes(field))", "", "  \(field.field.doc)"]
    }

    /// What limits the field, one line each.
    private var text: [String] {
        guard let field = explanation.field else { return [] }
        let placeholders = explanation.inTemplate ? field.value.placeholders : nil
        let extent = field.field.isExtension ? "An extension: other systems that read such documents refuse it" : nil
        return (field.value.limits + [placeholders, extent].compactMap(\.self)).map { "  \($0)." }
    }

    private var fields: [String] {
        guard let part = explanation.part else { return [] }
        let rows = part.fieldsOfForms.flatMap { choice in
            let notes = choice.field.notes(choice.forms)
            return ["  \(choice.field.key) <\(choice.field.value.typeName)>\(notes)", "    \(choice.field.field.doc)"]
        }
        return ["", "FIELDS"] + rows + part.choiceLines
    }

    private func tree(_ part: Part?, depth: Int, _ above: [String]) -> [String] {
        guard let part, !above.contains(part.name) else { return [] }
        let indent = String(repeating: "  ", count: depth)
        return part.fieldsOfForms.flatMap { choice in
            let line =
                "\(indent)\(choice.field.key) <\(choice.field.value.typeName)>\(choice.field.notes(choice.forms))"
            let below = choice.field.value.partName.map { explanation.facts.parts[$0] }
            return [line] + tree(below, depth: depth + 1, above + [part.name])
        }
    }
}

extension Explanation {
    fileprivate func notes(_ field: PartField) -> String { field.notes(forms) }
}

extension PartField {
    /// What stands behind the type: whether it must be written, what holds otherwise, and in which forms it is known.
    fileprivate func notes(_ forms: [String]) -> String {
        let presence =
            switch field.presence {
            case .required: ", required"
            case .optional: ""
            case .defaulted(let value): ", default \(value)"
            }
        return presence + (forms.isEmpty ? "" : ", only for \(forms.joined(separator: ", "))")
    }
}

extension Part {
    /// The fields that exclude each other, one line for each set of them; those of forms, with their form.
    fileprivate var choiceLines: [String] {
        let own = choices.map { $0.line(of: nil) }
        let lines = own + (forms?.all ?? []).flatMap { form in form.part.choices.map { $0.line(of: form.word) } }
        return lines.isEmpty ? [] : [""] + lines
    }
}

extension Part.Choice {
    fileprivate func line(of form: String?) -> String {
        let rule = keys.count == 1 ? "Required" : isRequired ? "Exactly one of" : "Not more than one of"
        return "\(form.map { "In \($0): " } ?? "")\(rule) \(keys.joined(separator: ", "))."
    }
}
