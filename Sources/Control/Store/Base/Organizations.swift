public import SQL

/// An organization: the tenant that every other object belongs to.
public struct Organization: Sendable, Equatable {
    /// Internal id.
    public let id: OrganizationID
    /// Id on the wire and in certificates, lowercase.
    public let uid: String
    /// Short name.
    public let name: String
    /// Name for people.
    public let displayName: String
}

/// The organizations of this installation.
public enum Organizations {
    /// UUID of the organization that always exists.
    public static let defaultUID = "00000000-0000-0000-0000-000000000000"

    /// Every organization, oldest first.
    public static func all(_ connection: Connection) throws -> [Organization] {
        try connection.query("select id, uid::text, name, display_name from org order by id", []).map { row in
            try Organization(
                id: OrganizationID(row.int(0)), uid: row.string(1), name: row.string(2), displayName: row.string(3))
        }
    }

    /// Says that the organization's declared state changed as a whole: pages of one list that were read before and
    /// after carry different revisions (P1).
    public static func advanceRevision(_ connection: Connection, _ organization: OrganizationID) throws {
        try connection.query("update org set revision = revision + 1 where id = $1", [.int(organization.value)])
    }
}

extension Organizations {
    /// The organization with a UUID; nil when there is none.
    public static func find(_ connection: Connection, uid: String) throws -> OrganizationID? {
        try connection.query("select id from org where uid = $1::uuid", [.text(uid)]).first.map {
            try OrganizationID($0.int(0))
        }
    }
}
