import Nodes
import Resources

/// JUnit's XML: a test for each file without a finding that fails, and one for each such finding. What does not fail stands
/// in the output of its file's test.
struct JUnitReport {
    private let result: ValidationResult

    init(_ result: ValidationResult) { self.result = result }

    func write(_ findings: [LocatedFinding], to output: inout BufferedOutput) {
        let failing = findings.filter(result.fails)
        let others = Dictionary(grouping: findings.filter { !result.fails($0) }, by: \.file)
        let failed = Set(failing.map(\.file))
        let passed = Set(result.files).union(others.keys).subtracting(failed).union(others.keys).sorted()
        let counts = "tests=\"\(failing.count + passed.count)\" failures=\"\(failing.count)\" errors=\"0\""
        output.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
        output.write("<testsuites name=\"martlet validate\" \(counts)>\n")
        output.write("  <testsuite name=\"martlet validate\" \(counts) skipped=\"0\">\n")
        for finding in failing { output.write(Self.failure(finding)) }
        for file in passed { output.write(Self.pass(file, others[file] ?? [])) }
        output.write("  </testsuite>\n</testsuites>\n")
    }

    private static func failure(_ located: LocatedFinding) -> String {
        let finding = located.finding
        let place = "\(located.file):\(located.start.line):\(located.start.column)"
        return """
                <testcase classname="\(XMLText.escaped(located.file))" name="\(finding.rule) at \(located.start)">
                  <failure message="\(XMLText.escaped(finding.message))" type="\(finding.rule)">\
            \(XMLText.escaped("\(place): \(finding.message) \(finding.fix)"))</failure>
                </testcase>

            """
    }

    private static func pass(_ file: String, _ findings: [LocatedFinding]) -> String {
        let head = "    <testcase classname=\"\(XMLText.escaped(file))\" name=\"is accepted\""
        if findings.isEmpty { return head + "/>\n" }
        let text = findings.map { XMLText.escaped($0.description) }.joined(separator: "\n")
        return head + ">\n      <system-out>\(text)</system-out>\n    </testcase>\n"
    }
}

/// Text in XML.
enum XMLText {
    /// The text with what means something replaced, and without what XML 1.0 has no form for.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n": result += "&#10;"
            case "\t": result += "&#9;"
            case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE:
                result += "\u{FFFD}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
