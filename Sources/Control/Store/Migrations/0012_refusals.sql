-- A device that refused the good version and a newer one since must be offered neither: the newer refusal takes the place of the
-- older one, so that what counts of that is kept apart.
alter table device_target
    add column refused_good_tv_id   bigint,     -- the newest version it refused that was the good one or older then
    add column refused_good_version bigint;     -- as which rendered version; null: nothing could be rendered for it
