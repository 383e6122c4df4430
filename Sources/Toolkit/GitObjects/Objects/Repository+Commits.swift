import CLibGit2
import Git

extension Repository {
    /// What is told of a commit; nil when the repository does not have it, or has it without its tree.
    package func detail(ofCommit id: ObjectID) throws(LibGit2Error) -> GitCommit? {
        guard let tree = try tree(ofCommit: id) else { return nil }
        var name = tree
        guard git_odb_exists(objects, &name) == 1 else { return nil }
        return try withCommit(id) { commit in Self.detail(id, commit) }
    }

    static func detail(_ id: ObjectID, _ commit: OpaquePointer?) -> GitCommit {
        let author = git_commit_author(commit)?.pointee
        return GitCommit(
            id: id, authorName: line(author?.name, maxBytes: 256), authorEmail: line(author?.email, maxBytes: 256),
            committedAt: git_commit_time(commit), subject: line(git_commit_summary(commit), maxBytes: 512))
    }

    /// Text that someone else wrote, as one printable line: invalid UTF-8 is repaired, control characters become spaces.
    static func line(_ text: UnsafePointer<CChar>?, maxBytes: Int) -> String {
        guard let text else { return "" }
        var line = ""
        for scalar in String(cString: text).unicodeScalars {
            let isPrintable =
                scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
            let next = isPrintable ? scalar : " "
            guard line.utf8.count + UTF8.width(next) <= maxBytes else { break }
            line.unicodeScalars.append(next)
        }
        return line
    }
}
