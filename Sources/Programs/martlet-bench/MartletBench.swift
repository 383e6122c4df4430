import ArgumentParser
import DeviceSimulation
import GitWorker
import Glibc
import UnixSignals

/// Measures Martlet, each figure beside a yardstick of the same run.
@main
struct MartletBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "martlet-bench",
        abstract: "Measures Martlet, each figure beside a yardstick of the same run.",
        discussion: """
            Figures:
            \(FigureName.allCases.map { "  \($0.rawValue): \($0.summary)" }.joined(separator: "\n"))

            Machines and their load differ; compare ratios, not values. Everything runs on loopback and in a folder that \
            is removed at the end. Needs git, nginx, fcgiwrap and PostgreSQL with its pgbench, and martletd beside this \
            program. Simulated devices live in this process, at most as many as descriptors ('ulimit -Hn') and local ports are \
            allowed. Each figure is printed as soon as it is measured; JSON comes at the end, also after a failure.

            Exit status: 0 measured, 1 a measurement failed, 64 wrong use.
            """,
        version: "0.1.0")

    @Argument(help: ArgumentHelp("What to measure (default: all figures).", valueName: "name"))
    var names: [FigureName] = []
    @Flag(help: "Print one JSON document.")
    var json = false
    @Flag(help: "Smaller counts and shorter times, for a first look.")
    var quick = false
    @Flag(help: "Print sizes, memory and start-up time of the programs instead of figures.")
    var programs = false
    @Option(help: ArgumentHelp("How long syncs rest, 1 to 60 (default 3, quick 1).", valueName: "minutes"))
    var rest: Int?
    @Option(
        help: ArgumentHelp(
            "How many simulated devices, \(DevicePark.least) to 100000 (default 15000 or 10000, quick some hundred).",
            valueName: "count"))
    var devices: Int?
    @Option(help: ArgumentHelp("Directory of the programs (default: that of this one).", valueName: "dir"))
    var bin: String?

    static func main() async {
        // This program is also its own git worker, as martletd is.
        if CommandLine.arguments.dropFirst().first == "git-worker" { GitWorker.main() }
        await main(nil)
    }

    func validate() throws {
        guard (1...60).contains(rest ?? 1) else { throw ValidationError("--rest is a number from 1 to 60.") }
        guard (DevicePark.least...100_000).contains(devices ?? DevicePark.least) else {
            throw ValidationError("--devices is a number from \(DevicePark.least) to 100000.")
        }
    }

    func run() async throws {
        try FileLimit.raise()
        if let devices, devices > DevicePark.most {
            throw ValidationError(
                """
                --devices \(devices) is more than fit: at most \(DevicePark.most) within the limits of descriptors \
                ('ulimit -Hn') and of local ports (net.ipv4.ip_local_port_range).
                """)
        }
        let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await work() }
            group.addTask {
                for await _ in signals { throw ExitCode.failure }
            }
            // The first to end ends the other: a signal cancels the work, which puts away what it made.
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func work() async throws {
        try await Workplace.with(bin: bin) { place in
            if programs {
                print(try await ProgramSizes.measure(place).text)
            } else {
                var scale = quick ? Scale.quick : Scale.full
                if let rest { scale.resting = .seconds(60 * rest) }
                if let devices { scale.simulate(devices) }
                try await measure(place, scale)
            }
        }
    }

    private func measure(_ place: Workplace, _ scale: Scale) async throws {
        let wanted = names.isEmpty ? Set(FigureName.allCases) : Set(names)
        let report = FigureReport(machine: Machine.description)
        var figures: [Figure] = []
        if !json { show(report.head) }
        // What was measured is told also when a later measurement fails.
        defer { show(json ? report.json(figures) : report.foot) }
        for suite in Suite.all where !wanted.isDisjoint(with: suite.figures) {
            let measured = try await suite.measure(place, scale, wanted).filter { wanted.contains($0.name) }
            figures += measured
            if !json { measured.forEach { show(report.row($0)) } }
        }
    }

    /// Prints at once, also into a file.
    private func show(_ text: String) {
        print(text)
        fflush(nil)
    }
}
