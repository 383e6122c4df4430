import ArgumentParser
import Console
import DeviceSimulation
import UnixSignals

/// Runs a scenario.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs devices of a scenario file against a server.",
        discussion: """
            Every device has a key and a certificate of its own and speaks the agents' \
            protocol over mutual TLS: it enrols, waits in long polls, applies what it is \
            given after a while, fails now and then, and reports.

              duration: 5m
              agentConfig: agent/config.yaml   # see below
              approve:                         # or somebody else lets devices in
                server: http://127.0.0.1:3333
                tokenFile: admin.token
              identities: devices.json         # keys and certificates outlast the run
              startsPerSecond: 200             # how many begin, until all have
              pollPause: 5s                    # between two polls of a device
              seed: 7                          # the same gives the same behaviour
              devices:
                - name: kiosks
                  count: 9000
                  labels: {fleet: kiosks, site: [berlin, oslo, porto]}  # in turns
                  applying: 2s..20s
                  failures:                    # the first that fits a device counts
                    - {labels: {site: oslo}, share: 10%, message: the disk is full}
                    - {share: 1%}
                  offline: [{share: 5%, after: 1m..2m, for: 30s..5m}]
                  flapping: [{share: 1%, every: 5s..20s}]
                  links:                       # slow ones
                    - {share: 10%, latency: 100ms..800ms, bytesPerSecond: 8000}
                  duplicates: 1%               # reports that are sent twice
                  clones: 0.1%                 # devices of which a copy runs, too
                  clockSkew: 2h                # at most, to either side
                  reporting: 5m..10m           # something of their own to report

            agentConfig is what agents enrol with:
              martlet certificate request -n sim -o embedded -d agent/

            A line on standard error says each ten seconds (each second on a terminal) how \
            it stands, and what troubles came up; a JSON document on standard output what \
            became of it. Ctrl-C ends a run early. Paths are relative to the current \
            directory.

            Each device needs a descriptor here, and one in the server: see 'ulimit -Hn'.

            Exit status: 0 done, 1 no device was connected, or one was given an older version, or \
            the identities could not be kept, 64 the scenario or what it names cannot be used.
            """)

    @Argument(help: "The scenario file.") var scenario: String

    func run() async throws {
        let run: ScenarioRun
        do {
            try FileLimit.raise()
            run = try ScenarioRun(file: scenario, terminal: .standard)
        } catch {
            throw refusal(error)
        }
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let outcome = try await withThrowingTaskGroup(of: ScenarioOutcome?.self) { group in
            group.addTask {
                do { return try await run.run() } catch let error as SimulationError { throw refusal(error) }
            }
            group.addTask {
                for await _ in signals { break }
                return nil
            }
            // The first to end ends the other: a signal cancels the run, which then gives its result.
            var outcome: ScenarioOutcome?
            while let next = try await group.next() {
                outcome = outcome ?? next
                group.cancelAll()
            }
            return outcome
        }
        guard let outcome else { throw ExitCode.failure }
        Terminal.standard.output(String(decoding: outcome.result.json(), as: UTF8.self) + "\n")
        for complaint in outcome.complaints { Terminal.standard.note("Error: \(complaint.printable)") }
        guard outcome.complaints.isEmpty else { throw ExitCode.failure }
    }

    /// Says what is wrong. The usage of the command, which the library would add, is not what was wrong.
    private func refusal(_ error: SimulationError) -> ExitCode {
        Terminal.standard.note("Error: \(error.description.printable)")
        return .validationFailure
    }
}
