extension AuthProviderSpec {
    /// The role that rules the whole system.
    private static let administrator = "flightctl-admin"

    /// What a form needs beyond its required fields, and what only a super-administrator may write.
    public mutating func check(_ report: Report) {
        if tag == .k8s || tag == .aap {
            report.add(
                .providerOfServer, at: [.key(Self.tagField.key)],
                "Providers of type \(tag.rawValue) are not made by requests.",
                fix: "Write it into the server's configuration.")
        }
        if tag == .oauth2 && introspection == nil {
            report.add(
                .missingIntrospection, at: [.key(Self.tagField.key)], onKey: true, "“introspection” is missing.",
                fix: "Add it: an endpoint of RFC 7662, github, or jwt with the address of the keys.")
        }
        notePrivileges(report)
    }

    private func notePrivileges(_ report: Report) {
        if let assignment = organizationAssignment, assignment.tag != .static {
            notePrivilege("organizationAssignment", "Organizations by \(assignment.tag.rawValue) assignment", report)
        }
        if roleAssignment?.roles.contains(Self.administrator) == true {
            notePrivilege("roleAssignment", "The role \(Self.administrator) for everybody", report)
        }
    }

    private func notePrivilege(_ key: FieldPath.Step, _ what: String, _ report: Report) {
        report.add(
            .privilegedAssignment, at: [key], onKey: true, "\(what) can only be written by a super-administrator.",
            fix: "Let one of them create the provider.")
    }
}
