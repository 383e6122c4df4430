import Resources

/// Whether text has colours.
enum TextStyle {
    case plain
    case coloured

    /// What a piece of text is.
    enum Role {
        case severity(Severity)
        case strong
        case frame
    }

    /// The text with the sequences around it that colour it.
    func paint(_ text: String, _ role: Role) -> String {
        switch self {
        case .plain: text
        case .coloured: "\u{1B}[\(Self.code(role))m\(text)\u{1B}[0m"
        }
    }

    private static func code(_ role: Role) -> String {
        switch role {
        case .severity(.error): "1;31"
        case .severity(.warning): "1;33"
        case .severity(.note): "1;36"
        case .strong: "1"
        case .frame: "34"
        }
    }
}
