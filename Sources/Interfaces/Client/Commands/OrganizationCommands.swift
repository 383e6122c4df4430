import Console
import Nodes

/// `martlet config`: which organization the commands work on.
public struct OrganizationCommands: Sendable {
    private let location: ContextLocation

    /// Works on the context file that flags and environment name.
    ///
    /// - Throws: ``ClientError`` with the code `usage`.
    public init(_ flags: ConnectionFlags, environment: [String: String]) throws(ClientError) {
        self.location = try ContextLocation(flags, environment: environment)
    }

    /// Prints the organization in the context file.
    ///
    /// - Throws: ``ClientError``.
    public func printCurrent(_ terminal: Terminal) throws(ClientError) {
        guard let organization = try stored()["organization"] else {
            terminal.note("No organization is set; the server takes the only one that you belong to.")
            return
        }
        terminal.output(organization.printable + "\n")
    }

    /// Writes the organization into the context file; the server is not asked.
    ///
    /// - Throws: ``ClientError``.
    public func set(_ organization: String, _ terminal: Terminal) throws(ClientError) {
        let organization = try Connection.checkedOrganization(organization)
        var file = try stored()
        if file.path != location.path { file.anchorPaths() }
        file.set("organization", .string(organization))
        try file.write(to: location.path)
        terminal.output("Organization set to \(organization)\n")
    }

    private func stored() throws(ClientError) -> ContextFile {
        guard let file = try ContextFile.load(location) else {
            throw ClientError(.noServer, "There is no \(location.path).", fix: "Run `martlet login URL` first.")
        }
        return file
    }
}
