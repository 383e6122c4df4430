-- By which labels, and at which place among layers, devices were matched to the fleet last; null: never. While they are the same, a
-- new template changes nobody's fleet, and its members need not be looked at.
alter table fleet add column matched_by jsonb;
