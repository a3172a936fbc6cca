-- Looks that the product noticed as odd: what it noticed of which look, whose records they were, and what was done about it since. All of it is added to and
-- never changed; where one stands follows from its steps. Nobody whose record it was sees any of it, nor does a copy of her data have it: it is about the
-- worker, it says at most that a look may have been wrong, and what is found wrong becomes an incident, of which she is told where the law says so.
create table information_governance.odd_look (
  id uuid primary key,
  -- What is said of it where no name may stand.
  reference text not null,
  entry_id uuid not null,
  person_id uuid not null,
  worker_id uuid not null,
  worker_name text not null,
  worker_role text not null,
  worker_organisation_id text not null,
  worker_organisation text not null,
  -- The worker is her organisation's officer herself, or it has none: another organisation's officer decides.
  by_others boolean not null,
  -- Who at work is the person herself, or lives with her: whoever decides is none of these.
  barred uuid[] not null,
  purpose text not null,
  relationship text not null,
  refused boolean not null,
  -- What the officer reads, and what the worker is told: never more of the person than she saw.
  signs text[] not null check (signs <> '{}'),
  told text[] not null check (told <> '{}'),
  looked_at timestamptz not null,
  noticed_at timestamptz not null
);
create index odd_look_by_worker on information_governance.odd_look (worker_id, noticed_at);
comment on table information_governance.odd_look is 'personal: that somebody''s look was odd, and why; class=access-log retention=access-log';
create table information_governance.odd_look_source (
  odd_look_id uuid not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'access-log',
  regime text not null,
  source_person_id uuid not null,
  primary key (odd_look_id, source_person_id)
);
select platform.describe_personal('information_governance.odd_look_source');
comment on column information_governance.odd_look_source.odd_look_id is 'class=key retention=with-row';
create index odd_look_source_by_record on information_governance.odd_look_source (source_person_id);
create table information_governance.odd_look_step (
  id uuid primary key,
  nth bigint generated always as identity,
  odd_look_id uuid not null,
  kind text not null check (kind in ('answered', 'asked', 'rightful', 'not-rightful')),
  said bytea not null,
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null
);
create index odd_look_step_of on information_governance.odd_look_step (odd_look_id, nth);
create unique index odd_look_decided_once on information_governance.odd_look_step (odd_look_id) where kind in ('rightful', 'not-rightful');
comment on table information_governance.odd_look_step is 'personal: what a worker and an officer said of a look, sealed; class=access-log retention=access-log';
-- Until when looks have been weighed, by the database's clock, which the access log goes by.
create table information_governance.odd_look_run (
  only_row boolean primary key default true check (only_row),
  until timestamptz not null
);
select platform.protect_plain('information_governance.odd_look_run');
select platform.written_by('information_governance.odd_look_run', 'app', 'governance.odd-look.notice');

do $$
declare t regclass;
begin
  foreach t in array array['information_governance.odd_look', 'information_governance.odd_look_source', 'information_governance.odd_look_step']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy for_the_function on %s to owner using (true) with check (true)', t);
    execute format('grant select, insert on %s to app', t);
    perform platform.erased_by_act(t);
  end loop;
end $$;
-- The clock writes what it noticed, and sees what was noticed before, so that nobody is asked the same again.
create policy notices on information_governance.odd_look for insert to app with check ((select ctx.does('governance.odd-look.notice')));
create policy notices on information_governance.odd_look_source for insert to app with check ((select ctx.does('governance.odd-look.notice')));
create policy noticed on information_governance.odd_look for select to app using ((select ctx.does('governance.odd-look.notice')));
create policy noticed on information_governance.odd_look_step for select to app using ((select ctx.does('governance.odd-look.notice')));
-- The officer of the worker's organisation decides; of whoever is that officer, another organisation's. Nobody decides on her own look, nor
-- on one at herself or at whom she lives with: she would read who looked.
create policy to_decide on information_governance.odd_look for select to app
  using ((select ctx.does('governance.odd-look.review')) and worker_id <> (select ctx.actor()) and (select ctx.actor()) <> all (barred)
    and by_others <> (worker_organisation_id = (select ctx.claim('organisation'))));
create policy of_a_look on information_governance.odd_look_source for select to app
  using ((select ctx.does('governance.odd-look.review')) and odd_look_id in (select l.id from information_governance.odd_look l));
create policy of_a_look on information_governance.odd_look_step for select to app
  using ((select ctx.does('governance.odd-look.review')) and odd_look_id in (select l.id from information_governance.odd_look l));
create policy decides on information_governance.odd_look_step for insert to app
  with check ((select ctx.does('governance.odd-look.review')) and kind in ('asked', 'rightful', 'not-rightful') and by_id = (select ctx.actor())
    and odd_look_id in (select l.id from information_governance.odd_look l));

