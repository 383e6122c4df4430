import Nodes

/// Groups of devices.
extension ScenarioReader {
    static func group(_ fields: FieldReader) throws(SimulationError) -> DeviceGroup {
        try fields.only([
            "name", "count", "labels", "applying", "failures", "offline", "flapping", "links", "duplicates", "clones",
            "clockSkew", "reporting",
        ])
        guard let count = try fields.integer("count", 1...1_000_000) else {
            throw fields.failure(nil, "a group has no count", "say how many devices there are")
        }
        var group = DeviceGroup(name: try fields.need("name", fields.string), count: Int(count))
        group.labels = try fields.optional("labels", fields.labels) ?? [:]
        group.applying = try fields.optional("applying", fields.span) ?? group.applying
        group.failures = try each(fields.list("failures"), failure)
        group.absences = try each(fields.list("offline"), offline) + each(fields.list("flapping"), flapping)
        group.links = try each(fields.list("links"), link)
        group.duplicates = try fields.optional("duplicates", fields.share) ?? 0
        group.clones = try fields.optional("clones", fields.share) ?? 0
        group.clockSkew = try fields.optional("clockSkew", fields.duration) ?? .zero
        group.reporting = try fields.optional("reporting", fields.span)
        return group
    }

    private static func failure(_ fields: FieldReader) throws(SimulationError) -> DeviceGroup.FailureRule {
        try fields.only(["labels", "share", "message"])
        var rule = DeviceGroup.FailureRule(share: try fields.need("share", fields.share))
        rule.labels = (try fields.optional("labels", fields.labels) ?? [:]).compactMapValues(\.first)
        rule.message = try fields.text("message") ?? rule.message
        return rule
    }

    private static func offline(_ fields: FieldReader) throws(SimulationError) -> DeviceGroup.Absence {
        try fields.only(["share", "after", "for"])
        return DeviceGroup.Absence(
            share: try fields.need("share", fields.share), connected: try fields.need("after", fields.span),
            away: try fields.need("for", fields.span))
    }

    /// A device that flaps comes back at once.
    private static func flapping(_ fields: FieldReader) throws(SimulationError) -> DeviceGroup.Absence {
        try fields.only(["share", "every"])
        return DeviceGroup.Absence(
            share: try fields.need("share", fields.share), connected: try fields.need("every", fields.span),
            away: DeviceGroup.Span(.zero))
    }

    private static func link(_ fields: FieldReader) throws(SimulationError) -> DeviceGroup.Link {
        try fields.only(["share", "latency", "bytesPerSecond"])
        return DeviceGroup.Link(
            share: try fields.need("share", fields.share),
            latency: try fields.optional("latency", fields.span) ?? DeviceGroup.Span(.zero),
            bytesPerSecond: try fields.integer("bytesPerSecond", 1...1_000_000_000).map { Int($0) })
    }

    static func each<Value>(
        _ list: [FieldReader], _ read: (FieldReader) throws(SimulationError) -> Value
    ) throws(SimulationError) -> [Value] {
        var values: [Value] = []
        for fields in list { values.append(try read(fields)) }
        return values
    }
}
