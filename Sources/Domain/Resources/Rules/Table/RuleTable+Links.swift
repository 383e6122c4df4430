// Links: what documents say of each other.
extension Rule {
    static func linkRow(_ rule: Rule) -> Row? {
        switch rule {
        case .repositoryNotDeclared:
            warning(
                "Repositories are declared",
                "A name that no document declares works only if the repository was made on the server by hand.")
        case .repositoryCannotServe:
            error(
                "Repositories are of the type that is asked of them",
                "Files and manifests come from git repositories, single files over HTTP from http ones.")
        case .fleetsCanOverlap:
            warning(
                "Fleets choose different devices",
                "A device that two fleets select belongs to neither until that is mended. Selectors that ask for different values of one label never meet."
            )
        case .deviceInTwoFleets:
            warning(
                "Devices belong to one fleet",
                "A declared device is selected by several fleets; it belongs to neither until that is mended.")
        case .deviceWithoutFleet:
            note("Devices have something to run", "No fleet selects the device, and it has no spec of its own.")
        case .missingPath:
            warning("Paths lie in the repository", "The repository is the one at hand, and the path is not in it.")
        default: nil
        }
    }
}
