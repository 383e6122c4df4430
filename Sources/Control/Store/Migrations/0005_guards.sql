-- What a guard stopped: the commit waits for somebody's consent. One row per sync, gone when another commit is judged.
create table sync_block (
    sync_id    bigint primary key references resource on delete cascade,
    commit_oid text not null,
    what       text not null,                   -- prune: it takes away too much; history: it is no descendant
    message    text not null,
    at         timestamptz not null default now()
);

-- Consent to what a guard stopped. It is for one commit on top of the one in force, and used up by the next that is.
create table sync_approval (
    id         bigint generated always as identity primary key,
    sync_id    bigint not null references resource on delete cascade,
    commit_oid text not null,
    by         text not null,
    at         timestamptz not null default now(),
    what       text not null,
    used_at    timestamptz
);
create unique index sync_approval_open on sync_approval (sync_id, commit_oid, what) where used_at is null;

-- Documents of refused commits: their syncs wait for objects that another sync owns.
create table manifest_claim (
    org     bigint not null,
    kind    text collate "C" not null,
    name    text collate "C" not null,
    sync_id bigint not null references resource on delete cascade,
    path    text collate "C" not null,
    doc     int not null,
    line    int not null,
    col     int not null,
    primary key (org, kind, name, sync_id)
);
create index manifest_claim_sync on manifest_claim (sync_id);

-- The files of the commit in force, with or without manifests: content that was judged is never read again.
create table manifest_file (
    sync_id bigint not null references resource on delete cascade,
    path    text collate "C" not null,
    blob    bytea not null,
    rules   int not null,                       -- which rules judged it
    primary key (sync_id, path)
);
