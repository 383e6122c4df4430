import Glibc

/// Small text files, read and written whole.
enum SmallFile {
    private static let maximumBytes = 1 << 20

    /// The first MiB of a file; nil when it cannot be read.
    static func read(_ path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while bytes.count < maximumBytes {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            guard count > 0 else { return count == 0 ? String(decoding: bytes, as: UTF8.self) : nil }
            bytes.append(contentsOf: chunk[..<count])
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Writes a file that only `account` may read, so that there is the old or the new text and never half of one.
    static func write(_ text: String, to path: String, for account: Account) throws(PrivatePostgresError) {
        let draft = path + ".new"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Folder.failure("cannot write \(draft)") }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count,
            fchown(descriptor, account.user, account.group) == 0,
            fsync(descriptor) == 0, rename(draft, path) == 0
        else { throw Folder.failure("cannot write \(path)") }
    }

    /// The end of a log, for error messages.
    static func lastLines(_ count: Int, of path: String) -> String {
        let lines = (read(path) ?? "").split(separator: "\n")
        return lines.suffix(count).joined(separator: " | ")
    }
}
