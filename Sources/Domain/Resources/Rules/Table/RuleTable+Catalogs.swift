// Catalogs, their items, and providers of identity.
extension Rule {
    static func catalogRow(_ rule: Rule) -> Row? {
        switch rule {
        case .semanticVersion:
            error(
                "Versions of an item are semantic versions",
                "Three numbers, and if need be what comes before or builds.")
        case .versionRange:
            error("Ranges of versions are well formed", "Versions with operators, with a space between them.")
        case .versionReference:
            error("Versions refer to artifacts by tag or digest", "Put behind the artifact's address it is the image.")
        case .duplicateVersion: error("Versions of an item stand once", "Which of two should be installed is a guess.")
        case .duplicateArtifact: error("Artifacts of an item have different names", "Versions refer to them by name.")
        case .unknownArtifact:
            error("Versions refer to artifacts of their item", "There is no address to put together.")
        case .artifactAddress:
            error("Addresses of artifacts go without tag and digest", "Each version brings its own.")
        case .versionReplacesItself: error("Versions replace others", "No update leads from a version to itself.")
        case .emptyReferences: error("Versions refer to an artifact", "A version without one installs nothing.")
        case .providerOfServer:
            warning(
                "Providers of types k8s and aap stand in the server's configuration",
                "They cannot be made by a request.")
        case .missingIntrospection:
            error("OAuth 2 providers say how tokens are checked", "Without introspection nobody can log in.")
        case .privilegedAssignment:
            note(
                "Some assignments need a super-administrator",
                "Organizations by claim or user, and the role flightctl-admin for everybody.")
        default: nil
        }
    }
}
