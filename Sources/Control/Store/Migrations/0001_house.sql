-- The tables of Martlet. Rules that hold everywhere: the organization leads every key; names collate in "C", which is
-- the order of pages; ids are internal, so that a re-created name inherits nothing; `rev` grows by one with every write
-- and the wire's resourceVersion is the sum of the revs of the tables an object is made from; time is the database's.

create table org (
    id           bigint generated always as identity primary key,
    uid          uuid not null unique,
    name         text collate "C" not null unique,
    display_name text not null,
    -- Grows by one with each applied commit. Continue tokens carry it, so that a client sees a page boundary cross one.
    revision     bigint not null default 0
);
-- The organization that every installation of this resource model has.
insert into org (uid, name, display_name) values ('00000000-0000-0000-0000-000000000000', 'default', 'Default');

create table commit (
    id           bigint generated always as identity primary key,
    org          bigint not null references org,
    repository   text not null,                 -- address without credentials
    oid          text not null,
    author_name  text not null,
    author_email text not null,
    committed_at timestamptz not null,
    subject      text not null,
    unique (org, repository, oid)
);

-- Kinds whose whole life is a declared spec: Repository, ResourceSync, Fleet.
create table resource (
    id         bigint generated always as identity primary key,
    org        bigint not null references org,
    kind       text collate "C" not null,
    name       text collate "C" not null,
    labels     jsonb not null default '{}',
    spec       jsonb not null,                  -- as the wire shows it: secrets are masked here and sealed in `secret`
    schema     int not null default 1,          -- of the normalised spec
    generation bigint not null default 1,       -- grows when the spec changes
    rev        bigint not null default 1,
    created_at timestamptz not null default now(),
    unique (org, kind, name)
);

create table resource_status (
    resource_id bigint primary key references resource on delete cascade,
    conditions  jsonb not null default '[]',
    doc         jsonb not null default '{}',
    rev         bigint not null default 1
);

create table secret (
    resource_id bigint not null references resource on delete cascade,
    field       text not null,                  -- 'spec': the canonical spec with its secrets
    key_id      text not null,
    sealed      bytea not null,
    primary key (resource_id, field)
);

-- Who owns what in git: ownership, provenance and parse cache in one row per document.
create table manifest (
    sync_id   bigint not null references resource on delete cascade,
    path      text collate "C" not null,
    doc       int not null,
    org       bigint not null,
    kind      text collate "C" not null,
    name      text collate "C" not null,
    line      int not null,                     -- where the name stands, from 1
    col       int not null,
    hash      bytea not null,                   -- keyed hash over labels and spec, secrets included
    object_id bigint,                           -- resource.id; null for a Device, which joins by name
    commit_id bigint not null references commit,  -- the commit that last changed this document
    primary key (sync_id, path, doc),
    unique (org, kind, name) deferrable initially deferred
);
create index manifest_object on manifest (object_id) where object_id is not null;

-- What the bootstrap directory applied. It owns nothing: git may take over each of its objects.
create table bootstrap (
    org  bigint not null,
    kind text collate "C" not null,
    name text collate "C" not null,
    path text not null,
    line int not null,
    col  int not null,
    hash bytea not null,
    primary key (org, kind, name)
);

create table sync_state (
    sync_id           bigint primary key references resource on delete cascade,
    applied_oid       text,                     -- null: nothing applied yet
    applied_source    text,                     -- repository address, revision and path that applied_oid was read with
    observed_oid      text,
    succeeded_generation bigint                 -- generation of the ResourceSync at its last success
);

create table sync_run (
    id         bigint generated always as identity primary key,
    org        bigint not null,
    sync_id    bigint not null references resource on delete cascade,
    commit_id  bigint references commit,
    started_at timestamptz not null,
    ended_at   timestamptz not null default now(),
    outcome    text not null,                   -- applied, failed
    created    int not null default 0,
    changed    int not null default 0,
    deleted    int not null default 0,
    released   int not null default 0,
    findings   jsonb not null default '[]'
);
create index sync_run_of on sync_run (sync_id, id desc);

