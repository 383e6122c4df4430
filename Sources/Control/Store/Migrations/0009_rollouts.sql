-- Rollouts: one template version on its way to the devices of one fleet, in batches, within budgets.

-- What a device should run, and what became of it. A rollout, or a fleet's good version, decides tv_id; nothing else gives a
-- device of a fleet another version.
alter table device_target
    add column tv_id         bigint,            -- template version that it should run; null: nothing of its fleet yet
    add column batch         int,               -- of the fleet's rollout: for which batch it was chosen
    add column dispatched_at timestamptz,       -- when it got tv_id
    add column was_connected boolean,           -- whether it was connected then: if it is silent now, the version may be why
    add column refused_tv_id bigint,            -- the version that it refused and is not offered again
    add column refused_why   text;              -- what it said
update device_target set tv_id = rendered_tv_id, dispatched_at = rendered_at;

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
    digest      text not null,                  -- of the batches that it follows
    report      jsonb,                          -- of the batch that ended last, as the annotation tells it
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
