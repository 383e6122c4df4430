import Jobs
public import SQL

/// How a transaction says that devices may have to run something else. `Delivery` drains the two work sets.
///
/// A mark that is already there is locked (`do update`), not skipped: otherwise a pass that runs before this transaction
/// commits could take the older mark away, see the state before the change, and the change would never be delivered.
public enum DeliveryQueue {
    /// Kind of the job that drains the sets of one organization; its key is the organization's id.
    public static let jobKind = "deliver"

    /// Marks devices whose labels, declared spec or existence changed, in the caller's transaction.
    public static func mark(_ connection: Connection, _ organization: OrganizationID, devices: [Int64]) throws {
        guard !devices.isEmpty else { return }
        try connection.query(
            """
            insert into device_dirty (device_id, org) select id, $1 from unnest($2::bigint[]) id order by id
            on conflict (device_id) do update set org = excluded.org
            """,
            [.int(organization.value), .intArray(devices)])
        try enqueue(connection, organization)
    }

    /// Marks fleets whose selector or template version changed, in the caller's transaction.
    public static func mark(_ connection: Connection, _ organization: OrganizationID, fleets: [Int64]) throws {
        guard !fleets.isEmpty else { return }
        try connection.query(
            """
            insert into fleet_dirty (fleet_id, org) select id, $1 from unnest($2::bigint[]) id order by id
            on conflict (fleet_id) do update set org = excluded.org
            """,
            [.int(organization.value), .intArray(fleets)])
        try enqueue(connection, organization)
    }

    /// Asks for a delivery pass without marking anything: the caller filled the sets itself.
    public static func enqueue(_ connection: Connection, _ organization: OrganizationID) throws {
        try JobQueue.enqueue(
            connection,
            [NewJob(organization: organization.value, kind: jobKind, key: "\(organization.value)", priority: 10)])
    }
}
