/// The kinds of resources. The raw value is the word in a document's `kind`.
public enum Kind: String, Sendable, CaseIterable {
    /// A place to fetch from, with its credentials.
    case repository = "Repository"
    /// A directory of a git repository whose manifests are kept in force.
    case resourceSync = "ResourceSync"
    /// A template for all devices that a selector matches.
    case fleet = "Fleet"
    /// One edge device.
    case device = "Device"
    /// A fleet's template as it was at one time.
    case templateVersion = "TemplateVersion"
    /// A device's wish to be let in.
    case enrollmentRequest = "EnrollmentRequest"
    /// A wish for a certificate.
    case certificateSigningRequest = "CertificateSigningRequest"
    /// Something that happened.
    case event = "Event"
    /// A tenant.
    case organization = "Organization"
    /// Where people's identities come from.
    case authProvider = "AuthProvider"
    /// A collection of things to install, from which specs choose.
    case catalog = "Catalog"
    /// One thing in a catalog, with its versions.
    case catalogItem = "CatalogItem"

    /// The kind in lower case, as in `martlet get device`.
    public var singular: String { rawValue.lowercased() }

    /// The word for several, which is also the collection's name in paths.
    public var plural: String {
        switch self {
        case .repository: "repositories"
        default: singular + "s"
        }
    }

    /// The abbreviation that command lines take.
    public var shortName: String {
        switch self {
        case .repository: "repo"
        case .resourceSync: "rs"
        case .fleet: "flt"
        case .device: "dev"
        case .templateVersion: "tv"
        case .enrollmentRequest: "er"
        case .certificateSigningRequest: "csr"
        case .event: "ev"
        case .organization: "org"
        case .authProvider: "ap"
        case .catalog: "cat"
        case .catalogItem: "ci"
        }
    }

    /// The kind that a word on a command line means: singular, plural or short name, in any letter case.
    public init?(word: String) {
        let lower = word.lowercased()
        guard let kind = Self.allCases.first(where: { [$0.singular, $0.plural, $0.shortName].contains(lower) }) else {
            return nil
        }
        self = kind
    }

    /// Whether manifests of this kind may stand in a git repository.
    public var comesFromGit: Bool {
        switch self {
        case .repository, .resourceSync, .fleet, .device, .catalog, .catalogItem: true
        case .templateVersion, .enrollmentRequest, .certificateSigningRequest, .event, .organization, .authProvider:
            false
        }
    }

    /// Whether this server keeps resources of this kind in force. Manifests of the others can be judged and no more.
    public var isKept: Bool { self != .catalog && self != .catalogItem }

    /// What documents of this kind say in `apiVersion`.
    public var apiVersion: String { isAlpha ? APIVersion.alpha : APIVersion.current }

    private var isAlpha: Bool { self == .catalog || self == .catalogItem }
}

/// The versions of documents.
public enum APIVersion {
    /// The group that stands in front of a version.
    public static let group = "flightctl.io/"
    /// The version of all kinds but those of catalogs.
    public static let current = group + "v1beta1"
    /// The version of catalogs and their items.
    public static let alpha = group + "v1alpha1"
}
