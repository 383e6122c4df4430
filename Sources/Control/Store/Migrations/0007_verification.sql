-- Who signed a commit, when somebody demanded that it be signed.
alter table commit add column verified text;

-- How far the signatures of a sync's commits were judged.
create table sync_verification (
    sync_id bigint primary key references resource on delete cascade,
    source  text not null,                      -- address and reference that the commit was read from
    oid     text not null
);

-- What is to be told to the forge about a sync's commits; a row for each of the newest ones.
create table commit_status (
    sync_id     bigint not null references resource on delete cascade,
    oid         text not null,
    outcome     text not null,                  -- seen, waiting, applied, rejected
    description text not null,
    rev         bigint not null default 1,      -- grows with each change of what is to be told
    told_rev    bigint not null default 0,      -- what the forge knows
    attempts    int not null default 0,         -- failed ones, of this rev
    error       text,
    at          timestamptz not null default now(),
    primary key (sync_id, oid)
);
