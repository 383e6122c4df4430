public import Nodes
import SQL

/// What the store knows about why a device has the spec that it has (P4).
public enum DeviceExplanation {
    /// The facts; nil when there is no such device. What they mean is said elsewhere.
    public static func facts(
        _ snapshot: Snapshot, _ organization: OrganizationID, name: String
    ) throws -> Node? {
        try snapshot.connection.query(statement, [.int(organization.value), .text(name)]).first.map {
            try StoredSpec.node($0.json(0))
        }
    }

    private static func version(_ alias: String, _ commit: String) -> String {
        """
        case when \(alias).id is not null then jsonb_build_object('templateVersion', \(alias).name,
            'commit', \(commit).oid, 'author', \(commit).author_name || ' <' || \(commit).author_email || '>',
            'subject', \(commit).subject, 'committedAt', \(WireTime.text("\(commit).committed_at"))) end
        """
    }

    private static let statement = """
        select jsonb_strip_nulls(jsonb_build_object(
            'apiVersion', 'flightctl.io/v1beta1', 'kind', 'DeviceExplanation',
            'metadata', jsonb_build_object('name', d.name), 'labels', d.labels,
            'fleet', case when r.id is not null then jsonb_build_object(
                'name', r.name, 'matchLabels', f.match_labels, 'owner', 'ResourceSync/' || sync.name, 'path', m.path,
                'line', m.line, 'currentVersion', newest.name, 'goodVersion', good.name) end,
            'conflict', (select jsonb_agg(x.name order by x.name) from device_conflict c join resource x on x.id = c.fleet_id
                         where c.device_id = d.id),
            'assigned', \(version("assigned", "written")),
            'rendered', case when t.rendered_version > 0 then jsonb_build_object('version', t.rendered_version,
                'templateVersion', rendered.name, 'at', \(WireTime.text("t.rendered_at"))) end,
            'reported', case when s.device_id is not null then jsonb_build_object('version', s.reported_version,
                'updating', s.updating, 'reason', s.updating_reason, 'message', s.updating_message,
                'failedVersion', nullif(s.failed_version, 0)) end,
            'refused', case when refused.id is not null then jsonb_build_object('templateVersion', refused.name,
                'message', t.refused_why) end,
            'rollout', case when o.id is not null then jsonb_build_object('templateVersion', ov.name, 'state', o.state,
                'reason', o.reason, 'message', o.message, 'batch', o.batch, 'isActive', o.finished_at is null) end,
            'batches', coalesce(jsonb_array_length(r.spec #> '{rolloutPolicy,deviceSelection,sequence}'), 0),
            'batch', case when t.rollout_id = o.id then t.batch end, 'dispatchedAt', \(WireTime.text("t.dispatched_at")), 'error', t.error,
            'connected', \(RolloutMembers.isConnected), 'lastSeen', \(WireTime.text("n.at")),
            'hasOwnSpec', d.declared_spec is not null, 'decommissioning', d.decommission is not null,
            'ownPlace', case when own.path is not null then own.path || ':' || own.line end))
        from device d join device_target t on t.device_id = d.id
        left join device_status s on s.device_id = d.id
        left join device_seen n on n.device_id = d.id
        cross join (select liveness_cutoff() as cutoff offset 0) c
        left join resource r on r.id = t.fleet_id
        left join fleet f on f.id = t.fleet_id
        left join manifest m on m.org = d.org and m.kind = 'Fleet' and m.name = r.name
        left join resource sync on sync.id = m.sync_id
        left join manifest own on own.org = d.org and own.kind = 'Device' and own.name = d.name
        left join template_version newest on newest.id = f.current_tv_id
        left join template_version good on good.id = f.good_tv_id
        left join template_version assigned on assigned.id = t.tv_id
        left join commit written on written.id = assigned.commit_id
        left join template_version rendered on rendered.id = t.rendered_tv_id
        left join template_version refused on refused.id = t.refused_tv_id
        left join lateral (select * from rollout where fleet_id = t.fleet_id order by id desc limit 1) o on true
        left join template_version ov on ov.id = o.tv_id
        where d.org = $1 and d.name = $2
        """
}
