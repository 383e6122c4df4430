import Secrets

/// Where people's identities come from. One type for all forms: which fields a form has, its description says; the
/// others are empty.
public struct AuthProviderSpec: Variant {
    /// The forms of providers.
    public enum ProviderType: String, Word {
        /// OpenID Connect.
        case oidc
        /// OAuth 2 without OpenID.
        case oauth2
        /// An OpenShift cluster.
        case openshift
        /// An Ansible Automation Platform.
        case aap
        /// A Kubernetes cluster.
        case k8s
    }

    /// The form.
    public var tag: ProviderType
    /// What people are shown.
    public var displayName: String?
    /// Whether people can log in by it.
    public var enabled = true
    /// The issuer of tokens.
    public var issuer: String?
    /// The addresses by which people log in.
    public var endpoints = AuthEndpoints()
    /// The name under which this server is known there.
    public var clientID: String?
    /// The secret that goes with it.
    public var clientSecret: Secret?
    /// What is asked for.
    public var scopes: [String] = []
    /// The path of the claim with a person's name.
    public var usernameClaim: [String] = []
    /// How tokens are checked.
    public var introspection: TokenIntrospection?
    /// To which organizations people belong.
    public var organizationAssignment: OrganizationAssignment?
    /// Which roles people have.
    public var roleAssignment: RoleAssignment?
    /// What clusters and platforms say further.
    public var platform = AuthPlatform()

    /// An OpenID provider without addresses.
    public init() { self.init(tag: .oidc) }

    /// A provider of this form without addresses.
    public init(tag: ProviderType) { self.tag = tag }

    /// The field that names the form.
    public static let tagField = Field(
        "providerType", .required, doc: "What kind of provider it is: oidc, oauth2, openshift, aap or k8s.")

    /// States the fields of the form at hand.
    public mutating func describeForm(_ v: inout some FieldVisitor) {
        v.field("displayName", &displayName, .text(), doc: "What people are shown.")
        describeEnabled(&v)
        switch tag {
        case .oidc, .oauth2: describeOpen(&v)
        case .openshift: describeOpenShift(&v)
        case .aap: describeAutomation(&v)
        case .k8s: describeKubernetes(&v)
        }
    }

    private mutating func describeEnabled(_ v: inout some FieldVisitor) {
        var read: Bool? = enabled
        v.flag(Field("enabled", .defaulted("true"), doc: "Whether people can log in by it; true by default."), &read)
        enabled = read ?? true
    }
}
