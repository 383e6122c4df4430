import Resources

extension Marked {
    static let devices: [Marked] = [
        Marked(.unknownField, Documents.device("▸imgae: x")),
        Marked(.unknownField, Documents.device("os: {▸Image: quay.io/a/b}")),
        Marked(.serverOnlyField, Documents.device("▸consoles: []")),
        Marked(.serverOnlyField, Documents.device("▸decommissioning: {target: Unenroll}")),
        Marked(.wrongType, Documents.device("os: ▸quay.io/a/b:1")),
        Marked(.wrongType, Documents.device("os:▸")),
        Marked(.wrongType, Documents.device("config: ▸{name: a}")),
        Marked(.wrongType, Documents.device("config:\n- ▸a")),
        Marked(
            .severalForms, Documents.device("os: {image: a/b, ▸catalogItemRef: {catalog: a, item: b, version: \"1\"}}")),
        Marked(.imageReference, Documents.device("os: {image: ▸Quay.io/A/B}")),
        Marked(.imageReference, Documents.device("os: {image: ▸\"a:b:c\"}")),
        Marked(.imageReference, Documents.device("os: {image: ▸\"quay.io/a/b:{{ .metadata.name }}\"}")),
        Marked(.missingField, Documents.device("os: {catalogItemRef: {▸catalog: a, item: b}}")),
        Marked(.systemdPattern, Documents.device("systemd: {matchPatterns: [▸\"a b\"]}")),
        Marked(.systemdPattern, Documents.device("systemd: {matchPatterns: [ok, ▸a@b@c]}")),
        Marked(
            .systemdPattern, Documents.device("systemd: {matchPatterns: [▸" + String(repeating: "a", count: 257) + "]}")
        ),
        Marked(.unknownField, Documents.device("systemd: {▸patterns: [a]}")),
        Marked(.duplicateMonitor, Documents.device(monitors("CPU", "▸CPU"))),
        Marked(.unknownWord, Documents.device(monitors("▸Cpu"))),
        Marked(.missingField, Documents.device("resources:\n- ▸samplingInterval: 1m\n  alertRules: []")),
        Marked(
            .missingField,
            Documents.device("resources:\n- ▸monitorType: Disk\n  samplingInterval: 1m\n  alertRules: []")),
        Marked(
            .unknownField,
            Documents.device("resources:\n- monitorType: CPU\n  ▸path: /\n  samplingInterval: 1m\n  alertRules: []")),
        Marked(.duration, Documents.device("resources:\n- {monitorType: CPU, samplingInterval: ▸0m, alertRules: []}")),
        Marked(.duration, Documents.device("resources:\n- {monitorType: CPU, samplingInterval: ▸1d, alertRules: []}")),
        Marked(.duplicateSeverity, Documents.device(rules(rule("Info", 10), rule("▸Info", 20)))),
        Marked(.thresholdOrder, Documents.device(rules(rule("Critical", "▸50"), rule("Warning", 50)))),
        Marked(
            .thresholdOrder, Documents.device(rules(rule("Info", 80), rule("Warning", "▸70"), rule("Critical", 90)))),
        Marked(.outOfRange, Documents.device(rules(rule("Info", "▸100.5")))),
        Marked(.outOfRange, Documents.device(rules(rule("Info", "▸-1")))),
        Marked(.wrongType, Documents.device(rules(rule("Info", "▸90%")))),
        Marked(.samplingTooSlow, Documents.device(rules(rule("Info", 10).replacing("10m", with: "▸60s")))),
        Marked(.duration, Documents.device(rules(rule("Info", 10).replacing("10m", with: "▸10d")))),
        Marked(.missingField, Documents.device(rules("{▸severity: Info, percentage: 1, duration: 2m}"))),
        Marked(.cronExpression, Documents.device(schedule("▸\"* * * *\"", "1m"))),
        Marked(.cronExpression, Documents.device(schedule("▸\"60 * * * *\"", "1m"))),
        Marked(.cronExpression, Documents.device(schedule("▸\"0 0 31-1 * *\"", "1m"))),
        Marked(.cronExpression, Documents.device(schedule("▸\"0 0 * * 7\"", "1m"))),
        Marked(.cronExpression, Documents.device(schedule("▸\"@daily and\"", "1m"))),
        Marked(.duration, Documents.device(schedule("\"0 0 * * *\"", "▸1m30s"))),
        Marked(.duration, Documents.device(schedule("\"0 0 * * *\"", "▸01m"))),
        Marked(.graceTooLong, Documents.device(schedule("\"0,10 * * * *\"", "▸11m"))),
        Marked(.graceTooLong, Documents.device(schedule("\"0 1,23 * * *\"", "▸121m"))),
        Marked(.timeZone, Documents.device(schedule("\"0 0 * * *\"", "1m, timeZone: ▸CET"))),
        Marked(.timeZone, Documents.device(schedule("\"0 0 * * *\"", "1m, timeZone: ▸Moon/Crater"))),
        Marked(.missingField, Documents.device("updatePolicy: {updateSchedule: {▸at: \"0 0 * * *\"}}")),
    ]

    private static func monitors(_ types: String...) -> String {
        "resources:" + types.map { "\n- {monitorType: \($0), samplingInterval: 1m, alertRules: []}" }.joined()
    }

    private static func rules(_ rules: String...) -> String {
        "resources:\n- monitorType: CPU\n  samplingInterval: 1m\n  alertRules:" + rules.map { "\n  - \($0)" }.joined()
    }

    private static func rule(_ severity: String, _ percentage: Any) -> String {
        "{severity: \(severity), percentage: \(percentage), duration: 10m, description: hot}"
    }

    private static func schedule(_ at: String, _ grace: String) -> String {
        "updatePolicy: {updateSchedule: {at: \(at), startGraceDuration: \(grace)}}"
    }
}
