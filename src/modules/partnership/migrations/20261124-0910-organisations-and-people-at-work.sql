-- Who the partners are, and who works for them. Nothing here is about a resident, but for the one link of a worker who is one.
create schema partnership;
grant usage on schema partnership to app, feed_in;

create table partnership.organisation (
  id text primary key check (id ~ '^[A-Z]{2}-[A-Z0-9]+-[A-Z0-9]+$'),
  name text not null,
  kind text not null check (kind in ('council', 'integrated-care-board', 'nhs-trust', 'gp-federation', 'police', 'fire', 'probation', 'job-centre',
    'housing-association', 'academy-trust', 'school', 'voluntary', 'partnership-office')),
  duty_team text not null,
  duty_phone text not null,
  active_from date not null,
  active_to date,
  successor_id text references partnership.organisation,
  check (active_to is null or active_to > active_from),
  check (successor_id is null or (active_to is not null and successor_id <> id))
);
create table partnership.organisation_identifier (
  organisation_id text not null references partnership.organisation,
  scheme text not null,
  value text not null,
  primary key (scheme, value)
);
create table partnership.team (
  id uuid primary key,
  organisation_id text not null references partnership.organisation,
  name text not null,
  phone text not null,
  unique (organisation_id, name)
);
create table partnership.worker (
  id uuid primary key,
  name text not null,
  email text not null,
  phone text,
  -- The sign-in at the identity provider: issuer and subject. Two issuers' equal subjects are two people.
  issuer text,
  subject text,
  unique (issuer, subject)
);
create table partnership.employment (
  id uuid primary key,
  worker_id uuid not null references partnership.worker,
  organisation_id text not null references partnership.organisation,
  staff_ref text not null,
  active_from date not null,
  active_to date,
  unique (organisation_id, staff_ref, active_from)
);
create index employment_by_worker on partnership.employment (worker_id);
create table partnership.role_assignment (
  id uuid primary key,
  worker_id uuid not null references partnership.worker,
  organisation_id text not null references partnership.organisation,
  role text not null,
  active_from date not null,
  active_to date,
  unique (worker_id, organisation_id, role, active_from)
);
create table partnership.team_member (
  team_id uuid not null references partnership.team,
  worker_id uuid not null references partnership.worker,
  active_from date not null,
  active_to date,
  primary key (team_id, worker_id, active_from)
);
create index team_member_by_worker on partnership.team_member (worker_id);
create table partnership.training_record (
  worker_id uuid not null references partnership.worker,
  code text not null,
  completed_on date not null,
  expires_on date,
  primary key (worker_id, code, completed_on)
);
-- Scheme of delegation: who may exercise which function for an organisation, up to which limit, and by whom it was given.
create table partnership.delegation (
  id uuid primary key,
  organisation_id text not null references partnership.organisation,
  worker_id uuid not null references partnership.worker,
  function text not null,
  limit_pence bigint check (limit_pence >= 0),
  given_by uuid not null references partnership.worker,
  active_from date not null,
  active_to date,
  check (given_by <> worker_id)
);
-- A worker's own record as a resident, so that nobody reads self or household. Opaque: a source person's id.
create table partnership.worker_resident_record (
  worker_id uuid not null references partnership.worker,
  source_record_id uuid not null,
  primary key (worker_id, source_record_id)
);

select platform.protect_plain(t) from unnest(array['partnership.organisation', 'partnership.organisation_identifier', 'partnership.team',
  'partnership.worker', 'partnership.employment', 'partnership.role_assignment', 'partnership.team_member', 'partnership.training_record',
  'partnership.delegation', 'partnership.worker_resident_record']::regclass[]) t;
