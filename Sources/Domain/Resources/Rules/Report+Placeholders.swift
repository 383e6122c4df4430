import Templates

extension Report {
    /// Notes placeholders that cannot be filled. Places within the text are named in the message.
    func checkTemplate(_ text: String) {
        do throws(TemplateError) {
            _ = try Template.parse(text)
        } catch {
            let rule = error.code == .unsupported ? Rule.unknownPlaceholder : .templateSyntax
            add(
                rule, "\(error.message) (In the text: line \(error.position.line), column \(error.position.column).)",
                fix: error.fix)
        }
    }
}
