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
        case .repository, .resourceSync, .fleet, .device: true
        case .templateVersion, .enrollmentRequest, .certificateSigningRequest, .event, .organization: false
        }
    }
}

/// The version of documents that this server writes, and the forms of it that it reads.
public enum APIVersion {
    /// The form that answers have.
    public static let current = "flightctl.io/v1beta1"
    /// The forms that documents may have.
    public static let accepted = [current, "v1beta1"]
}
