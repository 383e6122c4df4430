import Glibc
import Resources

/// Bytes of files of this machine, with a limit, and never waiting for a pipe or device that was found by chance.
enum FileBytes {
    /// Reads a file.
    static func read(_ file: SourceFile) throws(SourceFailure) -> [UInt8] {
        // A named pipe may be what the user wants; one that lies in a directory would block for ever.
        let descriptor = open(file.location, O_RDONLY | O_CLOEXEC | O_NOCTTY | (file.isNamed ? 0 : O_NONBLOCK))
        guard descriptor >= 0 else { throw .unreadable(reason(errno)) }
        defer { close(descriptor) }
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw .unreadable(reason(errno)) }
        let isRegular = facts.st_mode & S_IFMT == S_IFREG
        if facts.st_mode & S_IFMT == S_IFDIR { throw .unreadable("it is a directory") }
        guard isRegular || file.isNamed else { throw .unreadable("it is not a regular file") }
        if isRegular, facts.st_size > SourceFile.largest { throw .tooLarge(Int(facts.st_size)) }
        return try all(of: descriptor, expected: isRegular ? Int(facts.st_size) : 0)
    }

    /// Reads a descriptor to its end.
    ///
    /// - Parameter expected: how many bytes there will probably be.
    static func all(of descriptor: Int32, expected: Int) throws(SourceFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var room = min(max(expected + 1, 1 << 12), SourceFile.largest + 1)
        while true {
            let (count, code) = append(descriptor, room, to: &bytes)
            if count == 0 { return bytes }
            if count < 0 {
                if code == EINTR { continue }
                throw .unreadable(reason(code))
            }
            if bytes.count > SourceFile.largest { throw .tooLarge(nil) }
            room = min(max(bytes.count, 1 << 12), SourceFile.largest + 1 - bytes.count)
        }
    }

    private static func append(
        _ descriptor: Int32, _ room: Int, to bytes: inout [UInt8]
    ) -> (count: Int, code: Int32) {
        var result = (count: 0, code: Int32(0))
        let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, initialized in
            result.count = Glibc.read(descriptor, buffer.baseAddress, room)
            result.code = errno
            initialized = max(0, result.count)
        }
        if bytes.isEmpty { bytes = more } else { bytes += more }
        return result
    }

    /// The system's word for an error.
    static func reason(_ code: Int32) -> String { String(cString: strerror(code)).lowercasedFirst }
}

extension String {
    /// The text with a small first letter, to stand within a sentence.
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
