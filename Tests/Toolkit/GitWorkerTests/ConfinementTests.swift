import FoundationEssentials
import Git
import Glibc
import Subprocess
import TestSupport
import Testing

@Suite("A worker cannot outlive its server or take what it likes")
struct ConfinementTests {
    @Test("A worker that hangs in a connection ends when its server goes; meanwhile it is confined (P10)")
    func orphan() async throws {
        try await Scene.with { scene in
            scene.host.behave(.silence)
            let request = Self.request(scene, parent: getpid())
            let status = try await Self.run(WireWriter.frame(request.encoded())) { process in
                // It waits for the host's answer now, and would for ever.
                await scene.host.arrival(ofRequests: 1)
                let limits = try String(contentsOfFile: "/proc/\(process)/limits", encoding: .utf8)
                #expect(Self.softLimit("Max core file size", in: limits) == "0")
                for name in ["Max file size", "Max data size", "Max cpu time"] {
                    #expect(Self.softLimit(name, in: limits) != "unlimited")
                }
                #expect(getpgid(process) == process)
            }
            #expect(status == .exited(0))
        }
    }

    @Test("A worker whose server is gone before it starts does nothing")
    func orphanAtStart() async throws {
        try await Scene.with { scene in
            let request = Self.request(scene, parent: 1)
            let status = try await Self.run(WireWriter.frame(request.encoded()))
            #expect(status == .exited(69))
            #expect(scene.host.requests.isEmpty)
        }
    }

    @Test(
        "A request that is none ends the worker",
        arguments: [[], [0, 0, 0, 1], [0xff, 0xff, 0xff, 0xff], [0, 0, 0, 2, 1, 1]] as [[UInt8]])
    func malformed(_ bytes: [UInt8]) async throws {
        let status = try await Self.run(bytes)
        #expect(status == .exited(64))
    }

    @Test("A worker ends by itself when its time is over")
    func watchdog() async throws {
        try await Scene.with { scene in
            scene.host.behave(.silence)
            var request = Self.request(scene, parent: getpid())
            request.limits.deadline = .milliseconds(300)
            let status = try await Self.run(WireWriter.frame(request.encoded()), untilOutputEnds: true)
            #expect(status == .exited(75))
        }
    }

    private static func request(_ scene: Scene, parent: Int32) -> WorkerRequest {
        WorkerRequest(
            directory: scene.directory, parent: parent, remote: scene.remote(), network: scene.network,
            limits: scene.limits, operation: .resolve(reference: "main"))
    }

    /// Runs the worker program on some input, then closes its input, and waits for its end.
    private static func run(
        _ input: [UInt8], untilOutputEnds: Bool = false, _ body: (pid_t) async throws -> Void = { _ in }
    ) async throws -> TerminationStatus {
        try await Subprocess.run(
            .path(program(TestPrograms.path("git-worker-for-tests"))), input: .inputWriter, output: .sequence,
            error: .discarded
        ) { execution in
            _ = try await execution.standardInputWriter.write(input)
            try await body(execution.processIdentifier.value)
            if untilOutputEnds { for try await _ in execution.standardOutput {} }
            try await execution.standardInputWriter.finish()
        }.terminationStatus
    }

    private static func program<Path: ExpressibleByStringLiteral>(_ text: String) -> Path
    where Path.StringLiteralType == String {
        Path(stringLiteral: text)
    }

    private static func softLimit(_ name: String, in limits: String) -> String? {
        limits.split(separator: "\n").first { $0.hasPrefix(name) }?.dropFirst(name.count).split(separator: " ").first
            .map(String.init)
    }
}
