import Addresses
import Git
import Glibc
import Outbound

/// One run of `ssh`. A host's other addresses are tried when one does not connect.
final class SSHSession {
    private let remote: GitRemote
    private let address: SSHAddress
    private let limits: GitLimits
    private let identity: SSHIdentity
    private let knownHosts: MemoryFile
    private var untried: ArraySlice<IPAddress>
    private var child: ChildProcess?
    /// What came while it was found out whether the connection came about.
    private var first: [UInt8] = []

    init(
        _ remote: GitRemote, _ address: SSHAddress, _ limits: GitLimits, identity: SSHIdentity, knownHosts: MemoryFile,
        doors: [IPAddress]
    ) {
        self.remote = remote
        self.address = address
        self.limits = limits
        self.identity = identity
        self.knownHosts = knownHosts
        untried = doors[...]
    }

    /// Waits for the first bytes of the server's git.
    func connect() throws(GitError) {
        var last: GitError?
        while let door = untried.popFirst() {
            let child = try start(door)
            self.child = child
            first = try child.read(4096, within: limits.connectTimeout + limits.maxSilence)
            if !first.isEmpty { return }
            let failure = try ended(child)
            guard SSHRefusal.isOfConnecting(child.complaint) else { throw failure }
            last = failure
        }
        throw last ?? GitError(.unreachable, "\(remote) has no address", fix: "check the name resolution")
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(GitError) -> Int {
        if !first.isEmpty {
            let count = min(first.count, buffer.count)
            buffer.copyBytes(from: first[..<count])
            first.removeFirst(count)
            return count
        }
        guard let child else { return 0 }
        let count = try child.read(into: buffer, within: limits.maxSilence)
        if count == 0, child.wait() != 0 { throw try ended(child) }
        return count
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(GitError) {
        guard let child, try child.write(bytes, within: limits.maxSilence) else {
            throw GitError.brokenOff(remote)
        }
    }

    func end() {
        child?.end()
        child = nil
    }

    private func start(_ door: IPAddress) throws(GitError) -> ChildProcess {
        let command = SSHCommand(
            address: address, door: door, identity: identity.path, knownHosts: knownHosts.path,
            isLocked: identity.isLocked, skipsVerification: remote.skipServerVerification,
            connectTimeout: limits.connectTimeout)
        return try ChildProcess(
            SSHCommand.program, command.arguments, environment: identity.environment, remote)
    }

    /// Why `ssh` ended before the server's git did.
    private func ended(_ child: ChildProcess) throws(GitError) -> GitError {
        _ = child.wait()
        guard SSHRefusal.isOfKey(child.complaint) else { return SSHRefusal.error(child.complaint, address, remote) }
        return try identity.flaw(remote) ?? SSHRefusal.error(child.complaint, address, remote)
    }
}
