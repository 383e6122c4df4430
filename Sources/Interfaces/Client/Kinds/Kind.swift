/// A kind of object that the user API serves, with the words that name it on the command line and in paths.
public enum Kind: String, Sendable, CaseIterable {
    case device = "Device"
    case fleet = "Fleet"
    case templateVersion = "TemplateVersion"
    case repository = "Repository"
    case resourceSync = "ResourceSync"
    case enrollmentRequest = "EnrollmentRequest"
    case certificateSigningRequest = "CertificateSigningRequest"
    case event = "Event"
    case organization = "Organization"

    /// One of it, as `-o name` prints it: `device`.
    var singular: String { rawValue.lowercased() }

    /// Many of it, which is also its collection in paths: `devices`.
    var plural: String { self == .repository ? "repositories" : singular + "s" }

    /// The short name that existing clients know: `dev`.
    var shortName: String {
        switch self {
        case .device: "dev"
        case .fleet: "flt"
        case .templateVersion: "tv"
        case .repository: "repo"
        case .resourceSync: "rs"
        case .enrollmentRequest: "er"
        case .certificateSigningRequest: "csr"
        case .event: "ev"
        case .organization: "org"
        }
    }

    /// The words that mean this kind.
    var words: [String] { [singular, plural, shortName] }

    /// The kind that a word means, in any letter case.
    ///
    /// - Throws: ``ClientError`` with the code `usage`, which suggests the nearest word or lists all of them.
    static func named(_ word: String) throws(ClientError) -> Kind {
        let lowercased = word.lowercased()
        if let kind = allCases.first(where: { $0.words.contains(lowercased) }) { return kind }
        let suggestion = Suggestion.nearest(to: lowercased, among: allCases.flatMap(\.words))
        let all = allCases.map { "\($0.plural) (\($0.shortName))" }.joined(separator: ", ")
        throw .usage(
            "There is no kind \"\(word.printable)\".", fix: suggestion.map { "Did you mean \"\($0)\"?" } ?? "Kinds: \(all).")
    }
}
