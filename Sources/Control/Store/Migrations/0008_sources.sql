-- When outside places are asked next. A place at rest has no row: all is well, nothing is promised, nothing is written.

-- What the schedule remembers of a Repository whose last question failed or found work, so that a restart keeps to the
-- time that people were told. By name, since a ResourceSync may name a Repository that does not exist yet.
create table repository_poll (
    org           bigint not null references org,
    repository    text collate "C" not null,
    repository_id bigint,                       -- the Repository that was asked; a later one of that name inherits nothing
    failures      int not null,
    next_attempt  timestamptz not null,
    primary key (org, repository)
) with (fillfactor = 70);

create index resource_sync_repository on resource (org, (spec ->> 'repository')) where kind = 'ResourceSync';

-- Whether a condition is one that somebody waits for to change. Most should be True; those that name an exception are
-- well while they do not hold.
create function condition_waits(condition jsonb) returns boolean language sql immutable as $$
    select case when condition ->> 'type' in ('PruneBlocked', 'Suspended', 'Pinned') then condition ->> 'status' <> 'False'
                else condition ->> 'status' <> 'True' end
$$;

-- When Martlet itself tries next to better the conditions of an object; null when none of them waits. What is promised
-- nowhere, or for a time that is over, is due now.
create function next_attempt(conditions jsonb, promised timestamptz) returns timestamptz language sql stable as $$
    select greatest(promised, now())
    where exists (select 1 from jsonb_array_elements(conditions) c where condition_waits(c))
$$;

-- Documents of web servers are frozen as files of git repositories are. Of kind http, `revision` is what is appended to
-- the repository's URL, `path` the file on the device, and `oid` the hash of the document.
alter table tv_source add column kind text not null default 'git';

-- Outside references of the specs that devices of no fleet declare, as they are in force. By the hash of the spec, so that
-- devices that declare the same share them.
create table declared_source (
    org           bigint not null references org,
    declared_hash bytea not null,
    provider      text not null,
    kind          text not null,
    repository    text not null,
    revision      text not null,
    path          text not null,
    oid           text not null,
    content       bytea not null,               -- content.hash
    primary key (org, declared_hash, provider, repository, revision, path)
);
create index device_declared_hash on device (org, declared_hash) where declared_hash is not null;

-- What is known of an outside place that specs draw on. No row: it is what it was when it was frozen.
create table dependency (
    org           bigint not null references org,
    kind          text not null,                -- git, http
    repository    text collate "C" not null,
    revision      text collate "C" not null,    -- branch, tag or commit; what is appended to the URL
    fingerprint   text,                         -- a commit, or the hash of a document, when it was looked at last
    etag          text,
    last_modified text,
    problem       text,                         -- why it cannot be looked at; null: it can
    failures      int not null default 0,
    next_attempt  timestamptz,                  -- while there is a problem
    primary key (org, kind, repository, revision)
);
