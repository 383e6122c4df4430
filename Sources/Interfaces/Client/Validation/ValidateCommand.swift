import FoundationEssentials
import Resources

/// `martlet validate`: judges manifests by the code that the server runs (P2). Needs no server.
public struct ValidateCommand: Sendable {
    private let paths: [String]

    /// Validates files, and the manifests below directories.
    public init(paths: [String]) {
        self.paths = paths
    }

    /// Prints every finding, one a line, and a summary.
    /// - Returns: Whether there was no error.
    /// - Throws: When a path cannot be read.
    public func run(_ terminal: Terminal) throws(ClientError) -> Bool {
        let files = try ManifestFiles.find(paths)
        var manifests: [Manifest] = []
        var findings: [LocatedFinding] = []
        for file in files {
            guard let content = FileManager.default.contents(atPath: file) else {
                throw ClientError(.usage, "\(file) cannot be read.", fix: "Check its owner and mode.")
            }
            let read = ManifestReader.read(Array(content), file: file)
            manifests += read.manifests
            findings += read.findings
        }
        findings += Manifest.duplicatesAcrossFiles(manifests)
        for finding in findings.sorted(by: Self.order) { terminal.output(finding.description + "\n") }
        let errors = findings.count { $0.finding.severity == .error }
        terminal.note("\(files.count) files, \(manifests.count) valid documents, \(errors) errors")
        return errors == 0
    }

    private static func order(_ left: LocatedFinding, _ right: LocatedFinding) -> Bool {
        (left.file, left.start, left.finding.rule) < (right.file, right.start, right.finding.rule)
    }
}
