import Nodes

/// Reads the manifests of one file: the code that `martlet validate`, a preview and the server share.
public enum ManifestReader {
    /// The manifests without an error, and everything that was found, in the order of the file.
    ///
    /// - Parameters:
    ///   - bytes: YAML with any number of documents, or JSON with one when the file's name ends in `.json`.
    ///   - file: the name for findings.
    public static func read(
        _ bytes: [UInt8], file: String, limits: NodeLimits = .manifest
    ) -> (manifests: [Manifest], findings: [LocatedFinding]) {
        var reading = FileReading(file: file, bytes: bytes)
        if let error = parse(bytes, file, limits, { reading.add($0) }) { reading.add(error) }
        reading.noteDuplicates()
        return (reading.manifests, reading.findings)
    }

    /// The manifest of a document that was parsed already, and everything that was found in it.
    public static func read(_ node: Node, file: String) -> (manifest: Manifest?, findings: [LocatedFinding]) {
        var reading = FileReading(file: file)
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

/// What was read of a file so far.
struct FileReading {
    let file: String
    private(set) var manifests: [Manifest] = []
    private(set) var findings: [LocatedFinding] = []
    private var documents = 0
    private var places: FindingPlaces

    /// - Parameter bytes: the whole file, when it is at hand; without it findings about what a text holds stand at the text.
    init(file: String, bytes: [UInt8]? = nil) {
        self.file = file
        places = FindingPlaces(bytes: bytes, isJSON: file.isJSONName)
    }

    /// Judges one document. An empty one, as a trailing `---` leaves it, counts and says nothing.
    mutating func add(_ node: Node) {
        defer { documents += 1 }
        if node.isNull { return }
        let report = Report(policy: .manifest)
        let content = ManifestDocument(node, report)
        locate(report, in: node)
        guard let content, !report.findings.hasErrors else { return }
        manifests.append(
            Manifest(
                kind: content.kind, name: content.metadata.name, labels: content.metadata.labels, spec: content.spec,
                specJSON: content.spec.json(), file: file, document: documents,
                position: node.place(of: FieldPath(["metadata", "name"]), onKey: false).start,
                links: LinkFacts(
                    kind: content.kind, name: content.metadata.name, labels: content.metadata.labels,
                    spec: content.spec, node: node, file: file)))
    }

    /// Notes that the file could not be read any further.
    mutating func add(_ error: NodeError) {
        let finding = Finding(error.rule, at: FieldPath(), error.message, fix: error.fix)
        findings.append(
            LocatedFinding(file: file, start: error.position, end: error.end, kind: nil, name: nil, finding: finding))
    }

    mutating func noteDuplicates() { findings += Manifest.duplicates(among: manifests) }

    private mutating func locate(_ report: Report, in node: Node) {
        let kind = node["kind"]?.string
        let name = node["metadata"]?["name"]?.string
        for finding in report.findings + report.summary {
            let (start, end, finding) = places.locate(finding, in: node)
            findings.append(
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
