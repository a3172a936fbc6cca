-- A worry about somebody with whom the worker works already, and the plan that may come of it. Each hangs on one record of hers, in the dataset and under the
-- controller of that record, so that it stays with it when records are joined or parted, and goes with it. What was written is sealed under that record's key.
create table casework.concern (
  id uuid primary key,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'concern' check (field_class = 'concern'),
  regime text not null,
  source_person_id uuid not null,
  front_door_id text not null,
  recorded_by uuid not null,
  recorded_by_name text not null,
  recorded_by_organisation text not null,
  recorded_at timestamptz not null,
  -- In danger now, soon, or not; whether the family knows and agrees (practice K13).
  danger text not null check (danger in ('now', 'soon', 'no')),
  agrees text not null check (agrees in ('yes', 'no', 'not-safe-to-ask', 'not-asked')),
  ring_back boolean not null,
  told bytea not null,
  taken_by uuid,
  taken_by_name text,
  taken_at timestamptz,
  decided_by_name text,
  decided_at timestamptz,
  decision text check (decision in ('advice', 'already-helped', 'early-help', 'child-in-need', 'child-protection', 'adult-safeguarding')),
  reason bytea,
  plan_id uuid,
  check ((taken_by is null) = (taken_at is null) and (taken_by is null) = (taken_by_name is null)),
  check ((decided_at is null) = (decision is null) and (decided_at is null) = (decided_by_name is null) and (decided_at is null) = (reason is null)),
  check (decided_at is null or taken_at is not null)
);
create index concern_of_record on casework.concern (source_person_id);
create index concern_open on casework.concern (front_door_id, recorded_at) where decided_at is null;
create index concern_by_recorder on casework.concern (recorded_by, recorded_at);

create table casework.plan (
  id uuid primary key,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'plan' check (field_class = 'plan'),
  regime text not null,
  source_person_id uuid not null,
  kind text not null,
  concern_id uuid,
  begun_at timestamptz not null
);
create index plan_of_record on casework.plan (source_person_id);

-- Who did what in a plan, in order. What the plan says now is read from these; none is changed or taken away. Two who write the same next entry: the second is told.
create table casework.plan_entry (
  plan_id uuid not null,
  seq int not null check (seq > 0),
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'plan' check (field_class = 'plan'),
  regime text not null,
  source_person_id uuid not null,
  kind text not null,
  by_kind text not null check (by_kind in ('worker', 'resident')),
  by_id uuid not null,
  by_name text not null,
  by_organisation text not null,
  at timestamptz not null,
  content bytea not null,
  primary key (source_person_id, plan_id, seq)
);

do $$
declare t regclass;
begin
  foreach t in array array['casework.concern', 'casework.plan', 'casework.plan_entry']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy granted_cells on %s for select to app
      using ((source_person_id, dataset_id, field_class) in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g))', t);
    execute format('create policy for_the_function on %s to owner using (true) with check (true)', t);
    execute format('grant select, insert on %s to app', t);
    perform platform.describe_personal(t);
  end loop;
end $$;
grant update on casework.concern to app;

-- Written of whom the writer's own decision lets her read the same, and by the acts that are for it.
create policy records on casework.concern for insert to app
  with check ((select ctx.does('casework.concern.record')) and recorded_by = (select ctx.actor())
    and (source_person_id, dataset_id, field_class) in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g));
create policy decides on casework.concern for update to app
  using ((select ctx.does('casework.concern.decide', 'governance.contact.take')) and front_door_id = (select ctx.claim('organisation'))
    and (source_person_id, dataset_id, field_class) in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g))
  with check (front_door_id = (select ctx.claim('organisation')));
create policy begins on casework.plan for insert to app
  with check ((select ctx.does('casework.plan.begin'))
    and (source_person_id, dataset_id, field_class) in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g));
create policy goes_on on casework.plan_entry for insert to app
  with check (by_id = (select ctx.actor())
    and ((by_kind = 'worker' and (select ctx.does('casework.plan.begin', 'casework.plan.change'))) or (by_kind = 'resident' and (select ctx.does('casework.plan.answer'))))
    and (source_person_id, dataset_id, field_class) in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g));

