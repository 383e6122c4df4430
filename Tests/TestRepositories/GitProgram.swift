import Subprocess

/// The `git` program of the distribution, with none of the machine's configuration.
public enum GitProgram {
    /// Runs it, in a directory if one is given.
    /// - Returns: What it prints.
    /// - Throws: What it says when it fails.
    public static func run(
        _ arguments: [String], in directory: String? = nil, input: [UInt8] = [], environment: [String: String] = [:]
    ) async throws -> [UInt8] {
        var variables: [Environment.Key: String] = [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent", "GIT_CONFIG_NOSYSTEM": "1",
        ]
        for (name, value) in environment { variables[.init(stringLiteral: name)] = value }
        let place = directory.map { ["-C", $0] } ?? []
        let result = try await Subprocess.run(
            .name("git"), arguments: Arguments(place + arguments), environment: .custom(variables),
            input: .array(input), output: .bytes(limit: 1 << 30), error: .string(limit: 1 << 16))
        guard result.terminationStatus.isSuccess else {
            throw TestSupportError("git \(arguments): \(result.standardError)")
        }
        return result.standardOutput
    }
}
