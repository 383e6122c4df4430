-- Forges are told twice of a commit: that it is applied, and that its rollouts have reached the devices.
alter table commit_status
    add column subject text not null default 'sync', -- sync, rollouts
    add column since   timestamptz,             -- of rollouts: template versions frozen since then are the commit's
    drop constraint commit_status_pkey,
    add primary key (sync_id, oid, subject);
create index commit_status_rollouts on commit_status (oid) where subject = 'rollouts';

create index commit_oid on commit (oid);
create index template_version_commit on template_version (commit_id);
create index tv_layer_commit on tv_layer (commit_id);
