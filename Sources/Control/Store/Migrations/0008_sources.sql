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
