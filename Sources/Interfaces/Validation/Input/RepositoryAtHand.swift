import GitObjects
import Glibc
import Resources

/// The repository that is judged, asked whether it holds what documents name in it.
///
/// A Repository means it when the addresses of both lead to the same place: that of the document and that of a remote.
struct RepositoryAtHand {
    private let repository: LocalRepository
    private let places: Set<String>

    /// Nil when the directory lies in no repository.
    init?(directory: String) {
        guard let repository = try? LocalRepository(directory: directory) else { return nil }
        self.repository = repository
        places = Set(repository.remoteAddresses.compactMap(Self.place))
    }

    /// Whether a path exists; nil when the question is about another repository, or about a revision that is not here.
    ///
    /// What is about to be merged counts as well: the commit that is checked out, and the work tree.
    func has(_ question: RepositoryPath) -> Bool? {
        guard let address = question.address.flatMap(Self.place), places.contains(address) else { return nil }
        if question.path.isEmpty || isInWorkTree(question.path) { return true }
        let revisions = [question.revision, "origin/\(question.revision)"]
        let commits = revisions.compactMap { try? repository.commit($0) }
        if commits.isEmpty { return nil }
        return (commits + [try? repository.commit("HEAD")].compactMap { $0 }).contains { holds($0, question.path) }
    }

    private func holds(_ commit: LocalCommit, _ path: String) -> Bool {
        (try? repository.files(of: commit, below: path, suffixes: [])) != nil
    }

    private func isInWorkTree(_ path: String) -> Bool {
        repository.workTree.map { access($0 + path, F_OK) == 0 } ?? false
    }

    /// Host and path of an address in any of git's forms, without what may differ between two ways to one repository.
    static func place(_ address: String) -> String? {
        var rest = address[...]
        if let scheme = address.firstRange(of: "://") {
            rest = address[scheme.upperBound...]
        } else if let colon = address.firstIndex(of: ":"), !address[..<colon].contains("/") {
            // The short form of ssh, host:path.
            rest = Substring(address[..<colon] + "/" + address[address.index(after: colon)...])
        } else {
            return nil
        }
        var segments = rest.split(separator: "/").map(String.init)
        guard segments.count > 1 else { return nil }
        let host = segments[0].split(separator: "@").last ?? ""
        segments[0] = String(host.split(separator: ":").first ?? "").lowercased()
        let path = segments.joined(separator: "/")
        return path.hasSuffix(".git") ? String(path.dropLast(4)) : path
    }
}
