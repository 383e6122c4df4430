import ArgumentParser
import Client
import Console
import Glibc
import PreviewCommands
import Validation

/// The command line of operators: parsing here, everything else in the module Client.
@main
struct Martlet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "martlet",
        abstract: "Judges what git declares, looks at what became of it, and does the few things that git does not do.",
        discussion: """
            Desired state lives in git; this program says what is wrong with it before it is merged and what merging \
            would do, reads what became of it, approves devices and makes the certificates that they enrol with.

            EXAMPLES
              martlet validate fleets/
              martlet plan --base origin/main --head HEAD
              martlet login https://fleet.example.com:3333 --token-file admin.token
              martlet get devices -l site=berlin
              martlet get fleet/kiosks -o yaml
              martlet approve er/0a1b2c3d -l site=berlin
              martlet sync status fleets
              martlet rollout status kiosks --watch
              martlet blame device/0a1b2c3d
              martlet certificate request -d agent/

            EXIT STATUS
              0 done, 1 an error (told on standard error), 2 wrong use of the command line; validate, plan and \
            rollout status have codes of their own, which their help tells.

            ENVIRONMENT
              MARTLET_TOKEN is used when no --token-file is given.
            """,
        version: "martlet \(ClientVersion.current)",
        subcommands: [
            Get.self, Validate.self, Plan.self, Render.self, Explain.self, Schema.self, Completion.self, Approve.self,
            Deny.self, Delete.self, Sync.self, Rollout.self, Blame.self, Decommission.self, Certificate.self,
            EnrollmentConfig.self,
            Login.self, Config.self, Version.self,
        ])

    static func main() async {
        let arguments = ConnectionOptions.hoisted(Array(CommandLine.arguments.dropFirst()))
        do {
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Glibc.exit(Plan.ending(report(error), error, arguments))
        }
    }

    /// Tells the error and returns what the program ends with.
    private static func report(_ error: any Error) -> Int32 {
        if let error = error as? ClientError {
            Terminal.standard.note("martlet: \(error)")
            return error.exitStatus
        }
        if let error = error as? ValidationFailure {
            Terminal.standard.note("martlet: \(error)")
            return error.exitStatus
        }
        if let error = error as? PreviewFailure {
            Terminal.standard.note("martlet: \(error)")
            return 1
        }
        if let code = error as? ExitCode { return code.rawValue }
        let text = fullMessage(for: error)
        if exitCode(for: error).isSuccess {
            Terminal.standard.output(text + "\n")
            return 0
        }
        if !text.isEmpty { Terminal.standard.note(text) }
        return exitCode(for: error) == .validationFailure ? 2 : 1
    }
}
