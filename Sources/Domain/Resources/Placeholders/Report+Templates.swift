import Nodes
import Templates

// Texts of a fleet's template that hold placeholders.
extension Report {
    /// Notes placeholders that stand where none may, or that cannot be filled.
    func checkTemplate(_ text: String, _ format: TextFormat) {
        switch format.placeholders {
        case .never:
            return add(
                .placeholderNotAllowed, "Placeholders are not filled here.",
                fix: "Write the value itself; “{{ … }}” may stand in content, paths, revisions, tags and variables.")
        case .imageTag where !Images.isTemplated(text.utf8Span.span, strict: false):
            add(
                .placeholderNotAllowed, "In an image reference only the whole tag may be made of placeholders.",
                fix: "Write name:{{ … }}, for example quay.io/org/app:{{ .metadata.labels.version }}.")
        case .imageTag, .anywhere: break
        }
        checkTemplate(text)
    }

    /// Notes placeholders that cannot be filled, where in the text they stand.
    func checkTemplate(_ text: String, isEncoded: Bool = false) {
        do throws(TemplateError) {
            _ = try Template.parse(text)
        } catch {
            let place = ContentPlace(Position(error.position), Position(error.end), isEncoded: isEncoded)
            let rule = error.code == .unsupported ? Rule.unknownPlaceholder : .templateSyntax
            add(rule, content: place, error.message, fix: error.fix)
        }
    }
}

extension Position {
    fileprivate init(_ place: TemplatePosition) { self.init(line: place.line, column: place.column) }
}

extension String {
    /// Whether `{{` stands in the text.
    var holdsPlaceholder: Bool {
        let bytes = utf8Span.span
        var index = 0
        while index + 1 < bytes.count {
            if bytes[index] == 0x7B && bytes[index + 1] == 0x7B { return true }
            index += 1
        }
        return false
    }
}
