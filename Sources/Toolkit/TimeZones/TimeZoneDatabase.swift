import Glibc

/// The compiled IANA database as distributions install it, and the zone of the machine. Blocks.
public struct TimeZoneDatabase: Sendable {
    /// The largest zone has 4 kB.
    private static let mostBytes = 256 << 10

    private let directory: String
    private let localFile: String

    /// A database.
    /// - Parameters:
    ///   - directory: where the zones are files by their names.
    ///   - localFile: the zone of the machine.
    public init(directory: String = "/usr/share/zoneinfo", localFile: String = "/etc/localtime") {
        (self.directory, self.localFile) = (directory, localFile)
    }

    /// The rules of a zone such as `Europe/Berlin`, or of `Local`. A machine that says nothing about its zone is on UTC,
    /// as the C library takes it; UTC itself needs no file.
    /// - Throws: ``TimeZoneError`` when there is no such zone.
    public func rules(_ name: String) throws(TimeZoneError) -> TimeZoneRules {
        if name == "Local" { return try read(localFile).map(Self.rules) ?? .utc }
        if ["UTC", "GMT", "Etc/UTC", "Etc/GMT", "Universal", "Zulu"].contains(name) { return .utc }
        guard Self.isName(name) else { throw TimeZoneError("“\(name.prefix(64))” is no name of a time zone") }
        guard let bytes = try read("\(directory)/\(name)") else {
            throw TimeZoneError("the time zone \(name) is not in \(directory): install the time zone database")
        }
        return try Self.rules(bytes)
    }

    private static func rules(_ bytes: [UInt8]) throws(TimeZoneError) -> TimeZoneRules {
        try TimeZoneRules(compiled: bytes)
    }

    /// Nothing that could lead out of the directory.
    private static func isName(_ name: String) -> Bool {
        name.utf8.count <= 64
            && name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { byte in
                        let letter = byte | 0x20
                        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                            || [UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "-")].contains(byte)
                    }
            }
    }

    /// The content of an ordinary file; nil when there is none.
    private func read(_ path: String) throws(TimeZoneError) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw TimeZoneError("\(path) cannot be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.mostBytes else {
            throw TimeZoneError("\(path) is no file of a time zone")
        }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        let count = bytes.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
        guard count == bytes.count else { throw TimeZoneError("\(path) cannot be read as a whole") }
        return bytes
    }
}
