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
                // Our own working directory may be closed to the user, and initdb and pg_ctl refuse to start in such a
                // one.
                .name("sh"),
                arguments: Arguments(["-c", #"cd / && exec "$0" "$@""#] + switchUser + [program] + arguments),
                // Nothing of our own environment, which may hold PGHOST, PGDATA or a password.
                environment: .custom(["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LC_ALL": "C", "TZ": "UTC"]),
                platformOptions: options, output: .string(limit: 256 * 1024), error: .combinedWithOutput)
            return Outcome(succeeded: result.terminationStatus.isSuccess, output: result.standardOutput)
        } catch {
            throw PrivatePostgresError(
                .program, "cannot run \(program): \(error)", fix: "check that the program is there and may be executed")
        }
    }

    /// The command that changes the user and then becomes the program.
    ///
    /// Not the `userID` of swift-subprocess: it calls `setgroups` after a raw `clone3`, where glibc still believes in
    /// the parent's threads, and waits for ever for one that was just being started.
    private var switchUser: [String] {
        guard account.needsSwitch else { return [] }
        return [
            "setpriv", "--reuid=\(account.user)", "--regid=\(account.group)", "--groups=\(account.group)",
            "--inh-caps=-all", "--",
        ]
    }

    private var options: PlatformOptions {
        var options = PlatformOptions()
        // A Ctrl-C in our terminal is for us, who then stop the server in order.
        options.createSession = true
        return options
    }
}

extension Tool.Outcome {
    /// The output as one line.
    var line: String { output.split(whereSeparator: \.isNewline).joined(separator: " | ") }
}
