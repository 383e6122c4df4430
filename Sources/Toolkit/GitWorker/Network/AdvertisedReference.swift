import CLibGit2
import Git
import GitObjects

/// A reference as the server names it. An annotated tag is followed by one of the same name and `^{}`: its commit.
struct AdvertisedReference {
    var name: String
    var id: git_oid

    init(_ head: git_remote_head) {
        name = head.name.map { String(cString: $0) } ?? ""
        id = head.oid
    }
}

extension [AdvertisedReference] {
    private static var peeled: String { "^{}" }

    /// The full name that a user's name stands for: itself, a branch, or a tag, in this order.
    func named(_ name: String) -> AdvertisedReference? {
        for candidate in [name, "refs/heads/\(name)", "refs/tags/\(name)"] where !candidate.hasSuffix(Self.peeled) {
            if let match = first(where: { $0.name == candidate && (name == "HEAD" || $0.name.hasPrefix("refs/")) }) {
                return match
            }
        }
        return nil
    }

    /// The commit of a reference: of an annotated tag what it points to.
    func commit(of reference: AdvertisedReference) -> ObjectID? {
        ObjectID(first { $0.name == reference.name + Self.peeled }?.id ?? reference.id)
    }

    var branchesAndTags: [AdvertisedReference] {
        filter {
            ($0.name.hasPrefix("refs/heads/") || $0.name.hasPrefix("refs/tags/")) && !$0.name.hasSuffix(Self.peeled)
        }
    }
}
