import Nodes
import Resources

/// SARIF 2.1.0 (OASIS, 2020): one run with the rules that were broken and a result for each finding.
enum SARIFReport {
    private static let schema =
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

    static func write(_ findings: [LocatedFinding], of result: ValidationResult, to output: inout BufferedOutput) {
        let rules = Rule.allCases.filter { rule in findings.contains { $0.finding.rule == rule.id } }
        let indices = Dictionary(uniqueKeysWithValues: rules.enumerated().map { ($1.id, $0) })
        var writer = JSONWriter(pretty: true)
        writer.object { writer in
            writer.field("$schema", schema)
            writer.field("version", "2.1.0")
            writer.key("runs")
            writer.array { writer in
                writer.object { writer in
                    tool(rules, to: &writer)
                    invocation(result, to: &writer)
                    // Columns count Unicode scalars, everywhere in this program.
                    writer.field("columnKind", "unicodeCodePoints")
                    results(findings, indices, to: &writer)
                }
            }
        }
        output.write(writer.bytes)
        output.write("\n")
    }

    private static func tool(_ rules: [Rule], to writer: inout JSONWriter) {
        writer.key("tool")
        writer.object { writer in
            writer.key("driver")
            writer.object { writer in
                writer.field("name", "martlet")
                writer.key("rules")
                writer.array { writer in
                    for rule in rules { writer.object { SARIFRule.write(rule, to: &$0) } }
                }
            }
        }
    }

    private static func invocation(_ result: ValidationResult, to writer: inout JSONWriter) {
        writer.key("invocations")
        writer.array { writer in
            writer.object { writer in
                writer.field("executionSuccessful", !result.isIncomplete)
                writer.field("exitCode", result.exitStatus)
            }
        }
    }

    private static func results(_ findings: [LocatedFinding], _ indices: [String: Int], to writer: inout JSONWriter) {
        var fingerprints = Fingerprints()
        writer.key("results")
        writer.array { writer in
            for finding in findings {
                let fingerprint = fingerprints.next(finding)
                writer.object { writer in
                    writer.field("ruleId", finding.finding.rule)
                    writer.field("ruleIndex", indices[finding.finding.rule])
                    SARIFResult(finding, fingerprint: fingerprint).write(to: &writer)
                }
            }
        }
    }
}

/// One rule of the tool.
enum SARIFRule {
    static func write(_ rule: Rule, to writer: inout JSONWriter) {
        writer.field("id", rule.id)
        text("shortDescription", rule.title, to: &writer)
        text("fullDescription", rule.explanation, to: &writer)
        text("help", RulePage(rule).help, to: &writer)
        writer.key("defaultConfiguration")
        writer.object { $0.field("level", rule.severity.rawValue) }
    }

    static func text(_ key: String, _ text: String, to writer: inout JSONWriter) {
        writer.key(key)
        writer.object { $0.field("text", text) }
    }
}
