import Crypto
import Git
import Glibc
import Secrets

/// Names the directory of a mirror. The name depends on the credential, so that nobody reads through a mirror what
/// the server would not give them; and on a secret key, so that the name is no way to try out passwords.
struct MirrorKey {
    private static let bytes = 32
    private let key: SymmetricKey

    /// Reads the key of a mirrors' directory, or makes it.
    init(directory: String) throws(GitError) {
        let file = "\(directory)/mirror.key"
        if let stored = Self.read(file) {
            key = SymmetricKey(data: stored)
            return
        }
        try Self.create(file, in: directory)
        guard let stored = Self.read(file) else {
            throw .storage(directory, doing: "its key could not be written", systemError: errno)
        }
        key = SymmetricKey(data: stored)
    }

    func name(of remote: GitRemote) -> String {
        var identity = WireWriter()
        identity.put(remote.organization)
        identity.put(remote.url)
        switch remote.credential {
        case nil: identity.put(UInt8(0))
        case .password(let username, let password):
            identity.put(UInt8(1))
            identity.put(username)
            identity.put(password)
        case .token(let token):
            identity.put(UInt8(2))
            identity.put(token)
        case .key(let key, _):
            identity.put(UInt8(3))
            identity.put(bytes: key.reveal())
        }
        Self.putTrust(of: remote, into: &identity)
        let code = Array(HMAC<SHA256>.authenticationCode(for: identity.bytes, using: key))
        return ObjectID(bytes: code.prefix(20))?.hex ?? ""
    }

    /// Whom the content came from is part of what it is: a mirror that was filled without asking for the server's name
    /// is not shown to those who did ask.
    private static func putTrust(of remote: GitRemote, into identity: inout WireWriter) {
        identity.put(remote.skipServerVerification)
        identity.put(optional: remote.caCertificates) { $0.put(bytes: $1) }
        identity.put(optional: remote.clientKey) { $0.put(bytes: $1.reveal()) }
        identity.put(optional: remote.knownHosts) { $0.put($1) }
        identity.put(optional: remote.proxy) { $0.put($1) }
    }

    private static func read(_ file: String) -> [UInt8]? {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var key = [UInt8](repeating: 0, count: bytes)
        let count = key.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
        return count == bytes ? key : nil
    }

    /// Written aside and linked into place: of several workers that do so at once the first wins, and none reads half.
    private static func create(_ file: String, in directory: String) throws(GitError) {
        let draft = "\(file).\(getpid())"
        unlink(draft)
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        let key = SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) }
        let written = key.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        let reason = errno
        close(descriptor)
        defer { unlink(draft) }
        guard written == bytes else {
            throw .storage(directory, doing: "its key could not be written", systemError: reason)
        }
        link(draft, file)
    }
}
