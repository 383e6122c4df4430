/// To which organizations people belong.
public struct OrganizationAssignment: Variant {
    /// The forms.
    public enum AssignmentType: String, Word {
        /// All to one.
        case `static`
        /// As a claim of their token says.
        case dynamic
        /// Each to one of their own.
        case perUser
    }

    /// The form.
    public var tag: AssignmentType
    /// The one organization.
    public var organizationName: String?
    /// The path of the claim.
    public var claimPath: [String] = []
    /// What stands in front of names; nil is nothing, or `user-org-` for organizations of users.
    public var prefix: String?
    /// What follows names.
    public var suffix = ""

    /// All to an organization without a name.
    public init() { self.init(tag: .static) }

    /// An empty assignment of this form.
    public init(tag: AssignmentType) { self.tag = tag }

    /// The field that names the form.
    public static let tagField = Field(
        "type", .required, doc: "How people get to organizations: static, dynamic or perUser.")

    /// States the fields of the form at hand.
    public mutating func describeForm(_ v: inout some FieldVisitor) {
        guard tag != .static else {
            return v.field(
                "organizationName", &organizationName, .text(1...253), isRequired: true,
                doc: "The organization of all people.")
        }
        if tag == .dynamic { v.describeClaimPath(&claimPath) }
        var read = prefix ?? defaultPrefix
        v.field(
            "organizationNamePrefix", &read, .text(), default: defaultPrefix,
            doc: "What stands in front of the names of organizations.")
        prefix = read
        v.field(
            "organizationNameSuffix", &suffix, .text(), default: "", doc: "What follows the names of organizations.")
    }

    private var defaultPrefix: String { tag == .perUser ? "user-org-" : "" }
}

/// Which roles people have.
public struct RoleAssignment: Variant {
    /// The forms.
    public enum AssignmentType: String, Word {
        /// All the same.
        case `static`
        /// As a claim of their token says.
        case dynamic
    }

    /// The form.
    public var tag: AssignmentType
    /// The roles of all people.
    public var roles: [String] = []
    /// The path of the claim.
    public var claimPath: [String] = []
    /// What stands between organization and role in a claim.
    public var separator = ":"

    /// No roles.
    public init() { self.init(tag: .static) }

    /// An empty assignment of this form.
    public init(tag: AssignmentType) { self.tag = tag }

    /// The field that names the form.
    public static let tagField = Field("type", .required, doc: "How people get roles: static or dynamic.")

    /// States the fields of the form at hand.
    public mutating func describeForm(_ v: inout some FieldVisitor) {
        switch tag {
        case .static:
            v.field(
                required: "roles", &roles, ListFormat(of: .text(1...253), minimum: 1, isSet: true),
                doc: "The roles of all people.")
        case .dynamic:
            v.describeClaimPath(&claimPath)
            v.field(
                "separator", &separator, .text(1...16), default: ":",
                doc: "What stands between organization and role in a claim; “:” by default.")
        }
    }
}

extension FieldVisitor {
    fileprivate mutating func describeClaimPath(_ path: inout [String]) {
        field(
            required: "claimPath", &path, ListFormat(of: .text(1...256), minimum: 1),
            doc: "The keys that lead to the claim in a token.")
    }
}
