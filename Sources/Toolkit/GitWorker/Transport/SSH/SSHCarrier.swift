import Addresses
import Git
import Glibc
import Outbound

/// Git's smart protocol over the distribution's `ssh`: one connection for the references and the pack.
final class SSHCarrier: Carrier {
    let isStateless = false
    private let remote: GitRemote
    private let address: SSHAddress
    private let limits: GitLimits
    private let network: GitNetwork
    private let meter: TransferMeter
    private var session: SSHSession?

    init(_ remote: GitRemote, _ address: SSHAddress, _ limits: GitLimits, _ network: GitNetwork) {
        self.remote = remote
        self.address = address
        self.limits = limits
        self.network = network
        meter = TransferMeter(remote, limits)
    }

    func open(_ service: CarrierService) throws(GitError) -> any CarrierStream {
        close()
        guard case .key(let key, let passphrase) = remote.credential else { throw .credentialMissing(remote) }
        let session = SSHSession(
            remote, address, limits, identity: try SSHIdentity(key, passphrase: passphrase),
            knownHosts: try MemoryFile(Array((remote.knownHosts ?? network.knownHosts).utf8 + [0x0A])),
            doors: try doors())
        self.session = session
        try session.connect()
        return SSHStream(session, meter)
    }

    func close() {
        session?.end()
        session = nil
    }

    private func doors() throws(GitError) -> [IPAddress] {
        do {
            let policy = AddressPolicy(allowsPrivate: network.allowsPrivateAddresses)
            return try policy.checked(NameLookup.addresses(of: address.host).get(), of: address.host)
        } catch {
            throw .outbound(error, remote)
        }
    }
}

/// The bytes of an SSH connection.
private final class SSHStream: CarrierStream {
    private let session: SSHSession
    private let meter: TransferMeter

    init(_ session: SSHSession, _ meter: TransferMeter) {
        self.session = session
        self.meter = meter
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(GitError) -> Int {
        let count = try session.read(into: buffer)
        try meter.count(count)
        return count
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(GitError) { try session.write(bytes) }
}
