import Nodes
import Resources

/// Judges one file: reads it, runs the rules, and lets settings and comments have their say.
struct FileJudge: Sendable {
    /// The most findings of one severity that are kept of one file.
    static let most = 1000

    let source: any ManifestSource
    let settings: Settings
    let reportsExtensions: Bool

    func judge(_ file: SourceFile) -> FileVerdict {
        do throws(SourceFailure) {
            return judge(try source.read(file), of: file)
        } catch {
            return failed(error, file)
        }
    }

    private func judge(_ bytes: [UInt8], of file: SourceFile) -> FileVerdict {
        let judged = ManifestReader.judge(bytes, file: file.path, upstream: reportsExtensions)
        let comments = SilencingComments.find(in: bytes, of: file.path)
        var verdict = FileVerdict(
            // What a sync refuses must not pass here.
            findings: judged.findings + judged.manifests.compactMap(\.refusal), documents: judged.documents,
            declarations: judged.manifests.map(Declaration.init), links: judged.manifests.map(\.links),
            silencings: comments.silencings)
        Silencing.apply(&verdict.silencings, to: &verdict.findings)
        verdict.hasErrors = verdict.findings.hasErrors
        verdict.findings = settings.apply(to: verdict.findings + comments.findings)
        verdict.findings.sort(by: LocatedFinding.isInOrder)
        verdict.limit()
        return verdict
    }

    private func failed(_ failure: SourceFailure, _ file: SourceFile) -> FileVerdict {
        switch failure {
        case .unreadable(let reason):
            return FileVerdict(findings: [.unreadable(file.path, reason)], isUnreadable: true)
        case .tooLarge(let size):
            let most = SourceFile.largest
            let message =
                size.map { "The file has \($0) bytes, more than the \(most) that a sync reads." }
                ?? "The input has more than the \(most) bytes that a sync reads."
            return FileVerdict(findings: [.about(file.path, .limits, message, fix: "Split it into several files.")])
        }
    }
}

extension FileVerdict {
    /// Keeps the first findings of each severity and says how many there were beyond them.
    fileprivate mutating func limit() {
        guard findings.count > FileJudge.most else { return }
        let file = findings.first?.file ?? ""
        var counts = SeverityCounts()
        let all = findings.count
        findings.removeAll { finding in
            counts.add(finding.finding.severity)
            return counts[finding.finding.severity] > FileJudge.most
        }
        let further = all - findings.count
        guard further > 0 else { return }
        findings.append(
            .about(
                file, .furtherFindings, "There are \(further) more findings in this file.",
                fix: "Correct the first ones and look again."))
    }
}

extension LocatedFinding {
    /// The order in which findings of one source are shown.
    static func isInOrder(_ left: LocatedFinding, _ right: LocatedFinding) -> Bool {
        if left.file != right.file { return left.file.utf8.lexicographicallyPrecedes(right.file.utf8) }
        return (left.start, left.finding.rule, left.finding.message)
            < (right.start, right.finding.rule, right.finding.message)
    }
}
