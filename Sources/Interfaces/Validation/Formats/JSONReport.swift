import Nodes
import Resources

/// Findings as JSON: `{summary: {files, documents, errors, warnings, notes}, findings: [{file, line, column, endLine,
/// endColumn, severity, rule, kind, name, message, fix}]}`. Lines and columns count from 1, the end is the first place
/// behind; kind and name are null where they are not known.
enum JSONReport {
    static func write(_ findings: [LocatedFinding], of result: ValidationResult, to output: inout BufferedOutput) {
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.key("summary")
            writer.object { write(result, to: &$0) }
            writer.key("findings")
            writer.array { writer in
                for finding in findings { writer.object { write(finding, to: &$0) } }
            }
        }
        output.write(writer.bytes)
        output.write("\n")
    }

    /// One finding a line.
    static func writeLines(_ findings: [LocatedFinding], to output: inout BufferedOutput) {
        for finding in findings {
            var writer = JSONWriter()
            writer.object { write(finding, to: &$0) }
            output.write(writer.bytes)
            output.write("\n")
        }
    }

    private static func write(_ result: ValidationResult, to writer: inout JSONWriter) {
        writer.field("files", result.files.count)
        writer.field("documents", result.documents)
        writer.field("errors", result.counts.errors)
        writer.field("warnings", result.counts.warnings)
        writer.field("notes", result.counts.notes)
    }

    private static func write(_ located: LocatedFinding, to writer: inout JSONWriter) {
        writer.field("file", located.file)
        writer.field("line", located.start.line)
        writer.field("column", located.start.column)
        writer.field("endLine", located.end.line)
        writer.field("endColumn", located.end.column)
        writer.field("severity", located.finding.severity.rawValue)
        writer.field("rule", located.finding.rule)
        text("kind", located.kind, to: &writer)
        text("name", located.name, to: &writer)
        writer.field("message", located.finding.message)
        writer.field("fix", located.finding.fix)
    }

    private static func text(_ key: String, _ value: String?, to writer: inout JSONWriter) {
        writer.key(key)
        if let value { writer.value(value) } else { writer.null() }
    }
}
