import Subprocess

/// Runs a program of PostgreSQL, or a small one of the system, as the unprivileged user.
struct Tool {
    struct Outcome {
        var succeeded: Bool
        var output: String
    }

    let account: Account

    func run(_ program: String, _ arguments: [String]) async throws(PrivatePostgresError) -> Outcome {
        do {
            let result = try await Subprocess.run(
                // Our own working directory may be closed to the user, and initdb and pg_ctl refuse to start in such a one.
                .name("sh"), arguments: Arguments(["-c", #"cd / && exec "$0" "$@""#, program] + arguments),
                // Nothing of our own environment, which may hold PGHOST, PGDATA or a password.
                environment: .custom(["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "TZ": "UTC"]),
                platformOptions: options, output: .string(limit: 256 * 1024),
                error: .combinedWithOutput)
            return Outcome(succeeded: result.terminationStatus.isSuccess, output: result.standardOutput)
        } catch {
            throw PrivatePostgresError(
                .program, "cannot run \(program): \(error)", fix: "check that the program is there and may be executed")
        }
    }

    private var options: PlatformOptions {
        var options = PlatformOptions()
        if account.needsSwitch {
            options.userID = account.user
            options.groupID = account.group
            options.supplementaryGroups = [account.group]
        }
        // A Ctrl-C in our terminal is for us, who then stop the server in order.
        options.createSession = true
        return options
    }
}

extension Tool.Outcome {
    /// The output as one line.
    var line: String { output.split(whereSeparator: \.isNewline).joined(separator: " | ") }
}
