import Console
import Nodes
import Resources

/// Findings for people, in the form that compilers have made familiar:
///
///     error[MR1101]: The field “imge” is not known.
///       --> fleets/web.yaml:12:9
///        |
///     12 |         imge: quay.io/example/os:1
///        |         ^^^^
///        = help: Did you mean “image”?
struct TextReport {
    private let result: ValidationResult
    private let style: TextStyle

    init(_ result: ValidationResult, style: TextStyle) {
        self.result = result
        self.style = style
    }

    /// Writes the findings; the lines of one file are read once.
    func write(_ findings: [LocatedFinding], to output: inout BufferedOutput) {
        var file = ""
        var lines: SourceLines?
        for finding in findings {
            if finding.file != file || lines == nil {
                file = finding.file
                lines = result.lines(of: file)
            }
            output.write(text(of: finding, lines))
        }
    }

    private func text(of located: LocatedFinding, _ lines: SourceLines?) -> String {
        let finding = located.finding
        let margin = String(repeating: " ", count: "\(located.start.line)".utf8.count)
        var text = style.paint("\(finding.severity.rawValue)[\(finding.rule)]", .severity(finding.severity))
        text += style.paint(": \(finding.message.printable)", .strong) + "\n"
        text +=
            "\(margin)\(style.paint("-->", .frame)) \(located.file.printable):\(located.start.line):\(located.start.column)"
        text += subject(of: located) + "\n"
        if let lines, let excerpt = Excerpt(located, in: lines) {
            let bar = style.paint("|", .frame)
            text += "\(margin) \(bar)\n"
            text += "\(style.paint("\(located.start.line)", .frame)) \(bar) \(excerpt.text)\n"
            text += "\(margin) \(bar) \(style.paint(excerpt.carets, .severity(finding.severity)))\n"
        }
        if !finding.fix.isEmpty {
            text += "\(margin) \(style.paint("=", .frame)) \(style.paint("help", .strong)): \(finding.fix.printable)\n"
        }
        return text + "\n"
    }

    /// ` (Fleet web)`, where that is known.
    private func subject(of located: LocatedFinding) -> String {
        let words = [located.kind, located.name].compactMap { $0?.printable }
        return words.isEmpty ? "" : " (\(words.joined(separator: " ")))"
    }
}