-- What waits at a front door, of whom it does not say; and what became of a worry, to whoever wrote it down.
create function casework.waiting_concerns()
returns table (id uuid, recorded_by_name text, recorded_by_organisation text, recorded_at timestamptz, danger text, taken_by uuid, taken_by_name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('casework.contact.read') then raise exception 'a queue is read as one' using errcode = '42501'; end if;
  return query select c.id, c.recorded_by_name, c.recorded_by_organisation, c.recorded_at, c.danger, c.taken_by, c.taken_by_name
    from casework.concern c where c.decided_at is null and c.front_door_id = ctx.bound('queue') and c.front_door_id = ctx.claim('organisation')
    order by (c.danger = 'now') desc, c.recorded_at, c.id limit 200;
end $$;
create function casework.own_concerns(since timestamptz)
returns table (id uuid, recorded_at timestamptz, danger text, taken_by_name text, decided_by_name text, decided_at timestamptz, decision text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('casework.contact.read') then raise exception 'what was written down is read in its list' using errcode = '42501'; end if;
  return query select c.id, c.recorded_at, c.danger, c.taken_by_name, c.decided_by_name, c.decided_at, c.decision
    from casework.concern c where c.recorded_by = ctx.actor() and c.recorded_at > since order by c.recorded_at desc, c.id limit 50;
end $$;
-- Of which record something is, for a decision about whom it shows: an id, which opens nothing by itself.
create function casework.record_of_concern(concern uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  return (select c.source_person_id from casework.concern c where c.id = concern and ctx.valid() and c.front_door_id = ctx.claim('organisation'));
end $$;
create function casework.record_of_plan(plan uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  return (select p.source_person_id from casework.plan p where p.id = plan and ctx.valid());
end $$;
-- The front door takes a worry before it may read whom it is about: it stands under the worker's name from then on, or under a colleague's who takes over.
create function casework.take_concern(concern uuid, by_name text, at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.contact.take') then raise exception 'taken by the act of that name' using errcode = '42501'; end if;
  update casework.concern c set taken_by = ctx.actor(), taken_by_name = by_name, taken_at = at
  where c.id = concern and c.decided_at is null and c.front_door_id = ctx.claim('organisation');
  return found;
end $$;
create function casework.concern_led_to(concern uuid, plan uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('casework.plan.begin') then raise exception 'said by whoever begins the plan' using errcode = '42501'; end if;
  update casework.concern c set plan_id = plan
  where c.id = concern and c.decided_at is not null and c.plan_id is null and c.front_door_id = ctx.claim('organisation');
end $$;
-- What was written of these records goes with them; a worry that became a plan leaves the plan of another record as it is.
create function casework.erase_records(records uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare gone int;
begin
  perform information_governance.require_erasable(records);
  delete from casework.plan_entry where source_person_id = any (records);
  delete from casework.plan where source_person_id = any (records);
  delete from casework.concern where source_person_id = any (records);
  get diagnostics gone = row_count;
  return gone;
end $$;
do $$
declare f regprocedure;
begin
  foreach f in array array['casework.waiting_concerns()', 'casework.own_concerns(timestamptz)', 'casework.record_of_concern(uuid)', 'casework.record_of_plan(uuid)',
    'casework.take_concern(uuid, text, timestamptz)', 'casework.concern_led_to(uuid, uuid)',
    'casework.erase_records(uuid[])']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to app', f);
  end loop;
end $$;

do $$
declare
  t text;
  c text;
  say text;
begin
  for t, c, say in select * from (values
    ('concern', 'id', 'class=key'), ('concern', 'front_door_id', 'whose front door has it; class=provenance'), ('concern', 'recorded_by', 'class=provenance'),
    ('concern', 'recorded_by_name', 'class=provenance'), ('concern', 'recorded_by_organisation', 'class=provenance'), ('concern', 'recorded_at', 'class=provenance'),
    ('concern', 'danger', 'class=concern'), ('concern', 'agrees', 'class=concern'), ('concern', 'ring_back', 'class=provenance'),
    ('concern', 'told', 'what was seen and said, sealed; class=concern'), ('concern', 'taken_by', 'class=provenance'), ('concern', 'taken_by_name', 'class=provenance'),
    ('concern', 'taken_at', 'class=provenance'), ('concern', 'decided_by_name', 'class=provenance'), ('concern', 'decided_at', 'class=provenance'),
    ('concern', 'decision', 'class=concern'), ('concern', 'reason', 'why so, sealed; class=concern'), ('concern', 'plan_id', 'what came of it; class=key'),
    ('plan', 'id', 'class=key'), ('plan', 'kind', 'class=plan'), ('plan', 'concern_id', 'what it came of; class=key'), ('plan', 'begun_at', 'class=plan'),
    ('plan_entry', 'plan_id', 'class=key'), ('plan_entry', 'seq', 'class=provenance'), ('plan_entry', 'kind', 'class=plan'), ('plan_entry', 'by_kind', 'class=provenance'),
    ('plan_entry', 'by_id', 'class=provenance'), ('plan_entry', 'by_name', 'class=provenance'), ('plan_entry', 'by_organisation', 'class=provenance'),
    ('plan_entry', 'at', 'class=plan'), ('plan_entry', 'content', 'what was written, sealed; class=plan')
  ) v loop
    execute format('comment on column casework.%I.%I is %L', t, c, say || ' retention=with-row');
  end loop;
end $$;
