import Resources

/// `martlet validate`: judges everything that a source has, by the code that the server runs (P2). Needs no server.
public struct Validator: Sendable {
    /// How it judges.
    public struct Options: Sendable, Hashable {
        /// From which weight on findings make the program fail; nil leaves it to the settings, and they to errors.
        public var failOn: Severity?
        /// Whether fields that only this system knows are reported; nil leaves it to the settings, and they to no.
        public var upstream: Bool?
        /// How many threads work; nil takes one for each processor.
        public var threads: Int?

        /// As the settings say.
        public init() {}
    }

    private let source: any ManifestSource
    private let options: Options
    private let hasPath: (@Sendable (RepositoryPath) -> Bool?)?

    /// Judges a source.
    ///
    /// - Parameter hasPath: whether a path exists in a repository, nil for what is not known; without it the repository
    ///   that the source lies in is asked.
    public init(
        _ source: any ManifestSource, options: Options = Options(),
        hasPath: (@Sendable (RepositoryPath) -> Bool?)? = nil
    ) {
        self.source = source
        self.options = options
        self.hasPath = hasPath
    }

    /// Judges every file, then what they say together. Holds one file for each thread at a time.
    ///
    /// - Throws: when something that the user named does not exist or cannot be read.
    public func run() throws(ValidationFailure) -> ValidationResult {
        let listing = try source.list()
        let (settings, remarks) = try settings(of: listing)
        let files = listing.files
        let verdicts = Verdicts(files: files.count)
        let judge = FileJudge(
            source: source, settings: settings, reportsExtensions: options.upstream ?? settings.upstream ?? false)
        Workers.run(count: files.count, threads: options.threads ?? Workers.processors) { index in
            verdicts.set(judge.judge(files[index]), at: index)
        }
        var gathering = Gathering(verdicts.result, files: files, settings: settings)
        gathering.judgeTogether(hasPath: hasPath ?? ownRepository())
        gathering.add(listing.findings + remarks)
        return ValidationResult(
            gathering, listing: listing, failOn: options.failOn ?? settings.failOn ?? .error, source: source)
    }

    /// Opened at the first question, since most documents ask none.
    private func ownRepository() -> (RepositoryPath) -> Bool? {
        var isOpened = false
        var repository: RepositoryAtHand?
        return { question in
            if !isOpened { repository = source.repository.flatMap(RepositoryAtHand.init(directory:)) }
            isOpened = true
            return repository?.has(question)
        }
    }

    private func settings(
        of listing: SourceListing
    ) throws(ValidationFailure) -> (settings: Settings, findings: [LocatedFinding]) {
        guard let file = listing.settings else { return (Settings(), []) }
        do throws(SourceFailure) {
            let reader = SettingsReader(try source.read(file), file: file.path)
            return (reader.settings, reader.findings)
        } catch {
            throw ValidationFailure("The settings \(file.path) cannot be read.", fix: "Check its owner, mode and size.")
        }
    }
}
