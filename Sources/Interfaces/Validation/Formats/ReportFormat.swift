import Console
import Resources

/// How findings are written.
public enum ReportFormat: String, Sendable, CaseIterable {
    /// For people: an excerpt with a caret for each finding.
    case text
    /// One JSON document.
    case json
    /// One JSON object a line for each finding.
    case ndjson
    /// SARIF 2.1.0, for code scanning.
    case sarif
    /// JUnit's XML, which most systems show as test results.
    case junit
    /// Workflow commands of GitHub Actions, which become annotations.
    case github
    /// GitLab's code quality report.
    case gitlab

    /// Writes a whole report.
    ///
    /// - Parameter isQuiet: leave out what does not make the program fail, and the summary where it stands apart.
    public func write(_ result: ValidationResult, colour: Bool, isQuiet: Bool, to terminal: Terminal) {
        var output = BufferedOutput(terminal)
        let findings = isQuiet ? result.findings.filter(result.fails) : result.findings
        switch self {
        case .text: TextReport(result, style: colour ? .coloured : .plain).write(findings, to: &output)
        case .json: JSONReport.write(findings, of: result, to: &output)
        case .ndjson: JSONReport.writeLines(findings, to: &output)
        case .sarif: SARIFReport.write(findings, of: result, to: &output)
        case .junit: JUnitReport(result).write(findings, to: &output)
        case .github: GitHubReport.write(findings, to: &output)
        case .gitlab: GitLabReport.write(findings, to: &output)
        }
        output.flush()
        if self != .json, !isQuiet { terminal.note(result.summary) }
    }
}

/// Text on its way out, in pieces of a useful size, so that no report need be in memory as a whole.
struct BufferedOutput {
    private static let piece = 1 << 16
    private let terminal: Terminal
    private var pending = ""

    init(_ terminal: Terminal) { self.terminal = terminal }

    mutating func write(_ text: String) {
        pending += text
        if pending.utf8.count >= Self.piece { flush() }
    }

    mutating func write(_ bytes: [UInt8]) { write(String(decoding: bytes, as: UTF8.self)) }

    mutating func flush() {
        if !pending.isEmpty { terminal.output(pending) }
        pending = ""
    }
}
