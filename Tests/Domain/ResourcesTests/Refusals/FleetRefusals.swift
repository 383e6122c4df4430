import Resources

extension Marked {
    static let fleets: [Marked] = [
        Marked(.missingField, Documents.of("Fleet", "▸selector: {matchLabels: {a: b}}")),
        Marked(.unknownField, Documents.of("Fleet", selector + "template: {spec: {}}\n▸policy: {}")),
        Marked(.missingField, Documents.of("Fleet", selector + "template: {▸metadata: {}}")),
        Marked(.templateLabels, Documents.of("Fleet", selector + "template: {metadata: {▸labels: {a: b}}, spec: {}}")),
        Marked(.matchesNoDevice, Documents.of("Fleet", "▸template: {spec: {}}")),
        Marked(.matchesNoDevice, Documents.of("Fleet", "selector: ▸{matchLabels: {}}\ntemplate: {spec: {}}")),
        Marked(
            .expressionsNotMatched,
            Documents.of(
                "Fleet",
                "selector:\n  matchLabels: {a: b}\n  ▸matchExpressions: [{key: a, operator: Exists}]\ntemplate: {spec: {}}"
            )),
        Marked(.labelValue, Documents.of("Fleet", "selector: {matchLabels: {a: ▸\"b/c\"}}\ntemplate: {spec: {}}")),
        Marked(.serverOnlyField, Documents.fleet("▸decommissioning: {target: Unenroll}")),
        Marked(
            .placeholderNotAllowed, Documents.fleet("systemd: {matchPatterns: [▸\"{{ .metadata.name }}.service\"]}")),
        Marked(
            .placeholderNotAllowed,
            Documents.fleet(
                "config: [{name: a, gitRef: {repository: ▸\"{{ .metadata.name }}\", targetRevision: m, path: /}}]")),
        Marked(
            .placeholderNotAllowed,
            Documents.fleet("applications: [{appType: container, image: a/b, name: ▸\"{{ .metadata.name }}\"}]")),
        Marked(.emptySelector, batch("selector: ▸{}")),
        Marked(.selectorValues, batch("selector: {matchExpressions: [{key: a, operator: ▸In}]}")),
        Marked(.selectorValues, batch("selector: {matchExpressions: [{key: a, operator: ▸Exists, values: [b]}]}")),
        Marked(.unknownWord, batch("selector: {matchExpressions: [{key: a, operator: ▸Equals, values: [b]}]}")),
        Marked(.tooFewElements, batch("selector: {matchExpressions: ▸[]}")),
        Marked(.outOfRange, batch("limit: ▸0")),
        Marked(.percentage, batch("limit: ▸101%")),
        Marked(.wrongType, batch("limit: ▸1.5")),
        Marked(.percentage, batch("successThreshold: ▸\"90\"")),
        Marked(.wrongType, batch("successThreshold: ▸90")),
        Marked(.tooFewElements, policy("deviceSelection: {strategy: BatchSequence, sequence: ▸[]}")),
        Marked(.unknownWord, policy("deviceSelection: {strategy: ▸Random}")),
        Marked(.missingField, policy("deviceSelection: {▸sequence: [{limit: 1}]}")),
        Marked(
            .emptyRolloutPolicy,
            policy("successThreshold: 90%").replacing("rolloutPolicy:\n    ", with: "rolloutPolicy:\n    ▸")),
        Marked(.emptyDisruptionBudget, policy("disruptionBudget: ▸{groupBy: [site]}")),
        Marked(.outOfRange, policy("disruptionBudget: {minAvailable: ▸0}")),
        Marked(.wrongType, policy("disruptionBudget: {maxUnavailable: ▸25%}")),
        Marked(.repeatedElement, policy("disruptionBudget: {maxUnavailable: 1, groupBy: [site, row, ▸site]}")),
        Marked(.labelKey, policy("disruptionBudget: {maxUnavailable: 1, groupBy: [▸/site]}")),
        Marked(.duration, policy("disruptionBudget: {maxUnavailable: 1}\ndefaultUpdateTimeout: ▸1d")),
    ]

    private static let selector = "selector: {matchLabels: {a: b}}\n"

    private static func policy(_ lines: String) -> String {
        Documents.of(
            "Fleet", selector + "template: {spec: {}}\nrolloutPolicy:\n  " + lines.replacing("\n", with: "\n  "))
    }

    private static func batch(_ line: String) -> String {
        policy("deviceSelection:\n  strategy: BatchSequence\n  sequence:\n  - " + line)
    }
}
