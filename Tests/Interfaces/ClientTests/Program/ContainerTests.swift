import FoundationEssentials
import Subprocess
import Testing

@Suite("The container file", .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/dpkg"), "needs dpkg"))
struct ContainerTests {
    private static let root =
        #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(5).joined(separator: "/")

    private func check(_ program: String) async throws -> (status: TerminationStatus, output: String) {
        let result = try await Subprocess.run(
            .name("bash"), arguments: ["\(Self.root)/deploy/container/check", program],
            output: .string(limit: 1 << 16), error: .string(limit: 1 << 16))
        return (result.terminationStatus, result.standardOutput)
    }

    @Test("holds the packages of the libraries that the program links, and no others")
    func libraries() async throws {
        let result = try await check("\(try #require(ProgramPath.directory))/martlet")
        #expect(result.status == .exited(0), "\(result.output)")
    }

    @Test("is told apart from one of another program")
    func others() async throws {
        let result = try await check("/bin/sh")
        #expect(result.status == .exited(1))
        #expect(result.output.contains("holds libyaml-0-2, which /bin/sh does not link"))
    }
}