create table fleet (
    id            bigint primary key references resource on delete cascade,
    org           bigint not null,
    match_labels  jsonb,                        -- null: matches no device
    template_hash bytea not null,
    current_tv_id bigint                        -- the newest template version that is ready
);
create index fleet_org on fleet (org);

create table template_version (
    id         bigint generated always as identity primary key,
    org        bigint not null,
    fleet_id   bigint not null references resource on delete cascade,
    name       text collate "C" not null,
    generation bigint not null default 1,       -- of the fleet, when the template was frozen: which version is newer
    spec       jsonb not null,                  -- the fleet's template.spec, frozen
    state      smallint not null default 0,     -- 0 resolving, 1 ready, 2 invalid
    error      text,
    commit_id  bigint references commit,
    rev        bigint not null default 1,
    created_at timestamptz not null default now(),
    unique (fleet_id, name)
);

-- External references frozen once per template version.
create table tv_source (
    tv_id      bigint not null references template_version on delete cascade,
    provider   text not null,                   -- name of the config provider
    repository text not null,                   -- name of the Repository
    revision   text not null,
    path       text not null,
    oid        text not null,                   -- commit that the reference meant when it was looked at last
    content    bytea not null,                  -- content.hash
    primary key (tv_id, provider, repository, revision, path)
);

create table content (
    org  bigint not null,
    hash bytea not null,
    body bytea not null,
    primary key (org, hash)
);

create table device (
    id            bigint generated always as identity primary key,
    org           bigint not null references org,
    name          text collate "C" not null,
    labels        jsonb not null default '{}',
    declared_spec jsonb,                        -- from a Device manifest; null: none
    declared_hash bytea,
    decommission  jsonb,                        -- spec.decommissioning, once asked for
    generation    bigint not null default 1,
    rev           bigint not null default 1,
    created_at    timestamptz not null default now(),
    unique (org, name)
);
create index device_labels on device using gin (labels jsonb_path_ops);

-- What a Device manifest owns, kept by name: it may stand before the device is enrolled and is joined then.
create table device_declaration (
    org    bigint not null,
    name   text collate "C" not null,
    labels jsonb,                               -- null: the manifest says nothing about labels
    spec   jsonb not null,
    hash   bytea not null,                      -- of the spec alone
    primary key (org, name)
);

-- Written by the server. Narrow, with no index on what changes, so that a template change is all HOT updates.
create table device_target (
    device_id        bigint primary key references device on delete cascade,
    org              bigint not null,
    fleet_id         bigint,
    stale            boolean not null default true,   -- what it should run may differ from what is rendered
    rendered_tv_id   bigint,
    rendered_version bigint not null default 0,       -- 0: nothing rendered yet
    rendered_id      bigint,
    rendered_at      timestamptz,
    error            text,                            -- why the newest spec could not be rendered for this device
    rev              bigint not null default 1
) with (fillfactor = 45);
create index device_target_fleet on device_target (fleet_id);

-- Written by the device. `doc` stays inline: a fifteenth of the log volume of out-of-line jsonb.
create table device_status (
    device_id        bigint primary key references device on delete cascade,
    org              bigint not null,
    reported_version bigint not null default 0,
    updating         text not null default 'Unknown',  -- condition Updating: status
    updating_reason  text not null default '',
    updating_message text not null default '',
    worst_resource   text not null default 'Unknown',  -- Critical, Warning, Healthy, Unknown
    resource_info    text not null default '',
    cpu              text not null default 'Unknown',
    memory           text not null default 'Unknown',
    disk             text not null default 'Unknown',
    apps             text not null default 'Unknown',
    app_count        int not null default 0,
    decommissioning  text,                             -- reason of condition DeviceDecommissioning
    os_image         text not null default '',
    os_digest        text not null default '',
    os_mode          text,
    integrity        jsonb,
    doc              bytea not null,
    doc_hash         bytea not null,
    rev              bigint not null default 1
) with (fillfactor = 50);
alter table device_status alter column doc set storage main;

