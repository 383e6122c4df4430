// Repositories and syncs.
extension Rule {
    static func repositoryRow(_ rule: Rule) -> Row? {
        switch rule {
        case .incompleteCredential:
            error(
                "Credentials are complete",
                "User and password, certificate and key, key and passphrase belong together.")
        case .credentialInURL:
            error("Addresses hold no credentials", "Addresses are shown in lists, logs and messages.")
        case .urlScheme: error("Addresses of web servers are URLs", "They start with https:// or http://.")
        case .duplicateBaseImage: error("Base images stand once", "Their tags stand together.")
        case .maskedSecret:
            warning(
                "Secrets are written out",
                "***** is what answers show in their place; writing it back keeps a stored secret.")
        case .syncPathNotAbsolute:
            note("Paths of a sync start with /", "They start at the root of the repository.")
        case .syncPath: error("Paths of a sync stay in the repository", "“..” leads out of it.")
        case .credentialForm:
            warning(
                "Credentials suit the address",
                "Over HTTP the credentials of SSH are not used, and the other way round.")
        case .credentialTwice:
            error("Credentials stand once", "A reference and a value beside it leave open which of them is used.")
        case .secretReference:
            error(
                "References to secrets name a variable that is meant for them",
                "Whoever writes a manifest could otherwise send any variable of the server to a host of his own.")
        case .verifyWithoutKeys:
            error(
                "Who demands signatures says whose",
                "Without the keys that are trusted no commit could ever be applied.")
        case .emptyTargets:
            error("Limits of a sync limit something", "Empty ones look like a limit and are none.")
        default: nil
        }
    }
}
