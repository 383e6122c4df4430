// Texts of a fleet's template that hold placeholders.
extension Report {
    /// Notes placeholders that cannot be filled, or that stand where none may.
    func checkTemplate(_ text: String, _ format: TextFormat) {
        if format.placeholders == .imageTag, !Images.isTemplated(text.utf8Span.span, strict: false) {
            add(
                .placeholderNotAllowed, "In an image reference only the whole tag may be made of placeholders.",
                fix: "Write name:{{ … }}, for example quay.io/org/app:{{ .metadata.labels.version }}.")
        }
        checkTemplate(text)
    }
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
