import Secrets

// The fields of each form. A field that is required in one may be left out in another.
extension AuthProviderSpec {
    mutating func describeOpen(_ v: inout some FieldVisitor) {
        let isOpenID = tag == .oidc
        v.field("issuer", &issuer, .webAddress, isRequired: isOpenID, doc: "The issuer of tokens.")
        if !isOpenID {
            endpoints.describe(&v, isRequired: true)
            v.field(
                "userinfoUrl", &endpoints.userinfo, .webAddress, isRequired: true,
                doc: "The address that tells who the bearer of a token is.")
            v.field("introspection", &introspection, doc: "How tokens are checked.")
        }
        describeClient(&v, isRequired: true)
        v.field(
            "usernameClaim", &usernameClaim, ListFormat(of: .text(1...256)),
            doc: "The path of the claim with a person's name; preferred_username by default.")
        v.object(Field("organizationAssignment", .required, doc: organizationDoc), &organizationAssignment)
        v.object(Field("roleAssignment", .required, doc: roleDoc), &roleAssignment)
    }

    mutating func describeOpenShift(_ v: inout some FieldVisitor) {
        v.field("issuer", &issuer, .webAddress, doc: "The issuer of tokens.")
        endpoints.describe(&v, isRequired: false)
        describeClient(&v, isRequired: false)
        v.field(
            "clusterControlPlaneUrl", &platform.controlPlaneURL, .webAddress, doc: "The address of the cluster's API.")
        v.field(
            "projectLabelFilter", &platform.projectLabelFilter, .text(),
            doc: "The label of projects that become organizations.")
        describeNaming(&v)
    }

    mutating func describeAutomation(_ v: inout some FieldVisitor) {
        v.field("apiUrl", &platform.apiURL, .webAddress, isRequired: true, doc: "The address of the platform's API.")
        endpoints.describe(&v, isRequired: true)
        describeClient(&v, isRequired: true)
        describePrefix(&v)
    }

    mutating func describeKubernetes(_ v: inout some FieldVisitor) {
        v.field("apiUrl", &platform.apiURL, .webAddress, isRequired: true, doc: "The address of the cluster's API.")
        v.field("rbacNs", &platform.roleNamespace, .dnsLabel, doc: "The namespace in which roles are looked up.")
        v.field("organizationAssignment", &organizationAssignment, doc: organizationDoc)
        v.field("roleAssignment", &roleAssignment, doc: roleDoc)
        describeNaming(&v)
    }

    private mutating func describeClient(_ v: inout some FieldVisitor, isRequired: Bool) {
        v.field(
            "clientId", &clientID, .text(1...1024), isRequired: isRequired,
            doc: "The name under which this server is known to the provider.")
        v.secret(
            Field("clientSecret", isRequired ? .required : .optional, doc: "The secret that goes with the client."),
            &clientSecret, .text(1...8192))
        let scopes = ListFormat(of: .text(1...256))
        if tag == .aap {
            v.field(required: "scopes", &self.scopes, scopes, doc: "What is asked for.")
        } else {
            v.field("scopes", &self.scopes, scopes, doc: "What is asked for, such as openid.")
        }
    }

    private mutating func describeNaming(_ v: inout some FieldVisitor) {
        v.field("roleSuffix", &platform.roleSuffix, .text(), doc: "What follows the names of roles.")
        describePrefix(&v)
    }

    private mutating func describePrefix(_ v: inout some FieldVisitor) {
        v.field(
            "organizationNamePrefix", &platform.organizationNamePrefix, .text(),
            doc: "What stands in front of the names of organizations.")
    }

    private var organizationDoc: String { "To which organizations people belong." }
    private var roleDoc: String { "Which roles people have." }
}

/// The addresses by which people log in.
public struct AuthEndpoints: Sendable, Hashable {
    /// Where people are sent to.
    public var authorization: String?
    /// Where tokens are handed out.
    public var token: String?
    /// What tells who the bearer of a token is.
    public var userinfo: String?

    mutating func describe(_ v: inout some FieldVisitor, isRequired: Bool) {
        v.field(
            "authorizationUrl", &authorization, .webAddress, isRequired: isRequired,
            doc: "The address that people are sent to.")
        v.field(
            "tokenUrl", &token, .webAddress, isRequired: isRequired, doc: "The address where tokens are handed out.")
    }
}

/// What clusters and platforms say beside what all providers say.
public struct AuthPlatform: Sendable, Hashable {
    /// The address of the API.
    public var apiURL: String?
    /// The address of the API of an OpenShift cluster.
    public var controlPlaneURL: String?
    /// The label of projects that become organizations.
    public var projectLabelFilter: String?
    /// The namespace in which roles are looked up.
    public var roleNamespace: String?
    /// What follows the names of roles.
    public var roleSuffix: String?
    /// What stands in front of the names of organizations.
    public var organizationNamePrefix: String?
}

extension FieldVisitor {
    /// A text that one form of a part requires and another does not.
    mutating func field(
        _ key: String, _ value: inout String?, _ format: TextFormat, isRequired: Bool, doc: String
    ) {
        text(Field(key, isRequired ? .required : .optional, doc: doc), &value, format)
    }
}
