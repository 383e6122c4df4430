extension ResourceMonitor {
    /// Severities, their thresholds and their durations belong together.
    public mutating func check(_ report: Report) {
        checkSeverities(report)
        checkOrder(report)
        checkSampling(report)
    }

    private func checkSeverities(_ report: Report) {
        for (index, first) in alertRules.map(\.severity).repetitions() {
            report.add(
                .duplicateSeverity, at: ["alertRules", .index(index), "severity"],
                "There is a rule for \(alertRules[index].severity.rawValue) already, element \(first + 1).",
                fix: "Keep one rule for each severity.")
        }
    }

    /// What is worse must start at a higher use.
    private func checkOrder(_ report: Report) {
        let order: [AlertRule.Severity] = [.info, .warning, .critical]
        let rules = order.compactMap { severity in alertRules.firstIndex { $0.severity == severity } }
        for (lower, upper) in zip(rules, rules.dropFirst())
        where alertRules[lower].percentage >= alertRules[upper].percentage {
            let (low, high) = (alertRules[lower], alertRules[upper])
            report.add(
                .thresholdOrder, at: ["alertRules", .index(upper), "percentage"],
                "\(high.severity.rawValue) starts at \(high.percentage.short) %, not above \(low.severity.rawValue) at \(low.percentage.short) %.",
                fix: "Let the thresholds rise from Info over Warning to Critical.")
        }
    }

    private func checkSampling(_ report: Report) {
        guard let interval = ShortDuration.seconds(samplingInterval) else { return }
        for (index, rule) in alertRules.enumerated() {
            guard let duration = ShortDuration.seconds(rule.duration), duration <= interval else { continue }
            report.add(
                .samplingTooSlow, at: ["alertRules", .index(index), "duration"],
                "The duration \(rule.duration) is not longer than the sampling interval \(samplingInterval).",
                fix: "Sample more often, or wait longer.")
        }
    }
}
