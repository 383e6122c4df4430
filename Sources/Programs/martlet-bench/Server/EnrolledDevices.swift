import DeviceSimulation
import FoundationEssentials
import NIOSSL
import PKI
import SQL
import Store
import Wire

/// A device with its certificate.
struct EnrolledDevice: Sendable {
    let id: Int64
    let name: String
    let identity: TLSIdentity
    /// The version of its rendered spec.
    let version: Int64

    /// What it presents to a server whose authority is `authorityPEM`.
    func context(_ authorityPEM: String) throws -> NIOSSLContext {
        var configuration = try TLSConfiguration.client(authoritiesPEM: authorityPEM, identity: identity)
        configuration.certificateVerification = .noHostnameVerification
        return try NIOSSLContext(configuration: configuration)
    }
}

extension EnrolledDevice {
    /// The same for the simulator. It runs what was rendered for it.
    func simulated() throws -> SimulatedIdentity {
        let made = try SimulatedIdentity(
            key: SigningKey(pem: identity.key), certificatePEM: identity.certificatePEM)
        made.runs(version)
        return made
    }
}

/// Puts devices into the store as an approved enrolment does, and waits until the server has rendered for them.
enum EnrolledDevices {
    static func make(_ count: Int, on server: RunningServer) async throws -> [EnrolledDevice] {
        guard let organization = UUID(uuidString: Organizations.defaultUID) else {
            throw BenchError("the default organization has no UUID")
        }
        let identities = try (0..<count).map { _ in try identity(server.authority, organization) }
        let ids = try await insert(identities.map(\.name), server.database)
        try await wait(for: "rendered specs", upTo: .seconds(300)) {
            try await server.database.read { connection in
                try connection.query("select 1 from device_target where rendered_id is null limit 1", []).isEmpty
            }
        }
        let versions = try await versions(server.database)
        return zip(ids, identities).map { id, identity in
            EnrolledDevice(id: id, name: identity.name, identity: identity.identity, version: versions[id] ?? 0)
        }
    }

    private static func identity(
        _ authority: CertificateAuthority, _ organization: UUID
    ) throws -> (name: String, identity: TLSIdentity) {
        let key = SigningKey()
        let request = try CertificateRequest(pem: key.certificateRequest())
        let issued = try authority.sign(request, as: .deviceEnrollment, organization: organization)
        return (try key.fingerprint.text, TLSIdentity(certificatePEM: issued.pem, key: key.pem))
    }

    /// As an enrolment leaves it.
    private static let fresh = DeviceStatusDocument.fresh(time: "2026-01-01T00:00:00Z")

    private static func insert(_ names: [String], _ database: Database) async throws -> [Int64] {
        try await database.transaction { connection in
            guard let organization = try Organizations.find(connection, uid: Organizations.defaultUID) else {
                return []
            }
            let ids = try names.compactMap { name in
                try NewDevices.create(
                    connection, organization,
                    NewDevice(
                        name: name, labels: Array(#"{"fleet":"bench"}"#.utf8),
                        status: NewDeviceStatus(document: fresh, osMode: nil), knownVersion: 0,
                        integrity: Array("{}".utf8)))
            }
            try DeliveryQueue.mark(connection, organization, devices: ids)
            return ids
        }
    }

    private static func versions(_ database: Database) async throws -> [Int64: Int64] {
        try await database.read { connection in
            let rows = try connection.query("select device_id, rendered_version from device_target", [])
            return try Dictionary(rows.map { try ($0.int(0), $0.int(1)) }, uniquingKeysWith: { first, _ in first })
        }
    }
}
