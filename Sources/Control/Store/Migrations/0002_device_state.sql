-- The state of a device that depends on time, fleet and device at once is computed here and nowhere else: one view
-- serves get, list, filter, count and transition events. The rules are those of the resource model's device status
-- (first match wins).

-- A device last seen before this instant has been silent for five minutes *of served time*: an outage of our own
-- disconnects nobody.
create function liveness_cutoff() returns timestamptz language sql stable as $$
    with spans as (
        select unnest(range_agg(tstzrange(since, until))) as span
        from served
        where until > now() - interval '1 day'
    ),
    walked as (
        select lower(span) as since, upper(span) as until,
               coalesce(sum(upper(span) - lower(span)) over (
                   order by upper(span) desc rows between unbounded preceding and 1 preceding), interval '0') as later
        from spans
    )
    select coalesce(
        (select until - (interval '5 minutes' - later)
         from walked
         where later < interval '5 minutes' and later + (until - since) >= interval '5 minutes'
         limit 1),
        '-infinity')
$$;

create view device_state as
select d.id, d.org, d.name, d.labels, d.declared_spec, d.decommission, d.generation, d.created_at,
       d.rev + t.rev + coalesce(s.rev, 0) as resource_version,
       t.fleet_id, t.rendered_version, t.rendered_tv_id, t.rendered_id, t.error,
       s.reported_version, s.doc, s.integrity, s.os_mode, s.decommissioning,
       n.at as last_seen,
       f.name as fleet, current_tv.name as current_tv, rendered_tv.name as rendered_tv,
       derived.disconnected,
       case
           when derived.disconnected then 'Unknown'
           when s.updating = 'True' and s.updating_reason = 'Rebooting' then 'Rebooting'
           when s.worst_resource = 'Critical' then 'Error'
           when s.worst_resource = 'Warning' then 'Degraded'
           else 'Online'
       end as summary,
       case
           when derived.disconnected and n.at is null then 'Device has never been seen.'
           when derived.disconnected then 'Device is disconnected (last seen more than 5 minutes ago).'
           when s.worst_resource in ('Critical', 'Warning') then s.resource_info
       end as summary_info,
       case
           when derived.disconnected and n.at is not null then 'Unknown'
           when s.updating = 'True' then 'Updating'
           when derived.outdated then 'OutOfDate'
           else 'UpToDate'
       end as updated,
       case
           when derived.disconnected and n.at is not null
               then 'Device is disconnected (last seen more than 5 minutes ago).'
           when s.updating = 'True' then coalesce(nullif(s.updating_message, ''), 'Device is updating to the latest device spec.')
           when derived.outdated then coalesce(
               'Device has not been updated to the latest device spec: ' || t.error,
               case when s.updating_reason = 'Error' then s.updating_message end,
               'Device has not been updated to the latest device spec.')
       end as updated_info,
       case
           when derived.disconnected then 'Unknown'
           when s.updating = 'True' and s.updating_reason = 'Rebooting' and s.app_count > 0 then 'Degraded'
           when s.app_count = 0 then 'NoApplications'
           else s.apps
       end as applications,
       case
           when s.decommissioning in ('Completed', 'Error') then 'Decommissioned'
           when s.decommissioning is not null or d.decommission is not null then 'Decommissioning'
           else 'Enrolled'
       end as lifecycle
from device d
join device_target t on t.device_id = d.id
left join device_status s on s.device_id = d.id
left join device_seen n on n.device_id = d.id
left join resource f on f.id = t.fleet_id
left join fleet on fleet.id = t.fleet_id
left join template_version current_tv on current_tv.id = fleet.current_tv_id
left join template_version rendered_tv on rendered_tv.id = t.rendered_tv_id
cross join lateral (
    select n.at is null or n.at < (select liveness_cutoff()) as disconnected,
           coalesce(s.reported_version, 0) <> t.rendered_version
               or t.error is not null
               or (t.fleet_id is not null and t.rendered_tv_id is distinct from fleet.current_tv_id) as outdated
) derived;
