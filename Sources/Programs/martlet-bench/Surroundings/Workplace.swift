import FoundationEssentials
import Glibc
import Logging

/// A folder for one run, removed at its end, and where the programs are.
struct Workplace: Sendable {
    /// The folder. Other users may pass through it, since PostgreSQL runs as one when we are root.
    let directory: String
    /// Folder of the release programs.
    let programs: String
    /// Warnings of the parts that are measured.
    let logger: Logger

    static func with(bin: String?, _ body: (Workplace) async throws -> Void) async throws {
        let directory = "/tmp/martlet-bench.\(getpid())"
        try FileManager.default.createDirectory(
            atPath: directory, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o755])
        var logger = Logger(label: "martlet-bench")
        logger.logLevel = .error
        let place = Workplace(directory: directory, programs: try bin ?? ownFolder(), logger: logger)
        do {
            try await body(place)
        } catch {
            try? FileManager.default.removeItem(atPath: directory)
            throw error
        }
        try FileManager.default.removeItem(atPath: directory)
    }

    /// A new folder inside.
    func folder(_ name: String) throws -> String {
        let path = "\(directory)/\(name)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }

    static func write(_ text: String, to path: String) throws {
        guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
            throw BenchError("\(path) cannot be written")
        }
    }

    private static func ownFolder() throws -> String {
        let path = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        return path.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
    }
}
