import NIOSSL
public import PKI
import Synchronization

/// A device's key, and its certificate once it has one.
public final class SimulatedIdentity: Sendable {
    private struct State {
        var certificatePEM: String?
        /// Made once: it costs more than a handshake's worth of parsing.
        var context: NIOSSLContext?
        var version: Int64 = 0
    }

    /// The device's name, which follows from its key.
    public let name: String
    let key: SigningKey
    private let state: Mutex<State>

    /// A device with this key; without a certificate it enrols.
    public init(key: SigningKey = SigningKey(), certificatePEM: String? = nil) throws(PKIError) {
        self.name = try key.fingerprint.text
        self.key = key
        state = Mutex(State(certificatePEM: certificatePEM))
    }

    /// The certificate, if it has one.
    public var certificatePEM: String? { state.withLock { $0.certificatePEM } }

    /// The version that the device runs.
    public internal(set) var version: Int64 {
        get { state.withLock { $0.version } }
        set { state.withLock { $0.version = newValue } }
    }

    /// The device already runs this version.
    public func runs(_ version: Int64) { self.version = version }

    func accept(_ certificatePEM: String) {
        state.withLock { ($0.certificatePEM, $0.context) = (certificatePEM, nil) }
    }

    /// Gives the certificate up.
    func forget() { state.withLock { ($0.certificatePEM, $0.context) = (nil, nil) } }

    /// What it presents to a server; nil without a certificate.
    func context(_ authoritiesPEM: String) throws -> NIOSSLContext? {
        try state.withLock { state in
            if let context = state.context { return context }
            guard let certificate = state.certificatePEM else { return nil }
            let made = try ServerAccess.context(
                authoritiesPEM, TLSIdentity(certificatePEM: certificate, key: key.pem))
            state.context = made
            return made
        }
    }
}
