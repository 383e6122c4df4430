import Glibc
import Testing

@testable import DeviceAgent

/// A directory of its own for one test, removed with everything in it at the end.
final class Scratch: Sendable {
    let path: String
    var root: DeviceRoot { DeviceRoot(path) }
    var disk: Disk { Disk(root: root) }

    init() throws {
        // In memory where there is such a place: the tests flush tens of thousands of times.
        let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(parent)/martlet-agent-test-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        path = try #require(made)
    }

    deinit {
        try? Disk(root: .system).clear(path)
        rmdir(path)
    }

    func write(_ devicePath: String, _ text: String, mode: UInt32 = 0o644) throws {
        try disk.replace(devicePath, with: Array(text.utf8), mode: mode)
    }

    func text(_ devicePath: String) throws -> String? {
        try disk.read(devicePath, limit: 1 << 24).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Every file below the root but the agent's own: path → mode, owner and content. Directories are not listed.
    func files() throws -> [String: String] {
        var result: [String: String] = [:]
        try collect("", into: &result)
        return result.filter { !$0.key.hasPrefix("/var/lib/flightctl") && !$0.key.hasPrefix("/var/log/flightctl") }
    }

    private func collect(_ directory: String, into result: inout [String: String]) throws {
        for name in try disk.names(in: directory.isEmpty ? "/" : directory) {
            let path = directory + "/" + name
            let facts = try #require(try disk.facts(path))
            switch facts.form {
            case .directory: try collect(path, into: &result)
            case .link: result[path] = "link"
            default:
                let owner = "\(facts.owner.user):\(facts.owner.group)"
                result[path] = "\(String(facts.mode, radix: 8)) \(owner) \(try text(path) ?? "")"
            }
        }
    }
}
