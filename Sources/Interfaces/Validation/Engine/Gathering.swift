import Resources

/// Puts together what was found in each file and what the files say together.
struct Gathering {
    private(set) var findings: [LocatedFinding] = []
    private(set) var counts: SeverityCounts
    private(set) var documents = 0
    private(set) var isUnreadable = false
    private let files: [SourceFile]
    private let settings: Settings
    private var verdicts: [FileVerdict]

    init(_ state: Verdicts.State, files: [SourceFile], settings: Settings) {
        self.files = files
        self.settings = settings
        verdicts = state.verdicts.map { $0 ?? FileVerdict() }
        counts = state.counts
        for verdict in verdicts {
            findings += verdict.findings
            documents += verdict.documents
            isUnreadable = isUnreadable || verdict.isUnreadable
        }
        if state.dropped > 0 { noteDropped(state.dropped, from: state.firstDropped) }
    }

    private mutating func noteDropped(_ count: Int, from index: Int) {
        add([
            .about(
                files[index].path, .furtherFindings,
                "There are \(count) more findings in this file and those behind it.",
                fix: "Correct the first ones and look again.")
        ])
    }

    /// Adds findings that comments cannot silence.
    mutating func add(_ more: [LocatedFinding]) {
        let more = settings.apply(to: more)
        findings += more
        counts.add(SeverityCounts(more))
    }

    /// Runs the rules across files, then looks whether every comment silences something.
    mutating func judgeTogether(hasPath: (RepositoryPath) -> Bool?) {
        let links = Links.judge(verdicts.flatMap(\.links), hasPath: hasPath)
        let all = Declaration.duplicatesAcrossFiles(verdicts.flatMap(\.declarations)) + links
        let places = Dictionary(files.indices.map { (files[$0].path, $0) }, uniquingKeysWith: { first, _ in first })
        for (file, group) in Dictionary(grouping: all, by: \.file) {
            var group = group
            if let index = places[file] { Silencing.apply(&verdicts[index].silencings, to: &group) }
            add(group)
        }
        for (index, verdict) in verdicts.enumerated() {
            for silencing in verdict.silencings {
                add(silencing.remarks(file: files[index].path, isJudged: !verdict.hasErrors))
            }
        }
    }
}
