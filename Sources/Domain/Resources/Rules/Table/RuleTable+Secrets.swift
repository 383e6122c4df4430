// Secrets that git should not hold.
extension Rule {
    static func secretRow(_ rule: Rule) -> Row? {
        switch rule {
        case .credentialInManifest:
            warning(
                "Credentials of repositories stay out of git",
                "Whoever can read the repository can use them, and its history keeps them.")
        case .secretInContent:
            warning(
                "Files hold no keys and tokens",
                "Whoever can read the repository can use them, and its history keeps them.")
        case .secretInVariable:
            warning(
                "Variables hold no passwords",
                "Whoever can read the repository can use them, and its history keeps them.")
        default: nil
        }
    }
}
