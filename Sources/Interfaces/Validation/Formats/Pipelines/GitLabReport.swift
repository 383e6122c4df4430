import Nodes
import Resources

/// GitLab's code quality report: an array of issues, each with a fingerprint that stays when lines move.
enum GitLabReport {
    static func write(_ findings: [LocatedFinding], to output: inout BufferedOutput) {
        var fingerprints = Fingerprints()
        var writer = JSONWriter(pretty: true)
        writer.array { writer in
            for finding in findings {
                let fingerprint = fingerprints.next(finding)
                writer.object { write(finding, fingerprint, to: &$0) }
            }
        }
        output.write(writer.bytes)
        output.write("\n")
    }

    private static func write(_ located: LocatedFinding, _ fingerprint: String, to writer: inout JSONWriter) {
        let finding = located.finding
        writer.field("description", finding.fix.isEmpty ? finding.message : "\(finding.message) \(finding.fix)")
        writer.field("check_name", finding.rule)
        writer.field("fingerprint", fingerprint)
        writer.field("severity", word(finding.severity))
        writer.key("location")
        writer.object { writer in
            writer.field("path", located.file)
            writer.key("lines")
            writer.object { writer in
                writer.field("begin", located.start.line)
                writer.field("end", located.end.line)
            }
        }
    }

    private static func word(_ severity: Severity) -> String {
        switch severity {
        case .error: "critical"
        case .warning: "minor"
        case .note: "info"
        }
    }
}
