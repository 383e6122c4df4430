import Nodes

/// Reads the configuration: the main file, then the drop-ins beside it in lexical order, then the test overrides.
public struct ConfigurationLoader: Sendable {
    /// The path of the main file on the machine.
    let file: String
    let root: DeviceRoot
    let environment: [String: String]

    /// - Parameters:
    ///   - file: path of the main file; below `root` unless it lies there already.
    ///   - environment: variables named `FLIGHTCTL_TEST_…` override durations.
    public init(file: String, root: DeviceRoot, environment: [String: String] = [:]) {
        self.file = root.location(of: file)
        self.root = root
        self.environment = environment
    }

    /// Reads all of it. What can be done without is a warning in the result and not an error.
    ///
    /// - Throws: ``ConfigurationError`` when the main file is missing, broken, or holds a value that cannot be meant.
    public func load() throws(ConfigurationError) -> AgentConfiguration {
        var configuration = AgentConfiguration()
        let main = try document(file)
        try main.read(into: &configuration, dropIn: false)
        for dropIn in dropIns() { read(dropIn: dropIn, &configuration) }
        try TestOverrides.apply(environment, to: &configuration)
        return configuration
    }

    private func read(dropIn path: String, _ configuration: inout AgentConfiguration) {
        // Merged into a copy, so that a drop-in with a mistake in its last line leaves nothing of itself behind.
        var merged = configuration
        do throws(ConfigurationError) {
            try document(path).read(into: &merged, dropIn: true)
            configuration = merged
        } catch {
            configuration.warnings.append("the drop-in is skipped: \(error)")
        }
    }

    private func dropIns() -> [String] {
        let directory = Disk.split(file).directory + "/conf.d"
        let names = (try? Disk(root: .system).names(in: directory)) ?? []
        return names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.map { directory + "/" + $0 }
    }

    private func document(_ path: String) throws(ConfigurationError) -> ConfigurationDocument {
        do {
            guard let bytes = try AgentFile.read(path) else {
                throw ConfigurationError(
                    place: path, message: "there is no such file", fix: "name the agent's configuration with --config")
            }
            let nodes = try YAML.documents(in: bytes, limits: .manifest)
            guard nodes.count <= 1 else {
                throw ConfigurationError(
                    place: path, message: "there is more than one document", fix: "keep the first one")
            }
            return ConfigurationDocument(file: path, root: root, top: nodes.first)
        } catch let error as NodeError {
            let place = "\(path):\(error.position.line):\(error.position.column)"
            throw ConfigurationError(place: place, message: error.message, fix: error.fix)
        } catch let error as SystemFailure {
            throw ConfigurationError(
                place: path, message: error.description, fix: "make the file readable for the agent")
        } catch let error as ConfigurationError {
            throw error
        } catch {
            throw ConfigurationError(place: path, message: "\(error)", fix: "see the message")
        }
    }
}
