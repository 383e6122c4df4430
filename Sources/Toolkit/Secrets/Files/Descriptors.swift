import Glibc

extension AtomicFile {
    static func readAll(_ descriptor: Int32, path: String, maximumBytes: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16384)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileError(path: path, action: "read", errno: errno)
            }
            bytes += chunk[..<count]
            guard bytes.count <= maximumBytes else {
                throw FileError(
                    path: path, reason: .tooLarge, message: "\(path) is larger than \(maximumBytes) bytes",
                    fix: "check that it is the file that was meant")
            }
        }
    }

    /// A new file next to `path`, written through to the disk; its name is not used by anyone else.
    static func writeTemporary(_ bytes: [UInt8], beside path: String, mode: UInt32) throws(FileError) -> String {
        let temporary = "\(path).\(String(UInt64.random(in: .min ... .max), radix: 36)).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileError(path: path, action: "write", errno: errno) }
        var failure: Int32 = 0
        if !writeAll(bytes, to: descriptor) || fchmod(descriptor, mode) != 0 || fsync(descriptor) != 0 {
            failure = errno
        }
        if close(descriptor) != 0, failure == 0 { failure = errno }
        guard failure == 0 else {
            unlink(temporary)
            throw FileError(path: path, action: "write", errno: failure)
        }
        return temporary
    }

    static func synchronizeDirectory(of path: String) throws(FileError) {
        let slash = path.lastIndex(of: "/")
        let directory = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(path: directory, action: "open", errno: errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw FileError(path: directory, action: "synchronize", errno: errno) }
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var rest = buffer[...]
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count < 0 {
                    if errno == EINTR { continue }
                    return false
                }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }
}
