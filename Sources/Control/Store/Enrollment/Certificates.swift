public import SQL

/// The record of client certificates that were issued.
public enum Certificates {
    /// Notes a certificate, in the transaction that hands it out.
    /// - Parameters:
    ///   - serial: serial number in lowercase hexadecimal, two digits a byte.
    ///   - device: `device.id`; nil for one that enrols devices.
    ///   - fingerprint: the device's name; empty for one that enrols devices.
    ///   - notAfter: Unix seconds.
    public static func record(
        _ connection: Connection, _ organization: OrganizationID, serial: String, device: Int64?, fingerprint: String,
        signer: String, notAfter: Int64
    ) throws {
        try connection.query(
            """
            insert into certificate (serial, org, device_id, fingerprint, signer, not_after)
            values (decode($1, 'hex'), $2, $3, $4, $5, to_timestamp($6::bigint))
            """,
            [
                .text(serial), .int(organization.value), .optionalInt(device), .text(fingerprint), .text(signer),
                .int(notAfter),
            ])
    }

    /// Revokes a certificate: it opens nothing from then on, on every replica.
    /// - Returns: Whether there is such a certificate that was not revoked before.
    public static func revoke(_ connection: Connection, _ organization: OrganizationID, serial: String) throws -> Bool {
        let rows = try connection.query(
            """
            update certificate set revoked_at = now()
            where org = $1 and serial = decode($2, 'hex') and revoked_at is null returning device_id
            """,
            [.int(organization.value), .text(serial)])
        guard let row = rows.first else { return false }
        if let device = try row.optionalInt(0) { try WakeUps.send(connection, organization, devices: [device]) }
        return true
    }

    /// Whether a certificate was revoked. One that is not on record was not: the chain of trust vouches for it.
    public static func isRevoked(_ connection: Connection, serial: String) throws -> Bool {
        try connection.query(
            "select 1 from certificate where serial = decode($1, 'hex') and revoked_at is not null", [.text(serial)]
        ).first != nil
    }
}
