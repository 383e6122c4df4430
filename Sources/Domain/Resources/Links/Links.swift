import Nodes

/// The rules between documents (MR20). Pure: facts in, findings out.
///
/// How to use it: read each file with ``ManifestReader``, keep ``Manifest/links`` of each manifest and drop the manifest,
/// in the order of the files' paths whatever order they were read in, so that findings do not depend on the number of
/// cores. Then call ``judge(_:hasPath:)`` once for the whole set and put its findings among those of the files.
/// Documents with errors are not among the manifests and so not in the set; what only they declare counts as undeclared.
public enum Links {
    /// What the documents of a set say of each other.
    ///
    /// About linear in the number of documents: 35,000 fleets take less than a second. Of selectors with more than
    /// ``FleetIndex/mostKeySets`` different sets of keys the further sets are not compared.
    ///
    /// - Parameters:
    ///   - facts: of all documents, in the order of their files' paths and within a file in its order.
    ///   - hasPath: whether a path exists in a repository, or nil when that is not known; asked for git repositories only.
    ///     The whole tree must be meant by an answer, not only the files that are judged.
    public static func judge(
        _ facts: [LinkFacts], hasPath: (RepositoryPath) -> Bool? = { _ in nil }
    ) -> [LocatedFinding] {
        repositories(facts, hasPath) + fleets(facts)
    }
}

/// A question about the tree of a repository.
public struct RepositoryPath: Sendable, Hashable {
    /// The name of the Repository.
    public let repository: String
    /// Its address; nil when no document declares it.
    public let address: String?
    /// The branch, tag or commit that is asked for.
    public let revision: String
    /// The path from the root of the tree, without a slash in front or at the end; empty for the root.
    public let path: String
}

extension LinkFacts {
    /// A finding in the file of these facts.
    func located(_ rule: Rule, at path: FieldPath, _ place: Place, _ message: String, fix: String) -> LocatedFinding {
        LocatedFinding(
            file: file, start: place.start, end: place.end, kind: kind.rawValue, name: name,
            finding: Finding(rule, at: path, message, fix: fix))
    }
}
