/// What became of a version on one device, as expressions over `device_target t`, `device d`, `device_status s` and
/// `device_seen n`.
enum RolloutOutcome {
    /// Devices that rollouts reach: those in conflict between fleets or being decommissioned keep what they have.
    static let takesPart = """
        d.decommission is null and not exists (select 1 from device_conflict c where c.device_id = t.device_id)
        """

    /// Whether the device is silent.
    static let isSilent = "(n.at is null or n.at < (select liveness_cutoff()))"

    /// One of `failed`, `pending`, `pendingOffline`, `succeeded`, `timedOut`, `offline`, `waiting`; the first that holds.
    /// - Parameters:
    ///   - version: expression of the version's id.
    ///   - timeout: expression of the update timeout in seconds.
    static func column(version: String, timeout: String) -> String {
        """
        case
            when t.refused_tv_id = \(version) then 'failed'
            when t.tv_id is distinct from \(version) then case when \(isSilent) then 'pendingOffline' else 'pending' end
            when t.error is not null then 'failed'
            when t.rendered_tv_id = \(version) and s.failed_version = t.rendered_version then 'failed'
            when t.rendered_tv_id = \(version) and s.reported_version = t.rendered_version then 'succeeded'
            when t.dispatched_at < now() - \(timeout) * interval '1 second' then 'timedOut'
            when \(isSilent) then 'offline'
            else 'waiting'
        end
        """
    }
}
