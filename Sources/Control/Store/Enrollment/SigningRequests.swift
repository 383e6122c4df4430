public import SQL
public import Wire

/// A CertificateSigningRequest as it is stored.
public struct SigningRequestRecord: Sendable {
    /// `metadata`.
    public var metadata: ObjectMetadata
    /// JSON of `spec`.
    public var spec: [UInt8]
    /// JSON array of conditions.
    public var conditions: [UInt8]
    /// The certificate in PEM, once signed.
    public var certificate: String?

    /// States a record.
    public init(metadata: ObjectMetadata, spec: [UInt8], conditions: [UInt8], certificate: String?) {
        self.metadata = metadata
        self.spec = spec
        self.conditions = conditions
        self.certificate = certificate
    }
}

/// A CertificateSigningRequest with its decision, before it is stored.
public struct NewSigningRequest: Sendable {
    /// `metadata.name`.
    public var name: String
    /// JSON object.
    public var labels: [UInt8]
    /// `Device/<name>`; nil for one of a user.
    public var owner: String?
    /// JSON of `spec`.
    public var spec: [UInt8]
    /// `Approved`, `Denied` or `Failed`, with a reason and a sentence.
    public var condition: (type: String, reason: String, message: String)
    /// The certificate in PEM, when it was signed.
    public var certificate: String?

    /// States a request.
    public init(
        name: String, labels: [UInt8], owner: String?, spec: [UInt8],
        condition: (type: String, reason: String, message: String), certificate: String?
    ) {
        self.name = name
        self.labels = labels
        self.owner = owner
        self.spec = spec
        self.condition = condition
        self.certificate = certificate
    }
}

/// Wishes for certificates.
public enum SigningRequests {
    /// A device keeps this many requests; older ones go.
    static let mostPerOwner: Int64 = 5

    /// Stores a request with its decision, in the caller's transaction.
    /// - Returns: Whether it was stored; false when one of that name exists.
    public static func create(
        _ connection: Connection, _ organization: OrganizationID, _ request: NewSigningRequest
    ) throws -> Bool {
        let created = try connection.query(
            """
            insert into certificate_signing_request (org, name, labels, owner, spec, conditions, certificate)
            values ($1, $2, $3, $4, $5, condition_set('[]', $6, 'True', $7, $8), $9)
            on conflict (org, name) do nothing
            """,
            [
                .int(organization.value), .text(request.name), .json(request.labels), .optionalText(request.owner),
                .json(request.spec), .text(request.condition.type), .text(request.condition.reason),
                .text(request.condition.message), .optionalText(request.certificate),
            ])
        guard created.affected == 1 else { return false }
        try removeOld(connection, organization, owner: request.owner)
        return true
    }

    private static func removeOld(_ connection: Connection, _ organization: OrganizationID, owner: String?) throws {
        guard let owner else { return }
        try connection.query(
            """
            delete from certificate_signing_request where id in (
                select id from certificate_signing_request where org = $1 and owner = $2 order by id desc offset $3)
            """,
            [.int(organization.value), .text(owner), .int(mostPerOwner)])
    }

    /// A request by name.
    /// - Parameter owner: when given, only a request of this owner is found.
    public static func find(
        _ connection: Connection, _ organization: OrganizationID, name: String, owner: String? = nil
    ) throws -> SigningRequestRecord? {
        try connection.query(
            """
            select name, labels, owner, spec, conditions, certificate, rev, \(WireTime.text("created_at"))
            from certificate_signing_request
            where org = $1 and name = $2 and ($3::text is null or owner = $3)
            """,
            [.int(organization.value), .text(name), .optionalText(owner)]
        ).first.map { row in
            try SigningRequestRecord(
                metadata: ObjectMetadata(
                    name: row.string(0), labels: row.json(1), owner: row.optionalString(2), resourceVersion: row.int(6),
                    creationTimestamp: row.string(7)),
                spec: row.json(3), conditions: row.json(4), certificate: row.optionalString(5))
        }
    }
}
