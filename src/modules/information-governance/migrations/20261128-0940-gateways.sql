-- A law that is made and not yet in force, or of which nobody has confirmed that it is, gives no power: it has no first day.
alter table information_governance.gateway alter column in_force_from drop not null;
-- Whether what stands here was read at its source, or is from general knowledge. Neither is a practitioner's confirmation.
alter table information_governance.gateway add column read_at_source boolean not null default false;
