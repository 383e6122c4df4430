import Glibc
import Resources

/// Looks for manifests below a directory. Links are not followed, as in a sync; hidden names are passed over.
struct DirectoryWalk {
    /// Directories within one another.
    private static let deepest = 64

    private let start: NamedPath
    private let root: RepositoryRoot
    private var listing = SourceListing()

    init(of start: NamedPath, root: RepositoryRoot) {
        self.start = start
        self.root = root
    }

    mutating func run() throws(ValidationFailure) -> SourceListing {
        let segments = root.segments(to: start.real)
        var rules = IgnoreRules()
        var place = root.path
        for (depth, segment) in segments.enumerated() {
            addRules(of: place, depth: depth, to: &rules)
            place += "/" + segment
        }
        guard let entries = DirectoryListing(start.real) else {
            throw ValidationFailure(
                "\(start.shown) cannot be listed: \(FileBytes.reason(errno)).", fix: "Check its owner and mode.")
        }
        walk(entries, Step(real: start.real, shown: start.shown, segments: segments, depth: 0), rules)
        if listing.files.isEmpty {
            note(
                .nothingToRead, start.shown.isEmpty ? "." : start.shown, "No file here ends in .yaml, .yml or .json.",
                fix: "Name the directory with the manifests, or look at .martletignore.")
        }
        return listing
    }

    /// A directory on the way.
    private struct Step {
        let real: String
        let shown: String
        /// From the root to here.
        let segments: [Substring]
        /// From the start to here.
        let depth: Int

        /// How an entry of the directory is called in findings.
        func shown(_ name: String) -> String { shown.isEmpty ? name : shown == "/" ? "/" + name : "\(shown)/\(name)" }
    }

    private mutating func walk(_ directory: DirectoryListing, _ step: Step, _ above: IgnoreRules) {
        var rules = above
        addRules(of: step.real, depth: step.segments.count, to: &rules)
        if directory.unusable > 0 {
            note(
                .unreadableFile, step.shown("."), "\(directory.unusable) names here are not UTF-8.", fix: "Rename them."
            )
            listing.isIncomplete = true
        }
        for entry in directory.entries {
            let isIgnored =
                !rules.isEmpty
                && rules.ignores(step.segments + [Substring(entry.name)], isDirectory: entry.kind == .directory)
            if isIgnored {
                if ManifestPath.isManifest(entry.name), entry.kind == .file { listing.ignored += 1 }
                continue
            }
            visit(entry, step, rules)
        }
    }

    private mutating func visit(_ entry: DirectoryListing.Entry, _ step: Step, _ rules: IgnoreRules) {
        let (real, shown) = ("\(step.real)/\(entry.name)", step.shown(entry.name))
        switch entry.kind {
        case .directory: descend(entry, real, shown, step, rules)
        case .link:
            listing.findings.append(.linkNotFollowed(shown))
        case .file where ManifestPath.isManifest(entry.name):
            if step.segments.isEmpty, entry.name == ManifestPath.settings { return }
            listing.files.append(SourceFile(path: shown, location: real))
        case .other where ManifestPath.isManifest(entry.name):
            fail(shown, "it is not a regular file")
        case .file, .other: break
        }
    }

    private mutating func descend(
        _ entry: DirectoryListing.Entry, _ real: String, _ shown: String, _ step: Step, _ rules: IgnoreRules
    ) {
        guard step.depth < Self.deepest else { return fail(shown, "directories nest more than \(Self.deepest) deep") }
        guard let entries = DirectoryListing(real) else { return fail(shown, FileBytes.reason(errno)) }
        walk(
            entries,
            Step(
                real: real, shown: shown, segments: step.segments + [Substring(entry.name)], depth: step.depth + 1),
            rules)
    }

    private func addRules(of directory: String, depth: Int, to rules: inout IgnoreRules) {
        let file = SourceFile(path: "\(directory)/\(IgnoreRules.fileName)")
        guard access(file.location, F_OK) == 0, let bytes = try? FileBytes.read(file) else { return }
        rules.add(bytes, depth: depth)
    }

    private mutating func fail(_ path: String, _ reason: String) {
        listing.isIncomplete = true
        listing.findings.append(.unreadable(path, reason))
    }

    private mutating func note(_ rule: Rule, _ path: String, _ message: String, fix: String) {
        listing.findings.append(.about(path, rule, message, fix: fix))
    }
}