create table device_seen (
    device_id bigint primary key references device on delete cascade,
    at        timestamptz not null default now(),
    connected boolean not null default true           -- as last announced by an event
) with (fillfactor = 50);

create table device_conflict (
    device_id bigint not null references device on delete cascade,
    fleet_id  bigint not null,
    primary key (device_id, fleet_id)
);
create index device_conflict_fleet on device_conflict (fleet_id);

-- Work sets of the delivery pass, filled in the transaction that causes the work.
create table device_dirty (
    device_id bigint primary key references device on delete cascade,
    org       bigint not null
);
create table fleet_dirty (
    fleet_id bigint primary key references resource on delete cascade,
    org      bigint not null
);

-- The only proof on which a device may be told that it does not exist.
create table device_tombstone (
    org                   bigint not null,
    name                  text collate "C" not null,
    deleted_at            timestamptz not null default now(),
    last_rendered_version bigint not null,
    primary key (org, name)
);

create table certificate (
    serial      bytea primary key,
    org         bigint not null,
    device_id   bigint references device on delete cascade,
    fingerprint text not null,
    signer      text not null,
    not_after   timestamptz not null,
    revoked_at  timestamptz
);

create table enrollment_request (
    id          bigint generated always as identity primary key,
    org         bigint not null references org,
    name        text collate "C" not null,
    labels      jsonb not null default '{}',
    spec        jsonb not null,
    conditions  jsonb not null default '[]',
    approval    jsonb,
    certificate text,
    rev         bigint not null default 1,
    created_at  timestamptz not null default now(),
    unique (org, name)
);
-- Requests that nobody has decided about are bounded in number.
create index enrollment_request_pending on enrollment_request (org) where certificate is null;

create table certificate_signing_request (
    id          bigint generated always as identity primary key,
    org         bigint not null references org,
    name        text collate "C" not null,
    labels      jsonb not null default '{}',
    owner       text,
    spec        jsonb not null,
    conditions  jsonb not null default '[]',
    certificate text,
    rev         bigint not null default 1,
    created_at  timestamptz not null default now(),
    unique (org, name)
);

create index certificate_signing_request_owner on certificate_signing_request (org, owner, id) where owner is not null;
create index certificate_device on certificate (device_id);

-- Rendered specs by input: equal inputs are rendered and stored once.
create table rendered (
    id         bigint generated always as identity primary key,
    org        bigint not null,
    key        bytea not null,
    spec_hash  bytea not null,                  -- of the body
    body       bytea not null,                  -- the JSON of `spec`
    created_at timestamptz not null default now(),
    unique (org, key)
);

create table event (
    id         bigint generated always as identity primary key,
    uid        uuid not null default gen_random_uuid(),
    at         timestamptz not null default now(),
    org        bigint not null,
    kind       text collate "C" not null,
    name       text collate "C" not null,
    reason     text not null,
    type       text not null,                   -- Normal, Warning
    message    text not null,
    details    jsonb,
    actor      text not null,
    component  text not null,
    request_id text,
    commit_id  bigint
);
create index event_order on event (org, at desc, id desc);
create index event_about on event (org, kind, name, id desc);

-- One row per set of devices that have something new. The transaction id lets a reader hold a cursor that misses
-- nothing although ids commit out of order.
create table wake (
    id         bigint generated always as identity primary key,
    xid        xid8 not null default pg_current_xact_id(),
    org        bigint not null,
    fleet_id   bigint,                          -- null: see device_ids
    device_ids bigint[],
    at         timestamptz not null default now()
);
create index wake_order on wake (xid, id);

create table token (
    id         bigint generated always as identity primary key,
    org        bigint not null references org,
    name       text not null,
    hash       bytea not null unique,           -- SHA-256 of the token
    expires_at timestamptz
);

create table periodic (
    name   text primary key,
    due_at timestamptz not null
);

-- When the agent API was being served, by whom: only such time counts towards a device's silence.
create table served (
    replica text not null,
    since   timestamptz not null,
    until   timestamptz not null,
    primary key (replica, since)
);
