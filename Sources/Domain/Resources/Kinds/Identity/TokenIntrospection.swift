/// How tokens of an OAuth 2 provider are checked.
public struct TokenIntrospection: Variant {
    /// The ways.
    public enum IntrospectionType: String, Word {
        /// By asking an endpoint of RFC 7662.
        case rfc7662
        /// By asking GitHub.
        case github
        /// By their signature.
        case jwt
    }

    private static let gitHub = "https://api.github.com"

    /// The way.
    public var tag: IntrospectionType
    /// The endpoint; nil is GitHub's own.
    public var url: String?
    /// Where the keys of signatures are.
    public var keysURL: String?
    /// The issuer that tokens must name.
    public var issuer: String?
    /// The audiences of which tokens must name one.
    public var audience: [String] = []

    /// An endpoint without an address.
    public init() { self.init(tag: .rfc7662) }

    /// A way without addresses.
    public init(tag: IntrospectionType) { self.tag = tag }

    /// The field that names the way.
    public static let tagField = Field(
        "type", .required, doc: "How tokens are checked: rfc7662, github or jwt.")

    /// States the fields of the form at hand.
    public mutating func describeForm(_ v: inout some FieldVisitor) {
        switch tag {
        case .rfc7662:
            v.field("url", &url, .webAddress, isRequired: true, doc: "The endpoint that is asked.")
        case .github:
            var read = url ?? Self.gitHub
            v.field("url", &read, .webAddress, default: Self.gitHub, doc: "The address of GitHub's API.")
            url = read
        case .jwt:
            v.field("jwksUrl", &keysURL, .webAddress, isRequired: true, doc: "Where the keys of signatures are.")
            v.field("issuer", &issuer, .webAddress, doc: "The issuer that tokens must name.")
            v.field(
                "audience", &audience, ListFormat(of: .text(1...1024)), doc: "Audiences of which tokens must name one.")
        }
    }
}
