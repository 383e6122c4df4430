public import SQL

/// One count for the metrics: how many objects of an organization are in a state.
public struct InventoryFigure: Sendable, Equatable {
    /// Name of the metric, one of the resource model's.
    public let metric: String
    /// UUID of the organization.
    public let organization: String
    /// Fleet of the devices; nil where the metric has no such label.
    public let fleet: String?
    /// The state; nil where the metric has no such label.
    public let status: String?
    /// How many.
    public let count: Int64
}

/// Counts what there is, for gauges: one statement for everything.
public enum InventoryFigures {
    /// Devices by summary, application and update status, fleets, Repositories and ResourceSyncs.
    public static func all(_ connection: Connection) throws -> [InventoryFigure] {
        try connection.query(
            """
            with counted as (
                select 'flightctl_devices_summary' as metric, org, coalesce(fleet, '') as fleet, summary as status
                from device_state
                union all select 'flightctl_devices_application', org, coalesce(fleet, ''), applications from device_state
                union all select 'flightctl_devices_update', org, coalesce(fleet, ''), updated from device_state
                union all
                select case r.kind when 'Fleet' then 'flightctl_fleets' when 'ResourceSync' then 'flightctl_resourcesyncs'
                                   else 'flightctl_repositories_total' end,
                       r.org, null,
                       case r.kind
                           when 'Fleet' then coalesce((select c ->> 'reason' from jsonb_array_elements(s.conditions) c
                                                       where c ->> 'type' = 'Valid'), 'Unknown')
                           when 'ResourceSync' then coalesce((select case c ->> 'status' when 'True' then 'Synced' else 'NotSynced' end
                                                              from jsonb_array_elements(s.conditions) c
                                                              where c ->> 'type' = 'Synced'), 'Unknown') end
                from resource r left join resource_status s on s.resource_id = r.id
            )
            select c.metric, o.uid::text, c.fleet, c.status, count(*)
            from counted c join org o on o.id = c.org group by 1, 2, 3, 4 order by 1, 2, 3, 4
            """, []
        ).map { row in
            try InventoryFigure(
                metric: row.string(0), organization: row.string(1), fleet: row.optionalString(2),
                status: row.optionalString(3), count: row.int(4))
        }
    }
}
