-- Emergency access: somebody who works with a person sees for an hour what she would else have to ask for, says why first, and another organisation's
-- governance officer looks at it afterwards. It opens no compartment: a brokered, sealed or held record stays as if it were not there (A9).
alter table information_governance.relationship drop constraint relationship_kind_check;
alter table information_governance.relationship add constraint relationship_kind_check
  check (kind in ('allocated-worker', 'team', 'contact-in-hand', 'emergency-access'));
create policy own_emergency on information_governance.relationship for insert to app
  with check ((select ctx.does('governance.emergency.open')) and kind = 'emergency-access' and worker_id = (select ctx.actor())
    and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and active_to <= active_from + interval '1 hour');

create table information_governance.emergency_access (
  id uuid primary key,
  -- What is said of it where no name may stand.
  reference text not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'involvement',
  regime text not null,
  source_person_id uuid not null,
  also uuid[] not null,
  person_id uuid not null,
  worker_id uuid not null,
  worker_name text not null,
  worker_role text not null,
  worker_organisation_id text not null,
  worker_organisation text not null,
  purpose text not null,
  reason text not null check (reason in ('danger-to-life', 'danger-to-a-child', 'missing', 'overdose-or-self-harm', 'other')),
  said bytea not null,
  -- Which services' records it opened, and which kinds of each.
  opened jsonb not null,
  opened_at timestamptz not null,
  ends_at timestamptz not null,
  -- By the database's clock, which the access log goes by.
  recorded_at timestamptz not null default now()
);
create index emergency_access_by_worker on information_governance.emergency_access (worker_id, opened_at);
create table information_governance.emergency_review (
  access_id uuid primary key,
  finding text not null check (finding in ('justified', 'not-justified', 'talk')),
  reasons text not null check (reasons <> ''),
  -- Whether the person is told, decided apart from the finding and only by whom it is safe to tell (practice K3).
  telling text not null check (telling in ('tell', 'not-safe')),
  reviewed_by uuid not null,
  reviewed_by_name text not null,
  reviewed_at timestamptz not null
);
-- One row for each time that somebody opened in an emergency, numbered: two at one moment are not both the third of a week.
create table information_governance.emergency_count (
  worker_id uuid not null,
  nth int not null check (nth > 0),
  primary key (worker_id, nth)
);
do $$
declare t regclass;
begin
  foreach t in array array['information_governance.emergency_access', 'information_governance.emergency_review', 'information_governance.emergency_count']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy for_the_function on %s to owner using (true) with check (true)', t);
    execute format('grant select, insert on %s to app', t);
  end loop;
  perform platform.describe_personal('information_governance.emergency_access');
end $$;
create policy own on information_governance.emergency_count for select to app using (worker_id = (select ctx.actor()));
create policy counts on information_governance.emergency_count for insert to app
  with check (worker_id = (select ctx.actor()) and (select ctx.does('governance.emergency.open')));
create policy own on information_governance.emergency_access for select to app using (worker_id = (select ctx.actor()));
create policy opens on information_governance.emergency_access for insert to app
  with check (worker_id = (select ctx.actor()) and (select ctx.does('governance.emergency.open')) and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
-- Whoever reviews is of another organisation than the one who looked.
create policy to_review on information_governance.emergency_access for select to app
  using ((select ctx.does('governance.emergency.review')) and worker_organisation_id <> (select ctx.claim('organisation')));
create policy of_an_access on information_governance.emergency_review for select to app
  using ((select ctx.valid()) and access_id in (select a.id from information_governance.emergency_access a));
create policy reviews on information_governance.emergency_review for insert to app
  with check (reviewed_by = (select ctx.actor()) and (select ctx.does('governance.emergency.review'))
    and access_id in (select a.id from information_governance.emergency_access a where a.worker_id <> (select ctx.actor())));

-- Shows the person the looks of one emergency, and no other look of that worker: when its reviewer, of another organisation, has said that it is safe.
create function information_governance.show_emergency(access uuid) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare a information_governance.emergency_access;
begin
  if not ctx.does('governance.emergency.review') then raise exception 'a reviewer decides what is shown' using errcode = '42501'; end if;
  select x.* into a from information_governance.emergency_access x
  where x.id = access and x.worker_organisation_id <> ctx.claim('organisation')
    and exists (select from information_governance.emergency_review r where r.access_id = x.id and r.telling = 'tell' and r.reviewed_by = ctx.actor());
  if a.id is null then raise exception 'nobody has said that it is safe' using errcode = '42501'; end if;
  return platform.show_after_review(a.worker_id::text, a.source_person_id || a.also, a.recorded_at, a.recorded_at + interval '61 minutes',
    'Opened in an emergency: a reviewer decides first whether it is safe to show', 'Emergency access ' || a.reference || ': reviewed, safe to show');
end $$;
revoke all on function information_governance.show_emergency(uuid) from public;
grant execute on function information_governance.show_emergency(uuid) to app;

comment on column information_governance.emergency_access.id is 'class=key retention=with-row';
comment on column information_governance.emergency_access.reference is 'class=key retention=with-row';
comment on column information_governance.emergency_access.also is 'class=key retention=with-row';
comment on column information_governance.emergency_access.person_id is 'class=key retention=with-row';
comment on column information_governance.emergency_access.worker_id is 'class=involvement retention=with-row';
comment on column information_governance.emergency_access.worker_name is 'class=involvement retention=with-row';
comment on column information_governance.emergency_access.worker_role is 'class=involvement retention=with-row';
comment on column information_governance.emergency_access.worker_organisation_id is 'class=involvement retention=with-row';
comment on column information_governance.emergency_access.worker_organisation is 'class=involvement retention=with-row';
comment on column information_governance.emergency_access.purpose is 'class=involvement retention=with-row';
comment on column information_governance.emergency_access.reason is 'class=involvement retention=with-row';
comment on column information_governance.emergency_access.said is 'sealed: why, in her words; class=need retention=with-row';
comment on column information_governance.emergency_access.opened is 'class=provenance retention=with-row';
comment on column information_governance.emergency_access.opened_at is 'class=provenance retention=with-row';
comment on column information_governance.emergency_access.ends_at is 'class=provenance retention=with-row';
comment on column information_governance.emergency_access.recorded_at is 'class=provenance retention=with-row';
