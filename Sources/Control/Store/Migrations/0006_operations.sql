-- What operators and git hosts ask for between commits: webhooks, pins, suspensions.

-- The address of a repository in the one form that all ways of writing it share: host and path in lower case, without
-- scheme, user, usual port, doubled slashes and `.git`. `https://Host/Acme/fleet.git`, `ssh://git@host/acme/fleet` and
-- `git@host:acme/fleet.git` are all `host/acme/fleet`. Paths lose their case because most hosts ignore it; that two
-- repositories may share a form costs nothing, since each is opened by its own secret only.
create function repository_address(url text) returns text language sql immutable strict parallel safe as $$
    select regexp_replace(regexp_replace(regexp_replace(
        case
            when url ~ '^[A-Za-z][A-Za-z0-9+.-]*://'
                then regexp_replace(lower(url), '^[a-z][a-z0-9+.-]*://([^/@]*@)?', '')
            else regexp_replace(lower(url), '^([^/@:]*@)?([^/:]+):/*', '\2/')
        end, '^([^/]*):(22|80|443)(/|$)', '\1\3'), '/+', '/', 'g'), '(/|\.git)+$', '')
$$;
create index resource_repository_address on resource (repository_address(spec ->> 'url')) where kind = 'Repository';

-- What webhooks said about a Repository. One row per Repository that ever had one.
create table repository_hook (
    repository_id bigint primary key references resource on delete cascade,
    org           bigint not null,
    due           boolean not null default true,  -- said something that the syncs' schedule has not looked at yet
    sources_due   boolean not null default true,  -- nor that of the places that specs draw on
    received_at   timestamptz not null default now(),
    -- When a change was last seen because a webhook said so; null: webhooks of this Repository prove nothing, since a
    -- plain poll found a change first.
    proven_at     timestamptz
) with (fillfactor = 70);
create index repository_hook_due on repository_hook (repository_id) where due or sources_due;

-- The commit that a pass looked at, applied or not.
alter table sync_run add column oid text;

-- ResourceSyncs that are left alone until somebody resumes them or the time is over.
create table sync_suspension (
    sync_id bigint primary key references resource on delete cascade,
    org     bigint not null,
    reason  text not null,
    author  text not null,
    at      timestamptz not null default now(),
    until   timestamptz                          -- null: until somebody resumes it
);
create index sync_suspension_until on sync_suspension (until) where until is not null;

-- ResourceSyncs that are held at a commit until their reference means one that was not known when they were pinned.
create table sync_pin (
    sync_id  bigint primary key references resource on delete cascade,
    org      bigint not null,
    oid      text not null,
    reason   text not null,
    author   text not null,
    at       timestamptz not null default now(),
    head_oid text                                -- what the reference means, while that is nothing new; null: never asked
);
