import Nodes

extension Links {
    /// More names than this are not searched for one that was meant.
    private static let mostSuggested = 500

    static func repositories(_ facts: [LinkFacts], _ hasPath: (RepositoryPath) -> Bool?) -> [LocatedFinding] {
        var declared: [String: LinkFacts.DeclaredRepository] = [:]
        for fact in facts {
            if let repository = fact.repository, declared[fact.name] == nil { declared[fact.name] = repository }
        }
        let names = declared.count <= mostSuggested ? declared.keys.sorted() : []
        var findings: [LocatedFinding] = []
        for fact in facts {
            for reference in fact.references {
                guard let repository = declared[reference.repository] else {
                    findings.append(undeclared(reference, in: fact, names))
                    continue
                }
                if repository.type != reference.use.type {
                    findings.append(unable(reference, repository.type, in: fact))
                } else if let finding = missing(reference, repository.address, in: fact, hasPath) {
                    findings.append(finding)
                }
            }
        }
        return findings
    }

    private static func undeclared(
        _ reference: RepositoryReference, in fact: LinkFacts, _ names: [String]
    ) -> LocatedFinding {
        fact.located(
            .repositoryNotDeclared, at: reference.field, reference.repositoryPlace,
            "No document declares the repository “\(reference.repository)”.",
            fix: Suggestion.fix(for: reference.repository, among: names)
                ?? "Declare it, or make sure that it exists on the server.")
    }

    private static func unable(
        _ reference: RepositoryReference, _ type: RepositorySpec.RepositoryType, in fact: LinkFacts
    ) -> LocatedFinding {
        fact.located(
            .repositoryCannotServe, at: reference.field, reference.repositoryPlace,
            "“\(reference.repository)” is a repository of type \(type.rawValue), which holds no \(reference.use.what).",
            fix: "Name a repository of type \(reference.use.type.rawValue).")
    }

    /// A path that is not in the tree at hand. Placeholders are filled later.
    private static func missing(
        _ reference: RepositoryReference, _ address: String, in fact: LinkFacts, _ hasPath: (RepositoryPath) -> Bool?
    ) -> LocatedFinding? {
        guard reference.use != .httpFile, !reference.path.holdsPlaceholder, !reference.revision.holdsPlaceholder else {
            return nil
        }
        let path = reference.path.split(separator: "/").joined(separator: "/")
        let question = RepositoryPath(
            repository: reference.repository, address: address, revision: reference.revision, path: path)
        guard !path.isEmpty, hasPath(question) == false else { return nil }
        let steps = reference.field.steps.dropLast() + ["path"]
        return fact.located(
            .missingPath, at: FieldPath(Array(steps)), reference.pathPlace,
            "“\(reference.path.excerpt)” does not exist in the repository “\(reference.repository)”.",
            fix: "Correct the path, or commit what it names.")
    }
}

extension RepositoryReference.Use {
    fileprivate var type: RepositorySpec.RepositoryType { self == .httpFile ? .http : .git }

    fileprivate var what: String {
        switch self {
        case .gitFiles: "directories to copy"
        case .httpFile: "files to fetch by URL"
        case .manifests: "manifests to follow"
        }
    }
}
