import Glibc
import Resources

/// Files and directories of this machine, and standard input.
public struct LocalSource: ManifestSource {
    /// What stands for standard input among the paths.
    public static let standardInput = "-"

    private let paths: [String]
    private let inputName: String
    private let settings: String?

    /// Reads these paths.
    ///
    /// - Parameters:
    ///   - paths: files, which are read whatever they are called; directories, in which manifests are looked for; `-`.
    ///   - inputName: what standard input is called in findings; it is JSON when that ends in `.json`.
    ///   - settings: the settings file; nil takes `martlet.yaml` at the root of the repository that the first path lies in.
    public init(paths: [String], inputName: String = "stdin", settings: String? = nil) {
        self.paths = paths
        self.inputName = inputName
        self.settings = settings
    }

    /// Everything that is to be judged, in the order of the paths.
    public func list() throws(ValidationFailure) -> SourceListing {
        var listing = SourceListing()
        var named: [NamedPath] = []
        for path in paths where path != Self.standardInput { named.append(try NamedPath(path)) }
        for path in NamedPath.withoutRepetitions(named) {
            guard path.isDirectory else {
                listing.files.append(SourceFile(path: path.shown, location: path.real, isNamed: true))
                continue
            }
            var walk = DirectoryWalk(of: path, root: RepositoryRoot(above: path.real))
            listing.add(try walk.run())
        }
        if paths.contains(Self.standardInput) {
            listing.files.append(SourceFile(path: inputName, location: Self.standardInput, isNamed: true))
        }
        listing.settings = try settingsFile()
        return listing
    }

    /// The folder in which the repository of the files is looked for.
    public var repository: String? { (try? place)?.folder }

    /// What decides which repository is meant.
    private var place: NamedPath {
        get throws(ValidationFailure) { try NamedPath(paths.first { $0 != Self.standardInput } ?? ".") }
    }

    /// The bytes of a file of the listing.
    public func read(_ file: SourceFile) throws(SourceFailure) -> [UInt8] {
        guard file.location == Self.standardInput else { return try FileBytes.read(file) }
        return try StandardInput.bytes()
    }

    private func settingsFile() throws(ValidationFailure) -> SourceFile? {
        if let settings { return SourceFile(path: try NamedPath(settings).shown, location: settings, isNamed: true) }
        let place = try place
        let root = RepositoryRoot(above: place.folder)
        guard let file = root.settings else { return nil }
        let isAtPlace = place.isDirectory && root.path == place.folder
        return SourceFile(
            path: isAtPlace ? place.shown(ManifestPath.settings) : NamedPath.shown(file), location: file)
    }
}

extension SourceListing {
    mutating func add(_ other: SourceListing) {
        files += other.files
        findings += other.findings
        isIncomplete = isIncomplete || other.isIncomplete
        ignored += other.ignored
    }
}
