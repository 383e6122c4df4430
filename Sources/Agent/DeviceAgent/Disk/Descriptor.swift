import Glibc

/// An open file descriptor, closed when it goes out of scope.
struct Descriptor: ~Copyable {
    let raw: Int32

    init(_ raw: Int32) { self.raw = raw }

    /// Takes the result of a call that returns a descriptor or -1.
    init(checking raw: Int32, _ operation: String, _ path: String) throws(SystemFailure) {
        guard raw >= 0 else { throw SystemFailure(operation, path) }
        self.raw = raw
    }

    deinit { close(raw) }

    /// Writes everything, however many calls it takes.
    func write(_ bytes: [UInt8], path: String) throws(SystemFailure) {
        var done = 0
        while done < bytes.count {
            let written = bytes.withUnsafeBytes {
                Glibc.write(raw, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { throw SystemFailure("write", path) }
            done += written
        }
    }

    /// Reads up to the end of the file.
    ///
    /// - Throws: `EFBIG` when the file holds more than `limit` bytes.
    func readAll(limit: Int, path: String) throws(SystemFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(raw, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw SystemFailure("read", path) }
            guard count > 0 else { return bytes }
            guard bytes.count + count <= limit else { throw SystemFailure("read", path, EFBIG) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
