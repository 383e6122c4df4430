-- By which labels, and at which place among layers, devices were matched to a fleet last. While they are the same, a new template
-- changes nobody's fleet, and its members need not be looked at. Apart from the fleet: a commit locks that row before the mark that
-- matching has taken, so that each would wait for the other.
create table fleet_matched (
    fleet_id  bigint primary key references fleet on delete cascade,
    selection jsonb not null
);
