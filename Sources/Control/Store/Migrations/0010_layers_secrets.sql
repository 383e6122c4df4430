-- Layers and secrets in what devices are sent.

-- Files of secrets, and rendered specs that hold some, are sealed. Their paths are no secret.
alter table content
    add column key_id text,                     -- what sealed the body; null: it is not sealed
    add column paths  text[];                   -- of the files, when the body is sealed
alter table rendered
    add column key_id text,                     -- what sealed the body; null: it is not sealed
    add column concealed text[] not null default '{}'; -- paths of the files whose content only devices may see

-- Of text in base64, as bodies hold it, this leaves two thirds of what the usual way leaves, and reads three times as fast.
-- A server that was built without it goes on in the usual way; either spares bodies that are too small to gain.
do $$ begin
    alter table rendered alter column body set compression lz4;
    alter table content alter column body set compression lz4;
exception when feature_not_supported then null;
end $$;

-- A fleet with a place among layers lies below others that select the same devices; null: it wants its devices for itself.
alter table fleet add column layer_order bigint;
create index fleet_layer on fleet (org, layer_order) where layer_order is not null;

-- The plain version that a version with layers was made from; null: it is a plain one.
alter table template_version add column plain_id bigint;

-- The layers that were frozen into a template version, with what they said then: it stays when their fleets go.
create table tv_layer (
    tv_id        bigint not null references template_version on delete cascade,
    fleet_id     bigint not null,               -- the fleet that is the layer; it may be gone
    layer_tv_id  bigint not null,               -- its plain version; it may be gone
    layer_order  bigint not null,
    name         text collate "C" not null,     -- of the fleet
    match_labels jsonb not null,
    spec         jsonb not null,
    commit_id    bigint references commit,
    primary key (tv_id, fleet_id)
);
create index tv_layer_fleet on tv_layer (fleet_id);

-- Sources that a version has of a layer are looked at again through the layer's own version.
alter table tv_source add column layer_tv_id bigint;
