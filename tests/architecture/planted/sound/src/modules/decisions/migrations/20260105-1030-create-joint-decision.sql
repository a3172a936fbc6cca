create schema decisions;
create table decisions.joint_decision (
  id uuid primary key,
  organisation_id text not null references partnership.organisation (id)
);
create function decisions.is_open(id uuid) returns boolean language sql as $$ select exists (select from decisions.joint_decision d where d.id = is_open.id) $$;
