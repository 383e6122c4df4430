import Subprocess
import TestSupport

/// What a program that runs to its end left.
struct Outcome: Sendable {
    var status: Int
    var output: String
    var errors: String
}

/// Runs a program to its end.
func run(
    _ program: String, _ arguments: [String], environment: [Environment.Key: String] = [:]
) async throws -> Outcome {
    let basics: [Environment.Key: String] = [
        "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", "HOME": "/nonexistent",
    ]
    let result = try await Subprocess.run(
        .name("sh"), arguments: Arguments(["-c", #"exec "$0" "$@""#, program] + arguments),
        environment: .custom(basics.merging(environment) { _, given in given }),
        output: .string(limit: 16 << 20), error: .string(limit: 1 << 20))
    guard case .exited(let status) = result.terminationStatus else {
        throw TestSupportError(
            "\(program) \(arguments) was ended by \(result.terminationStatus): \(result.standardError)")
    }
    return Outcome(status: Int(status), output: result.standardOutput, errors: result.standardError)
}