-- The worker's own: what she is told of each, and the last question put to her. Which signs the officer reads she does not see, since one of them may say
-- where somebody lives or for whom she works.
create function information_governance.own_odd_looks()
returns table (id uuid, reference text, person_id uuid, purpose text, refused boolean, told text[], looked_at timestamptz, noticed_at timestamptz,
  last_kind text, last_id uuid, last_said bytea, last_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.odd-look.answer') then raise exception 'a worker reads her own' using errcode = '42501'; end if;
  return query
    select l.id, l.reference, l.person_id, l.purpose, l.refused, l.told, l.looked_at, l.noticed_at, s.kind, s.id, s.said, s.at
    from information_governance.odd_look l
    left join lateral (select x.* from information_governance.odd_look_step x where x.odd_look_id = l.id order by x.nth desc limit 1) s on true
    where l.worker_id = ctx.actor() order by l.noticed_at desc, l.id limit 50;
end $$;
create function information_governance.awaits_her_answer(look uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (select from information_governance.odd_look l where l.id = look and l.worker_id = ctx.actor())
    and coalesce((select s.kind = 'asked' from information_governance.odd_look_step s where s.odd_look_id = look order by s.nth desc limit 1), true)
$$;
create policy answers on information_governance.odd_look_step for insert to app
  with check ((select ctx.does('governance.odd-look.answer')) and kind = 'answered' and by_id = (select ctx.actor())
    and information_governance.awaits_her_answer(odd_look_id));
-- Of two at one moment the second waits.
create function information_governance.hold_odd_look(look uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.odd-look.answer', 'governance.odd-look.review') then raise exception 'whoever answers or decides holds it' using errcode = '42501'; end if;
  perform from information_governance.odd_look l where l.id = look for update;
end $$;

-- What waits for an officer's decision: no word of whom it is about.
create function information_governance.waiting_odd_looks() returns table (id uuid, reference text, since timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.desk.read') then raise exception 'the desk is read at the desk' using errcode = '42501'; end if;
  return query
    select l.id, l.reference, l.noticed_at from information_governance.odd_look l
    where l.worker_id <> ctx.actor() and ctx.actor() <> all (l.barred) and l.by_others <> (l.worker_organisation_id = ctx.claim('organisation'))
      and not exists (select from information_governance.odd_look_step s where s.odd_look_id = l.id and s.kind in ('rightful', 'not-rightful'));
end $$;

-- The looks since a moment, to be weighed.
create function information_governance.looks_to_weigh(since timestamptz, views text[], zone text)
returns table (entry_id uuid, decision_id uuid, looked_at timestamptz, worker_id uuid, worker_role text, organisation_id text, purpose text, subject_id uuid,
  sources uuid[], refusal_code text, relationships text[], at_night boolean, days_before int, nights_before int, opened_in_hour int, refused_in_day int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.vouched('governance.odd-look.notice') then raise exception 'the product weighs looks' using errcode = '42501'; end if;
  return query select * from platform.looks_between(since, now(), views, zone);
end $$;
-- Which records are a worker's own: for functions of the owner, while looks are weighed.
create policy ties_for_the_function on information_governance.own_record for select to owner using ((select ctx.vouched('governance.odd-look.notice')));
create function information_governance.own_records_of(worker uuid) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select array(select o.source_person_id from information_governance.own_record o where o.worker_id = worker) $$;
create index own_record_by_source on information_governance.own_record (source_person_id);
create function information_governance.workers_among(records uuid[]) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select array(select distinct o.worker_id from information_governance.own_record o where o.source_person_id = any (records)) $$;

-- For everyone to read: of each organisation how many looks there were, how many were odd, and how many of those were found not rightful. Of a service that
-- hides who comes to it, not even that.
create function information_governance.odd_looks_counted(from_at timestamptz, to_at timestamptz)
returns table (organisation_id text, looks bigint, odd bigint, not_rightful bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.public.freeze') then raise exception 'counts are frozen for everyone' using errcode = '42501'; end if;
  return query
    select o.organisation_id, coalesce(a.looks, 0), coalesce(b.odd, 0), coalesce(b.wrong, 0)
    from (select x.organisation_id from platform.looks_by_organisation(from_at, to_at) x
      union select l.worker_organisation_id from information_governance.odd_look l where l.looked_at >= from_at and l.looked_at < to_at) o
    left join platform.looks_by_organisation(from_at, to_at) a on a.organisation_id = o.organisation_id
    left join (select l.worker_organisation_id, count(*) as odd, count(*) filter (where exists (
        select from information_governance.odd_look_step s where s.odd_look_id = l.id and s.kind = 'not-rightful')) as wrong
      from information_governance.odd_look l where l.looked_at >= from_at and l.looked_at < to_at group by 1) b on b.worker_organisation_id = o.organisation_id
    where not exists (select from information_governance.dataset d where d.controller_id = o.organisation_id and d.existence in ('brokered', 'sealed'))
    order by 1;
end $$;

-- An odd look goes with the last record that it is about, as the entry of the access log does.
create function information_governance.erase_odd_looks(records uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare gone uuid[];
begin
  perform information_governance.require_erasable(records);
  gone := array(select s.odd_look_id from information_governance.odd_look_source s group by s.odd_look_id having bool_and(s.source_person_id = any (records)));
  delete from information_governance.odd_look_source where source_person_id = any (records);
  delete from information_governance.odd_look_step where odd_look_id = any (gone);
  delete from information_governance.odd_look where id = any (gone);
  perform platform.destroy_keys(gone);
  return cardinality(gone);
end $$;
revoke all on function information_governance.own_odd_looks(), information_governance.awaits_her_answer(uuid), information_governance.hold_odd_look(uuid),
  information_governance.waiting_odd_looks(), information_governance.looks_to_weigh(timestamptz, text[], text), information_governance.own_records_of(uuid),
  information_governance.workers_among(uuid[]),
  information_governance.odd_looks_counted(timestamptz, timestamptz), information_governance.erase_odd_looks(uuid[]) from public;
grant execute on function information_governance.own_odd_looks(), information_governance.awaits_her_answer(uuid), information_governance.hold_odd_look(uuid),
  information_governance.waiting_odd_looks(), information_governance.looks_to_weigh(timestamptz, text[], text),
  information_governance.odd_looks_counted(timestamptz, timestamptz), information_governance.erase_odd_looks(uuid[]) to app;
