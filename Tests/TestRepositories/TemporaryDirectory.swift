import FoundationEssentials
import Glibc

/// Runs `body` with a new directory of mode 0700 that is removed afterwards.
public func withTemporaryDirectory<T>(_ body: (String) async throws -> T) async throws -> T {
    var template = Array("/tmp/martlet-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw TestSupportError("no temporary directory: \(errno)") }
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try await body(path)
}

/// A part of the tests' own equipment that did not work.
public struct TestSupportError: Error, CustomStringConvertible {
    /// What did not work.
    public let description: String
    /// An error with that text.
    public init(_ description: String) { self.description = description }
}
