import Nodes

/// Reads the manifests of one file: the code that `martlet validate`, a preview and the server share.
public enum ManifestReader {
    /// The most bytes that one file may have: what the git worker of a sync reads of one.
    public static let largestFile = 1 << 20

    /// The manifests without an error, and everything that was found, in the order of the file.
    ///
    /// - Parameters:
    ///   - bytes: YAML with any number of documents, or JSON with one when the file's name ends in `.json`.
    ///   - file: the name for findings.
    ///   - upstream: whether fields that only this system knows are reported; see ``Extension``.
    public static func read(
        _ bytes: [UInt8], file: String, limits: NodeLimits = .manifest, upstream: Bool = false
    ) -> (manifests: [Manifest], findings: [LocatedFinding]) {
        let judged = judge(bytes, file: file, limits: limits, upstream: upstream)
        return (judged.manifests, judged.findings)
    }

    /// The same, with the number of documents that there were.
    public static func judge(_ bytes: [UInt8], file: String, limits: NodeLimits = .manifest, upstream: Bool = false)
        -> JudgedFile
    {
        var reading = FileReading(file: file, bytes: bytes, upstream: upstream)
        if let error = parse(bytes, file, limits, { reading.add($0) }) { reading.add(error) }
        reading.noteDuplicates()
        return JudgedFile(
            manifests: reading.manifests, findings: reading.findings, documents: reading.filledDocuments)
    }

    /// The manifest of a document that was parsed already, and everything that was found in it.
    public static func read(
        _ node: Node, file: String, upstream: Bool = false
    ) -> (manifest: Manifest?, findings: [LocatedFinding]) {
        var reading = FileReading(file: file, upstream: upstream)
        reading.add(node)
        return (reading.manifests.first, reading.findings)
    }

    private static func parse(
        _ bytes: [UInt8], _ file: String, _ limits: NodeLimits, _ each: (Node) -> Void
    ) -> NodeError? {
        guard file.isJSONName else { return YAML.read(bytes, limits: limits, each: each) }
        do throws(NodeError) {
            each(try JSON.parse(bytes, limits: limits))
            return nil
        } catch {
            return error
        }
    }
}

/// What a file holds and what was found in it.
public struct JudgedFile: Sendable {
    /// The manifests without an error.
    public let manifests: [Manifest]
    /// Everything that was found, in the order of the file.
    public let findings: [LocatedFinding]
    /// How many documents were read, wrong ones included, empty ones not.
    public let documents: Int
}

/// What was read of a file so far.
struct FileReading {
    let file: String
    private(set) var manifests: [Manifest] = []
    private(set) var findings: [LocatedFinding] = []
    private let upstream: Bool
    private var documents = 0
    /// Documents that hold something.
    private(set) var filledDocuments = 0
    private var places: FindingPlaces

    /// - Parameter bytes: the whole file, when it is at hand; without it findings about what a text holds stand at the text.
    init(file: String, bytes: [UInt8]? = nil, upstream: Bool = false) {
        self.file = file
        self.upstream = upstream
        places = FindingPlaces(bytes: bytes, isJSON: file.isJSONName)
    }

    /// Judges one document. An empty one, as a trailing `---` leaves it, counts and says nothing.
    mutating func add(_ node: Node) {
        defer { documents += 1 }
        if node.isNull { return }
        filledDocuments += 1
        let report = self.report()
        let content = ManifestDocument(node, report)
        guard report.findings.hasErrors, let older = OlderForms.newer(node) else {
            return add(content, report, node)
        }
        locate(older.notes, in: node)
        let again = self.report()
        let newer = ManifestDocument(older.node, again)
        add(older.notes.hasErrors ? nil : newer, again, older.node)
    }

    private mutating func add(_ content: ManifestDocument?, _ report: Report, _ node: Node) {
        locate(report.findings + report.summary, in: node)
        guard let content, !report.findings.hasErrors else { return }
        manifests.append(
            Manifest(
                kind: content.kind, name: content.metadata.name, scope: content.metadata.scope,
                labels: content.metadata.labels, spec: content.spec, file: file, document: documents,
                position: node.place(of: FieldPath(["metadata", "name"]), onKey: false).start,
                links: LinkFacts(content, node: node, file: file)))
    }

    private func report() -> Report { Report(policy: .manifest, reportsExtensions: upstream) }

    /// Notes that the file could not be read any further.
    mutating func add(_ error: NodeError) {
        let finding = Finding(error.rule, at: FieldPath(), error.message, fix: error.fix)
        findings.append(
            LocatedFinding(file: file, start: error.position, end: error.end, kind: nil, name: nil, finding: finding))
    }

    mutating func noteDuplicates() { findings += Manifest.duplicates(among: manifests) }

    private mutating func locate(_ findings: [Finding], in node: Node) {
        let kind = node["kind"]?.string
        let name = node["metadata"]?["name"]?.string
        for finding in findings {
            let (start, end, finding) = places.locate(finding, in: node)
            self.findings.append(
                LocatedFinding(file: file, start: start, end: end, kind: kind, name: name, finding: finding))
        }
    }
}

extension String {
    /// Whether a file of this name is read as JSON.
    fileprivate var isJSONName: Bool { lowercased().hasSuffix(".json") }
}

extension Report {
    /// Says that more was found than is kept.
    fileprivate var summary: [Finding] {
        guard further > 0 else { return [] }
        return [
            Finding(
                .furtherFindings, at: FieldPath(), "There are \(further) more findings in this document.",
                fix: "Correct the first ones and look again.")
        ]
    }
}

extension NodeError {
    fileprivate var rule: Rule {
        switch code {
        case .syntax: .syntax
        case .encoding, .nul: .encoding
        case .tooLarge, .tooDeep, .tooMany: .limits
        case .alias where message.contains("more than"): .limits
        case .duplicateKey: .duplicateKey
        case .complexKey, .tag, .alias: .yamlFeature
        }
    }
}
