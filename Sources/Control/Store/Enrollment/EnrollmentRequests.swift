import Nodes
public import SQL
public import Wire

/// An EnrollmentRequest as it is stored.
public struct EnrollmentRequestRecord: Sendable {
    /// `enrollment_request.id`.
    public var id: Int64
    /// `metadata`.
    public var metadata: ObjectMetadata
    /// JSON of `spec`.
    public var spec: [UInt8]
    /// JSON array of conditions.
    public var conditions: [UInt8]
    /// JSON of EnrollmentRequestApprovalStatus, once approved.
    public var approval: [UInt8]?
    /// PEM, once approved.
    public var certificate: String?

    /// The object as the wire shows it.
    public func json() -> [UInt8] {
        ObjectDocument.json(
            kind: "EnrollmentRequest", metadata: metadata, spec: spec,
            status: RequestStatusDocument.enrollment(
                conditions: conditions, certificate: certificate, approval: approval))
    }
}

/// Wishes of devices to be let in.
public enum EnrollmentRequests {
    /// Stores a new request.
    /// - Parameter limit: how many requests without a decision an organization may have.
    /// - Returns: The request; nil when one of that name exists.
    /// - Throws: ``TooManyRequests`` when the limit is reached.
    public static func create(
        _ connection: Connection, _ organization: OrganizationID, name: String, labels: [UInt8], spec: [UInt8],
        limit: Int64
    ) throws -> EnrollmentRequestRecord? {
        let pending = try connection.query(
            """
            select count(*) from (
                select 1 from enrollment_request where org = $1 and certificate is null limit $2) pending
            """,
            [.int(organization.value), .int(limit)]
        ).one().int(0)
        let created = try connection.query(
            """
            insert into enrollment_request (org, name, labels, spec) values ($1, $2, $3, $4)
            on conflict (org, name) do nothing
            """,
            [.int(organization.value), .text(name), .json(labels), .json(spec)])
        guard created.affected == 1 else { return nil }
        // After the insertion, so that a repeated request is told that it exists and not that there are too many.
        guard pending < limit else { throw TooManyRequests(limit: limit) }
        return try find(connection, organization, name: name)
    }

    /// A request by name.
    public static func find(
        _ connection: Connection, _ organization: OrganizationID, name: String
    ) throws -> EnrollmentRequestRecord? {
        try connection.query(
            select + " where org = $1 and name = $2", [.int(organization.value), .text(name)]
        ).first.map(record)
    }

    /// A request by name, held against other writers until the transaction ends.
    public static func lock(
        _ connection: Connection, _ organization: OrganizationID, name: String
    ) throws -> EnrollmentRequestRecord? {
        try connection.query(
            select + " where org = $1 and name = $2 for update", [.int(organization.value), .text(name)]
        ).first.map(record)
    }

    /// Writes the decision: condition `Approved`, the approval and the certificate.
    /// - Parameters:
    ///   - labels: JSON object of the approver's labels.
    ///   - approver: who decided.
    public static func approve(
        _ connection: Connection, id: Int64, labels: [UInt8], replaceLabels: Bool, approver: String, certificate: String
    ) throws {
        try connection.query(
            """
            update enrollment_request
            set certificate = $2, rev = rev + 1,
                conditions = condition_set(conditions, 'Approved', 'True', 'ManuallyApproved', 'Approved by ' || $3::text),
                approval = jsonb_build_object(
                    'approved', true, 'labels', $4::jsonb, 'replaceLabels', $5::boolean, 'approvedBy', $3::text,
                    'approvedAt', \(WireTime.text("now()")))
            where id = $1
            """,
            [.int(id), .text(certificate), .text(approver), .json(labels), .bool(replaceLabels)])
    }

    private static let select = """
        select id, name, labels, spec, conditions, approval, certificate, rev, \(WireTime.text("created_at"))
        from enrollment_request
        """

    private static func record(_ row: Row) throws -> EnrollmentRequestRecord {
        try EnrollmentRequestRecord(
            id: row.int(0),
            metadata: ObjectMetadata(
                name: row.string(1), labels: row.json(2), resourceVersion: row.int(7), creationTimestamp: row.string(8)),
            spec: row.json(3), conditions: row.json(4), approval: row.optionalJSON(5),
            certificate: row.optionalString(6))
    }
}

/// An organization has as many undecided requests as it may have.
public struct TooManyRequests: Error, CustomStringConvertible {
    /// How many it may have.
    public let limit: Int64

    /// What to do.
    public var description: String {
        "\(limit) enrolment requests wait for a decision already: approve or delete some of them"
    }
}
