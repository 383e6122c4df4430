-- Rollouts: one template version on its way to the devices of one fleet, in batches, within budgets.

-- What a device should run, and what became of it. A rollout, or a fleet's good version, decides tv_id; nothing else gives a
-- device of a fleet another version.
alter table device_target
    add column tv_id         bigint,            -- template version that it should run; null: nothing of its fleet yet
    add column prior_tv_id   bigint,            -- the version that it ran before
    add column rollout_id    bigint,            -- in which rollout it was chosen: marks of others count for nothing
    add column batch         int,               -- for which batch of that
    add column dispatched_at timestamptz,       -- when it got tv_id
    add column was_connected boolean,           -- whether it was connected then: if it is silent now, the version may be why
    add column refused_tv_id bigint,            -- the version that it refused and is not offered again
    add column refused_version bigint,          -- as which rendered version; null: nothing could be rendered for it
    add column refused_why   text;              -- what it said
update device_target set tv_id = rendered_tv_id, dispatched_at = rendered_at where fleet_id is not null;

-- The rendered version that a device's condition `Updating: Error` is about; 0: it is in no error.
alter table device_status add column failed_version bigint not null default 0;

alter table fleet add column good_tv_id bigint; -- the newest version whose rollout completed
update fleet set good_tv_id = current_tv_id;

create table rollout (
    id          bigint generated always as identity primary key,
    org         bigint not null references org,
    fleet_id    bigint not null references resource on delete cascade,
    tv_id       bigint not null references template_version on delete cascade,
    good_tv_id  bigint,                         -- to go back to
    state       text not null,                  -- RolloutState
    reason      text not null,
    message     text not null default '',
    batch       int not null default -1,
    approved    boolean not null default false,
    is_manual   boolean,                        -- whether batches wait for a person; null: as the policy says
    digest      text not null,                  -- of the batches that it follows
    report      jsonb,                          -- of the batch that ended last
    annotations jsonb not null default '{}',    -- of the fleet on the wire
    created_at  timestamptz not null default now(),
    progress_at timestamptz not null default now(),
    progress    bigint not null default 0,
    finished_at timestamptz,
    rate_used   bigint not null default 0,
    rate_since  timestamptz not null default now(),
    next_at     timestamptz,                    -- when it is looked at without anything happening
    rev         bigint not null default 1
) with (fillfactor = 70);
create unique index rollout_active on rollout (fleet_id) where finished_at is null;
create index rollout_of on rollout (fleet_id, id desc);

create table rollout_batch (
    rollout_id  bigint not null references rollout on delete cascade,
    n           int not null,                   -- from 0; as in rollout.batch
    name        text not null,
    percentage  bigint not null,
    total       bigint not null,
    succeeded   bigint not null,
    failed      bigint not null,
    timed_out   bigint not null,
    offline     bigint not null,
    finished_at timestamptz not null default now(),
    primary key (rollout_id, n)
);

-- How many devices of an organization got a new version in the current minute, where the server limits that.
create table dispatch_rate (
    org   bigint primary key references org,
    since timestamptz not null,
    used  bigint not null
);

-- Fleets whose rollout the next delivery pass begins or steps: filled in the transaction that matches devices to fleets.
create table rollout_due (
    fleet_id bigint primary key references resource on delete cascade,
    org      bigint not null
);
insert into rollout_due (fleet_id, org) select id, org from fleet;

-- Whether labels fulfil a selector as documents write it, both its forms; one that is null holds for all.
create function labels_match(labels jsonb, selector jsonb) returns boolean language sql immutable parallel safe as $$
    select (selector -> 'matchLabels' is null or labels @> (selector -> 'matchLabels'))
        and not exists (
            select from jsonb_array_elements(selector -> 'matchExpressions') e
            where not case e ->> 'operator'
                when 'In' then coalesce(e -> 'values' ? (labels ->> (e ->> 'key')), false)
                when 'NotIn' then not coalesce(e -> 'values' ? (labels ->> (e ->> 'key')), false)
                when 'Exists' then labels ? (e ->> 'key')
                when 'DoesNotExist' then not labels ? (e ->> 'key')
                else false end)
$$;

-- As before, but for the reason of a device that is back on the good version because it refused the newest one.
create or replace view device_state as
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
               case when t.refused_tv_id = fleet.current_tv_id
                   then 'Device went back from the latest device spec: ' || t.refused_why end,
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
