import Subprocess

/// Programs of the system.
enum Program {
    /// Runs a program to its end and returns what it wrote.
    @discardableResult
    static func run(_ command: [String], in directory: String? = nil) async throws -> String {
        // `sh` changes the directory, so that no path type of another package is needed for it.
        let result = try await Subprocess.run(
            .name("sh"), arguments: Arguments(["-c", #"cd "$0" && exec "$@""#, directory ?? "/"] + command),
            environment: .inherit.updating(["GIT_CONFIG_NOSYSTEM": "1", "HOME": "/nonexistent"]),
            output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
        guard result.terminationStatus.isSuccess else {
            throw BenchError("\(command.joined(separator: " ")): \(result.standardError)")
        }
        return result.standardOutput
    }

    private static let stop: [TeardownStep] = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(20))]

    /// Runs a program beside `body`, and stops it at the end with SIGTERM. It is killed when it does not obey.
    static func with<T: Sendable>(
        _ command: [String], log: String, _ body: (Int32) async throws -> T
    ) async throws -> T {
        var options = PlatformOptions()
        // A Ctrl-C in the terminal is for us, who then stop the program in order.
        options.processGroupID = 0
        options.teardownSequence = stop
        let result = try await Subprocess.run(
            .name("sh"), arguments: Arguments(["-c", #"exec "$@" >>"$0" 2>&1"#, log] + command),
            platformOptions: options, input: .none, output: .discarded, error: .discarded
        ) { execution in
            let outcome: Result<T, any Error>
            do {
                outcome = .success(try await body(execution.processIdentifier.value))
            } catch {
                outcome = .failure(error)
            }
            await execution.teardown(using: stop)
            return outcome
        }
        return try result.closureResult.get()
    }
}

/// Waits until something holds, at most a minute unless a limit is given.
func wait(
    for what: String, upTo limit: Duration = .seconds(60), _ holds: () async throws -> Bool
) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !holds() {
        guard .now < deadline else { throw BenchError("waited \(limit.seconds.short) s for \(what)") }
        try await Task.sleep(for: .milliseconds(2))
    }
}
