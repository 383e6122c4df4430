import Nodes
import Resources
import Store

/// One commit status in the language of a forge: where it goes and what it says. Pure.
struct ForgeMessage: Sendable, Hashable {
    /// The address that takes it by POST.
    let url: String
    /// A JSON document.
    let body: [UInt8]
    /// Whether the interface is on the server that holds the repository, so that what is said of that one's
    /// certificates holds for it as well.
    let isOnHost: Bool
    /// The word of the forge for the outcome.
    let state: String

    /// Nil when the repository's address has no project that the forge could know.
    init?(
        _ outcome: CommitOutcome, _ description: String, commit: String, sync: String, target: CommitStatusTarget,
        address: String
    ) {
        guard let project = ForgeProject(address: address), let path = Self.path(project, target, commit) else {
            return nil
        }
        url = "\(Self.base(project, target))\(path)"
        isOnHost = url.hasPrefix("\(project.origin)/")
        let text = Self.shortened("\(Self.lead(outcome))\(description)", to: Self.mostCharacters(target.provider))
        let context = Self.context(target.context ?? "martlet/\(sync)", outcome.subject)
        state = Self.state(outcome, target.provider)
        body = Node.object([
            (Self.contextField(target.provider), .string(context)), ("description", .string(text)),
            ("state", .string(state)),
        ]).canonicalJSON()
    }

    /// Where the interface begins.
    private static func base(_ project: ForgeProject, _ target: CommitStatusTarget) -> String {
        if let given = target.apiURL { return given.hasSuffix("/") ? String(given.dropLast()) : given }
        switch target.provider {
        case .github:
            return project.origin == "https://github.com" ? "https://api.github.com" : "\(project.origin)/api/v3"
        case .gitlab: return "\(project.origin)/api/v4"
        case .gitea:
            // It may be installed below a path; owner and name come last.
            let prefix = project.segments.dropLast(2).map { "/\($0)" }.joined()
            return "\(project.origin)\(prefix)/api/v1"
        }
    }

    private static func path(_ project: ForgeProject, _ target: CommitStatusTarget, _ commit: String) -> String? {
        switch target.provider {
        case .gitlab:
            let name = encoded(project.segments.joined(separator: "/"))
            return "/projects/\(name)/statuses/\(commit)"
        case .github, .gitea:
            guard project.segments.count >= 2 else { return nil }
            let names = project.segments.suffix(2).map(encoded).joined(separator: "/")
            return "/repos/\(names)/statuses/\(commit)"
        }
    }

    /// The word of the forge. GitLab says `failed` where the others say `failure`.
    private static func state(_ outcome: CommitOutcome, _ provider: CommitStatusTarget.Provider) -> String {
        switch outcome {
        case .seen, .waiting, .rollingOut: "pending"
        case .applied, .rolledOut: "success"
        case .rejected, .notRolledOut: provider == .gitlab ? "failed" : "failure"
        // Nothing failed, and yet it is not what runs: only GitLab has a word for that.
        case .superseded: provider == .gitlab ? "canceled" : "failure"
        }
    }

    private static func lead(_ outcome: CommitOutcome) -> String {
        switch outcome {
        case .seen: "Being looked at"
        case .waiting: "Waiting for approval: "
        case .applied: "Applied: "
        case .rejected: "Not applied: "
        // Says itself how many fleets were rolled out.
        case .rollingOut, .rolledOut, .notRolledOut, .superseded: ""
        }
    }

    /// The name of the status: that of the rollouts is the name of the other one with `/rollouts`.
    private static func context(_ name: String, _ subject: CommitSubject) -> String {
        let suffix = subject == .rollouts ? "/rollouts" : ""
        return name.prefix(mostInContext - suffix.count) + suffix
    }

    /// Forges take no longer names.
    private static let mostInContext = 255

    private static func contextField(_ provider: CommitStatusTarget.Provider) -> String {
        provider == .gitlab ? "name" : "context"
    }

    /// GitHub takes 140 characters and refuses more; the others are given what GitLab takes.
    private static func mostCharacters(_ provider: CommitStatusTarget.Provider) -> Int {
        provider == .github ? 140 : 255
    }

    /// One line of at most so many characters, as forges count them.
    private static func shortened(_ text: String, to most: Int) -> String {
        let line = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        var short = String.UnicodeScalarView(line.prefix(line.count > most ? most - 1 : most))
        if line.count > most { short.append("…") }
        return String(short)
    }

    /// Everything that means nothing in an address stays; a slash in a name does not.
    private static func encoded(_ name: String) -> String {
        name.utf8.map { byte in
            let letter = UnicodeScalar(byte)
            let isPlain = letter.isASCII && (letter.properties.isAlphabetic || letter.properties.numericType != nil)
            if isPlain || "-._~".unicodeScalars.contains(letter) { return String(letter) }
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
        }.joined()
    }
}
