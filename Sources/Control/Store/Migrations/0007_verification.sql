-- Who signed a commit, when somebody demanded that it be signed.
alter table commit add column verified text;

-- How far the signatures of a sync's commits were judged.
create table sync_verification (
    sync_id bigint primary key references resource on delete cascade,
    source  text not null,                      -- address and reference that the commit was read from
    oid     text not null
);
