import ArgumentParser
import Console
import DeviceSimulation
import UnixSignals

/// Runs a scenario.
struct Run: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Runs devices of a scenario file against a server.",
        discussion: """
            Every device has a key and a certificate of its own and speaks the agents' protocol over mutual TLS: it \
            enrols, waits in long polls, applies what it is given after a while, fails now and then, and reports.

              duration: 5m
              agentConfig: config.yaml             # of 'martlet certificate request -n sim -o embedded'
              approve: {server: "http://127.0.0.1:3333", tokenFile: admin.token}   # or somebody else approves
              identities: devices.json             # keys and certificates outlast the run
              startsPerSecond: 200
              seed: 7
              devices:
                - name: kiosks
                  count: 9000
                  labels: {fleet: kiosks, site: [berlin, oslo, porto]}
                  applying: 2s..20s
                  failures: [{labels: {site: oslo}, share: 10%, message: the disk is full}, {share: 1%}]
                  offline: [{share: 5%, after: 1m..2m, for: 30s..5m}]
                  flapping: [{share: 1%, every: 5s..20s}]
                  links: [{share: 10%, latency: 100ms..800ms, bytesPerSecond: 8000}]
                  duplicates: 1%                   # reports that are sent twice
                  clones: 0.1%                     # devices of which a copy runs, too
                  clockSkew: 2h
                  reporting: 5m..10m               # something of their own to report

            A line on standard error says how it stands, a JSON document on standard output what became of it. Ctrl-C \
            ends a run early.

            Exit status: 0 done, 1 no device was let in, or one was given an older version, 64 wrong use.
            """)

    @Argument(help: "The scenario file.") var scenario: String

    func run() async throws {
        let run: ScenarioRun
        do {
            try FileLimit.raise()
            run = try ScenarioRun(file: scenario, terminal: .standard)
        } catch {
            throw ValidationError(error.description)
        }
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        let result = try await withThrowingTaskGroup(of: SimulationResult?.self) { group in
            group.addTask { try await run.run() }
            group.addTask {
                for await _ in signals { break }
                return nil
            }
            // The first to end ends the other: a signal cancels the run, which then gives its result.
            var result: SimulationResult?
            while let next = try await group.next() {
                result = result ?? next
                group.cancelAll()
            }
            return result
        }
        guard let result else { throw ExitCode.failure }
        Terminal.standard.output(String(decoding: result.json(), as: UTF8.self) + "\n")
        if !result.isSound { throw ExitCode.failure }
    }
}
