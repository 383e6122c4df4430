import Nodes

/// Reads scenarios. Unknown fields are refused, with line and column, so that a slip of the pen is not a quiet default.
public enum ScenarioReader {
    /// - Parameter file: the name to be given in errors.
    public static func read(_ bytes: [UInt8], file: String) throws(SimulationError) -> Scenario {
        let documents: [Node]
        do {
            documents = try YAML.documents(in: bytes)
        } catch {
            throw SimulationError("\(file):\(error.position): \(error.message.trimmedEnd)", fix: error.fix)
        }
        guard documents.count == 1, let document = documents.first else {
            throw SimulationError("\(file) is not one YAML document", fix: "write one scenario a file")
        }
        return try scenario(try FieldReader(document, file: file, path: ""))
    }

    private static func scenario(_ fields: FieldReader) throws(SimulationError) -> Scenario {
        try fields.only([
            "seed", "duration", "agentConfig", "approve", "identities", "startsPerSecond", "pollPause", "devices",
        ])
        var scenario = Scenario(
            duration: try fields.need("duration") { (node) throws(SimulationError) in
                try fields.duration(node)
            }, groups: [])
        scenario.seed = UInt64(try fields.integer("seed", 0...Int64.max) ?? 1)
        scenario.agentConfiguration = try fields.text("agentConfig")
        scenario.identityFile = try fields.text("identities")
        scenario.startsPerSecond = try fields.positive("startsPerSecond") ?? 200
        scenario.pollPause = try fields.optional("pollPause", fields.duration) ?? .seconds(5)
        scenario.approval = try fields.optional("approve") { (node) throws(SimulationError) in
            let approval = try fields.inner(node, "approve")
            try approval.only(["server", "tokenFile"])
            return Scenario.Approval(
                server: try approval.need("server", approval.string),
                tokenFile: try approval.need("tokenFile", approval.string))
        }
        scenario.groups = try each(fields.list("devices"), group)
        guard !scenario.groups.isEmpty else { throw fields.failure(nil, "devices is empty", "name a group of devices") }
        try distinct(fields.list("devices"))
        return scenario
    }

    /// Identities and results go by the names of groups.
    private static func distinct(_ groups: [FieldReader]) throws(SimulationError) {
        var names: Set<String> = []
        for group in groups {
            let name = try group.need("name", group.string)
            guard names.insert(name).inserted else {
                throw group.failure(nil, "another group is named '\(name)'", "give each group a name of its own")
            }
        }
    }
}

extension String {
    /// Without the full stop, since more follows.
    fileprivate var trimmedEnd: Substring { hasSuffix(".") ? dropLast() : self[...] }
}
