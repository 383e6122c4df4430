import FoundationEssentials
import HTTPFront
import PKI

/// Which certificate opens what (P9): an enrolment certificate the enrolment of its organization, a device's certificate
/// that device's own endpoints, and neither anything else.
enum Door {
    /// The device that a request is about, which must be the one that asks.
    static func device(_ peer: PeerIdentity?, named name: String) throws(StatusError) -> DeviceKey {
        let key = try device(peer)
        guard key.name == name else {
            throw StatusError(401, "the client certificate is not that of device \(name)")
        }
        return key
    }

    /// The device that asks.
    static func device(_ peer: PeerIdentity?) throws(StatusError) -> DeviceKey {
        let peer = try known(peer)
        guard peer.signer?.isDevice == true, let name = peer.fingerprint, let organization = peer.organization else {
            throw StatusError(401, "the client certificate is not that of a device")
        }
        return DeviceKey(organization: organization, name: name)
    }

    /// The organization in which a client may enrol devices.
    static func enroller(_ peer: PeerIdentity?) throws(StatusError) -> UUID {
        let peer = try known(peer)
        guard peer.signer == .enrollment, let organization = peer.organization else {
            throw StatusError(401, "the client certificate is not one to enrol devices with")
        }
        return organization
    }

    private static func known(_ peer: PeerIdentity?) throws(StatusError) -> PeerIdentity {
        guard let peer else { throw StatusError(401, "a client certificate is needed") }
        // The handshake looked at the time once; connections may last longer than certificates.
        guard peer.notAfter > Date() else { throw StatusError(401, "the client certificate has expired") }
        return peer
    }
}
