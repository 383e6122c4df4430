public import Resources
public import Templates

/// Placeholders in a template: what they mention, and what a device makes of them. Where they may stand is the kind's
/// own decision, the same for validation and for rendering (P2).
public enum Substitution {
    /// What the placeholders of a template mention. Conservative: what cannot be known counts as everything.
    public static func mentions(of template: DeviceSpec) throws(RenderError) -> Mentions {
        var mentions = Mentions()
        for text in template.textsWithPlaceholders() { mentions.formUnion(try parse(text).mentions) }
        return mentions
    }

    /// The template with its placeholders replaced by a device's name and labels.
    public static func apply(_ values: TemplateValues, to template: DeviceSpec) throws(RenderError) -> DeviceSpec {
        try template.fillingPlaceholders { (text) throws(RenderError) in try render(text, values) }
    }

    static let opening = "{{"

    private static func parse(_ text: String) throws(RenderError) -> Template {
        do {
            return try Template.parse(text)
        } catch {
            throw RenderError("a placeholder cannot be read: \(error)")
        }
    }

    private static func render(_ text: String, _ values: TemplateValues) throws(RenderError) -> String {
        let template = try parse(text)
        do {
            return try template.render(values)
        } catch {
            throw RenderError("a placeholder cannot be filled: \(error)")
        }
    }
}
