-- Who the partners are, and who works for them. Nothing here is about a resident, but for the one link of a worker who is one.
-- Every period is half-open: `active_to` is the first day on which it no longer holds. Nothing is deleted: it ends.
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
create index organisation_by_successor on partnership.organisation (successor_id) where successor_id is not null;
create table partnership.organisation_former_name (
  organisation_id text not null references partnership.organisation,
  name text not null,
  active_to date not null,
  primary key (organisation_id, active_to)
);
create table partnership.organisation_identifier (
  organisation_id text not null references partnership.organisation,
  scheme text not null,
  value text not null,
  primary key (scheme, value)
);
create index identifier_by_organisation on partnership.organisation_identifier (organisation_id);

-- A team stays itself when its organisation merges: only its host changes, so what refers to the team still holds.
create table partnership.team (
  id uuid primary key,
  -- How the organisation's own files name it, where they do.
  reference text unique,
  name text not null,
  phone text not null
);
create table partnership.team_host (
  team_id uuid not null references partnership.team,
  organisation_id text not null references partnership.organisation,
  active_from date not null,
  active_to date check (active_to >= active_from),
  primary key (team_id, organisation_id, active_from)
);
create unique index one_host_at_a_time on partnership.team_host (team_id) where active_to is null;
create index team_host_by_organisation on partnership.team_host (organisation_id);

create table partnership.worker (
  id uuid primary key,
  name text not null,
  email text not null,
  phone text,
  -- The sign-in at the identity provider: issuer and subject. Two issuers' equal subjects are two people.
  issuer text,
  subject text,
  unique (issuer, subject),
  check ((issuer is null) = (subject is null))
);
create table partnership.employment (
  id uuid primary key,
  worker_id uuid not null references partnership.worker,
  organisation_id text not null references partnership.organisation,
  staff_ref text not null,
  active_from date not null,
  active_to date check (active_to >= active_from)
);
create index employment_by_worker on partnership.employment (worker_id);
create index employment_by_reference on partnership.employment (organisation_id, staff_ref);
-- A reference may be given again when its holder has left; never to two people at once.
create unique index one_holder_of_a_reference on partnership.employment (organisation_id, staff_ref) where active_to is null;
create table partnership.role_assignment (
  id uuid primary key,
  worker_id uuid not null references partnership.worker,
  organisation_id text not null references partnership.organisation,
  role text not null,
  active_from date not null,
  active_to date check (active_to >= active_from),
  unique (worker_id, organisation_id, role, active_from)
);
create table partnership.team_member (
  team_id uuid not null references partnership.team,
  worker_id uuid not null references partnership.worker,
  active_from date not null,
  active_to date check (active_to >= active_from),
  primary key (team_id, worker_id, active_from)
);
create index team_member_by_worker on partnership.team_member (worker_id);
create table partnership.training_record (
  worker_id uuid not null references partnership.worker,
  code text not null,
  completed_on date not null,
  expires_on date check (expires_on > completed_on),
  primary key (worker_id, code, completed_on)
);

-- Scheme of delegation: who may exercise which function for an organisation, up to which sum, and by whom it was given.
create table partnership.delegation (
  id uuid primary key,
  organisation_id text not null references partnership.organisation,
  worker_id uuid not null references partnership.worker,
  function text not null check (function <> ''),
  -- Null: without a limit of its own.
  limit_pence bigint check (limit_pence >= 0),
  given_by uuid not null references partnership.worker,
  -- The delegation that was passed on; null: given by someone in whose office the function lies.
  given_under uuid references partnership.delegation,
  active_from date not null,
  active_to date check (active_to >= active_from),
  withdrawn_by uuid references partnership.worker,
  check (given_by <> worker_id),
  check (withdrawn_by is null or active_to is not null)
);
create index delegation_by_organisation on partnership.delegation (organisation_id, function);
create index delegation_by_worker on partnership.delegation (worker_id);

-- A worker's own record as a resident, so that nobody reads self or household. Opaque: a source person's id.
create table partnership.worker_resident_record (
  worker_id uuid not null references partnership.worker,
  source_record_id uuid not null,
  primary key (worker_id, source_record_id)
);

select platform.protect_plain(t) from unnest(array['partnership.organisation', 'partnership.organisation_former_name',
  'partnership.organisation_identifier', 'partnership.team', 'partnership.team_host', 'partnership.worker', 'partnership.employment',
  'partnership.role_assignment', 'partnership.team_member', 'partnership.training_record', 'partnership.delegation']::regclass[]) t;

-- Which of the residents are colleagues is nobody's business at work: each worker sees her own link, the matcher all.
alter table partnership.worker_resident_record enable row level security;
alter table partnership.worker_resident_record force row level security;
create policy own_record on partnership.worker_resident_record for select to app
  using (worker_id = (select ctx.actor()) or (select ctx.claim('vouched')) = 'true');
create policy told_at_founding on partnership.worker_resident_record for insert to app with check ((select ctx.claim('vouched')) = 'true');
create policy matcher on partnership.worker_resident_record to feed_in
  using ((select ctx.claim('kind')) = 'system') with check ((select ctx.claim('kind')) = 'system');
grant select, insert on partnership.worker_resident_record to app, feed_in;

-- A worker as she acts for an organisation on a day. Every request asks, so the plan is kept with the connection; it runs
-- with the caller's own rights. No row: she does not work there on that day.
create function partnership.identify_worker(worker uuid, organisation text, day date)
returns table (name text, organisation_name text, roles text[], teams text[], trainings text[])
language plpgsql stable
as $$
begin
  return query
  select w.name, o.name,
    array(select distinct r.role from partnership.role_assignment r
      where r.worker_id = w.id and r.organisation_id = o.id and r.active_from <= day and (r.active_to is null or r.active_to > day) order by 1),
    array(select distinct m.team_id::text from partnership.team_member m join partnership.team_host h on h.team_id = m.team_id
      where m.worker_id = w.id and m.active_from <= day and (m.active_to is null or m.active_to > day)
        and h.organisation_id = o.id and h.active_from <= day and (h.active_to is null or h.active_to > day) order by 1),
    array(select distinct t.code from partnership.training_record t
      where t.worker_id = w.id and t.completed_on <= day and (t.expires_on is null or t.expires_on > day) order by 1)
  from partnership.worker w join partnership.organisation o on o.id = organisation
  where w.id = worker and exists (select from partnership.employment e
    where e.worker_id = w.id and e.organisation_id = o.id and e.active_from <= day and (e.active_to is null or e.active_to > day));
end $$;
revoke all on function partnership.identify_worker(uuid, text, date) from public;
grant execute on function partnership.identify_worker(uuid, text, date) to app, feed_in;
