import Nodes
import Resources

/// One finding in SARIF.
struct SARIFResult {
    private let located: LocatedFinding
    private let fingerprint: String

    init(_ located: LocatedFinding, fingerprint: String) {
        self.located = located
        self.fingerprint = fingerprint
    }

    func write(to writer: inout JSONWriter) {
        let finding = located.finding
        writer.field("level", finding.severity.rawValue)
        SARIFRule.text(
            "message", finding.fix.isEmpty ? finding.message : "\(finding.message) \(finding.fix)", to: &writer)
        writer.key("locations")
        writer.array { writer in
            writer.object { writer in
                physical(to: &writer)
                logical(to: &writer)
            }
        }
        writer.key("partialFingerprints")
        writer.object { $0.field("martletFinding/v1", fingerprint) }
    }

    private func physical(to writer: inout JSONWriter) {
        writer.key("physicalLocation")
        writer.object { writer in
            writer.key("artifactLocation")
            writer.object { $0.field("uri", Self.uri(located.file)) }
            writer.key("region")
            writer.object { writer in
                writer.field("startLine", located.start.line)
                writer.field("startColumn", located.start.column)
                writer.field("endLine", located.end.line)
                writer.field("endColumn", located.end.column)
            }
        }
    }

    /// The resource, where it is known.
    private func logical(to writer: inout JSONWriter) {
        guard let kind = located.kind, let name = located.name else { return }
        writer.key("logicalLocations")
        writer.array { writer in
            writer.object { writer in
                writer.field("fullyQualifiedName", "\(kind)/\(name)")
                writer.field("kind", "resource")
            }
        }
    }

    /// A relative reference, or a `file` URI of an absolute path.
    static func uri(_ path: String) -> String {
        var text = path.hasPrefix("/") ? "file://" : ""
        for byte in path.utf8 {
            let isPlain =
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                || "-._~/".utf8.contains(byte)
            if isPlain {
                text.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}
