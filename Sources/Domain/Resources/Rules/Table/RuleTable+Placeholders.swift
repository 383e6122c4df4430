// Placeholders in the template of a fleet.
extension Rule {
    static func placeholderRow(_ rule: Rule) -> Row? {
        switch rule {
        case .templateSyntax: error("Placeholders are well formed", "They follow the syntax of Go templates.")
        case .unknownPlaceholder:
            error(
                "Placeholders are known", "A device's name and labels can be used, and a fixed list of functions.")
        case .placeholderNotAllowed:
            error(
                "Placeholders stand where they may",
                "In an image reference they are the whole tag, so that a label cannot change the image's source.")
        default: nil
        }
    }
}
