-- A breach may reach data of several controllers. Each has a part of the incident of its own: its clock, its entries, its list, under its own key. The part of
-- the one to whom it was reported leads, and has the incident's own id. What is shared stands in entries of two kinds, under the incident's key.
create table information_governance.incident_part (
  id uuid primary key,
  incident_id uuid not null references information_governance.incident,
  reference text not null,
  controller_id text not null,
  lead_controller_id text not null,
  -- A service that may not be known to be involved works on its part, and the others do not learn that it has one (practice K2).
  hidden boolean not null,
  noticed_at timestamptz not null,
  going_on text not null,
  -- When this controller came to know, here: its clock runs from then.
  told_at timestamptz not null,
  told_by_name text not null,
  -- Which looks are in question: what she who leads counted, so that each counts the same of its own.
  looks jsonb,
  unique (incident_id, controller_id),
  check ((id = incident_id) = (controller_id = lead_controller_id)),
  check (not (hidden and id = incident_id))
);
create index incident_part_of on information_governance.incident_part (controller_id, told_at);
insert into information_governance.incident_part
select id, id, reference, controller_id, controller_id, false, noticed_at, going_on, reported_at, reported_by_name from information_governance.incident;

-- What it is about, where somebody came from a look, a review or a request: a reference, which tells nothing by itself.
alter table information_governance.incident add column about text;
comment on column information_governance.incident.said is 'sealed: what went wrong, in the reporter''s words; class=event retention=incident';
comment on column information_governance.incident_entry.said is 'sealed: what an officer wrote of it; class=event retention=incident';

alter table information_governance.incident_entry add column part_id uuid references information_governance.incident_part;
update information_governance.incident_entry set part_id = incident_id;
alter table information_governance.incident_entry alter column part_id set not null;
create index incident_entry_of_part on information_governance.incident_entry (part_id, nth);
alter table information_governance.incident_entry drop constraint incident_entry_kind_check;
alter table information_governance.incident_entry add constraint incident_entry_kind_check
  check (kind in ('aware', 'assessed', 'contained', 'counted', 'shared', 'agreed', 'form', 'regulator', 'people', 'note', 'closed'));

-- What people are told, in plain words and without a name: the same for everyone whom one part reached. The latest counts.
create table information_governance.incident_notice (
  id uuid primary key,
  nth bigint generated always as identity,
  part_id uuid not null references information_governance.incident_part,
  controller_id text not null,
  said bytea not null,
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null
);
create index incident_notice_of on information_governance.incident_notice (part_id, nth);
comment on column information_governance.incident_notice.said is 'sealed: what people are told; class=event retention=incident';
-- Where telling each would be out of proportion everyone is told (UK GDPR, article 34(3)(c)): this is what the public pages read.
create table information_governance.incident_public_notice (
  part_id uuid primary key references information_governance.incident_part,
  controller_id text not null,
  content jsonb not null,
  published_at timestamptz not null,
  until_day date not null
);

-- Whom one part reached, as the log said when somebody froze it: what is on it, and a keyed hash of each line, so that a line that is erased later can be
-- missed and none be added. People are counted as they were linked then.
create table information_governance.incident_list (
  id uuid primary key,
  nth bigint generated always as identity,
  part_id uuid not null references information_governance.incident_part,
  controller_id text not null,
  people int not null,
  leaves bytea[] not null,
  hash bytea not null check (octet_length(hash) = 32),
  frozen_at timestamptz not null,
  frozen_by uuid not null,
  frozen_by_name text not null
);
create index incident_list_of on information_governance.incident_list (part_id, nth);
create table information_governance.incident_member (
  list_id uuid not null references information_governance.incident_list,
  part_id uuid not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'involvement',
  regime text not null,
  source_person_id uuid not null,
  person_id uuid not null,
  -- What was shown of her, and whether a look is among it that is withheld from her.
  classes text[] not null,
  withheld boolean not null,
  leaf bytea not null check (octet_length(leaf) = 32),
  primary key (list_id, source_person_id)
);
create index incident_member_by_source on information_governance.incident_member (source_person_id);
-- How somebody was told, that she cannot be, and whether a reviewer says that it is safe. Added to and never changed.
create table information_governance.incident_telling (
  id uuid primary key,
  nth bigint generated always as identity,
  part_id uuid not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'involvement',
  regime text not null,
  source_person_id uuid not null,
  kind text not null check (kind in ('safe', 'not-safe', 'account', 'worker', 'safe-contact', 'cannot')),
  said bytea not null,
  by_id uuid not null,
  by_name text not null,
  at timestamptz not null
);
create index incident_telling_by_source on information_governance.incident_telling (source_person_id, part_id);

do $$
declare t regclass;
begin
  foreach t in array array['information_governance.incident_part', 'information_governance.incident_notice', 'information_governance.incident_public_notice',
    'information_governance.incident_list', 'information_governance.incident_member', 'information_governance.incident_telling']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy for_the_function on %s to owner using (true) with check (true)', t);
    execute format('grant select, insert on %s to app', t);
  end loop;
  foreach t in array array['information_governance.incident_member', 'information_governance.incident_telling']::regclass[] loop
    perform platform.describe_personal(t);
  end loop;
end $$;
do $$
declare
  t text;
  c text;
  say text;
begin
  for t, c, say in select * from (values
    ('member', 'list_id', 'class=key'), ('member', 'part_id', 'class=key'), ('member', 'person_id', 'who she was by the links of that day; class=key'),
    ('member', 'classes', 'class=provenance'), ('member', 'withheld', 'class=provenance'), ('member', 'leaf', 'a keyed hash of the line; class=provenance'),
    ('telling', 'id', 'class=key'), ('telling', 'nth', 'class=key'), ('telling', 'part_id', 'class=key'), ('telling', 'kind', 'class=event'),
    ('telling', 'said', 'sealed: how, or why not; class=need'), ('telling', 'by_id', 'class=provenance'), ('telling', 'by_name', 'class=provenance'),
    ('telling', 'at', 'class=provenance')
  ) v loop
    execute format('comment on column information_governance.incident_%s.%I is %L', t, c, say || ' retention=with-row');
  end loop;
end $$;

-- Of which incidents her organisation has a part, for an officer.
create function information_governance.our_incidents() returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select p.incident_id from information_governance.incident_part p
  where p.controller_id = ctx.claim('organisation') and ctx.does('governance.incident.work', 'governance.incident.tell') $$;

create policy reports on information_governance.incident_part for insert to app
  with check ((select ctx.does('governance.incident.report')) and controller_id = (select ctx.claim('organisation')) and id = incident_id);
create policy ours on information_governance.incident_part for select to app
  using ((select ctx.does('governance.incident.work', 'governance.incident.tell', 'governance.incident.review')) and controller_id = (select ctx.claim('organisation')));
create policy beside_ours on information_governance.incident_part for select to app
  using ((select ctx.does('governance.incident.work')) and not hidden and incident_id in (select information_governance.our_incidents()));

-- Each controller sees its own entries and what is shared. A part that the others may not know of shares nothing.
drop policy of_an_incident on information_governance.incident_entry;
drop policy writes on information_governance.incident_entry;
create policy ours on information_governance.incident_entry for select to app
  using ((select ctx.does('governance.incident.work', 'governance.incident.tell'))
    and part_id in (select p.id from information_governance.incident_part p where p.controller_id = (select ctx.claim('organisation'))));
create policy shared on information_governance.incident_entry for select to app
  using ((select ctx.does('governance.incident.work')) and kind in ('shared', 'agreed') and incident_id in (select information_governance.our_incidents()));
create policy writes on information_governance.incident_entry for insert to app
  with check ((select ctx.does('governance.incident.work')) and written_by = (select ctx.actor())
    and (part_id, incident_id) in (select p.id, p.incident_id from information_governance.incident_part p
      where p.controller_id = (select ctx.claim('organisation')) and (not p.hidden or kind not in ('shared', 'agreed'))));

create policy ours on information_governance.incident_notice for select to app
  using ((select ctx.does('governance.incident.work', 'governance.incident.tell', 'governance.incident.review')) and controller_id = (select ctx.claim('organisation')));
create policy writes on information_governance.incident_notice for insert to app
  with check ((select ctx.does('governance.incident.work')) and written_by = (select ctx.actor()) and controller_id = (select ctx.claim('organisation'))
    and part_id in (select p.id from information_governance.incident_part p where p.controller_id = (select ctx.claim('organisation'))));
create policy everyone on information_governance.incident_public_notice for select to app using ((select ctx.valid()));
create policy publishes on information_governance.incident_public_notice for insert to app
  with check ((select ctx.does('governance.incident.work')) and controller_id = (select ctx.claim('organisation'))
    and part_id in (select p.id from information_governance.incident_part p where p.controller_id = (select ctx.claim('organisation'))));

create policy ours on information_governance.incident_list for select to app
  using ((select ctx.does('governance.incident.work', 'governance.incident.tell', 'governance.incident.review')) and controller_id = (select ctx.claim('organisation')));
create policy freezes on information_governance.incident_list for insert to app
  with check ((select ctx.does('governance.incident.tell')) and frozen_by = (select ctx.actor()) and controller_id = (select ctx.claim('organisation'))
    and part_id in (select p.id from information_governance.incident_part p where p.controller_id = (select ctx.claim('organisation'))));
create policy ours on information_governance.incident_member for select to app
  using ((select ctx.does('governance.incident.tell', 'governance.incident.review')) and controller_id = (select ctx.claim('organisation')));
create policy freezes on information_governance.incident_member for insert to app
  with check ((select ctx.does('governance.incident.tell')) and controller_id = (select ctx.claim('organisation'))
    and list_id in (select l.id from information_governance.incident_list l where l.part_id = incident_member.part_id and l.frozen_by = (select ctx.actor())));

-- Whether somebody may be told now in this way: of a look that is withheld from her only after a reviewer has said that it is safe (practice K3), and never on
-- a page where a service stands that may not be known to be involved (practice K2).
create function information_governance.may_be_told(part uuid, source uuid, way text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from information_governance.incident_member m join information_governance.dataset d on d.id = m.dataset_id
    where m.source_person_id = source and m.controller_id = ctx.claim('organisation')
      and m.list_id = (select l.id from information_governance.incident_list l where l.part_id = part order by l.nth desc limit 1)
      and (way <> 'account' or d.existence in ('shown', 'named'))
      and (way = 'cannot' or not m.withheld or 'safe' = (
        select t.kind from information_governance.incident_telling t
        where t.part_id = part and t.source_person_id = source and t.kind in ('safe', 'not-safe') order by t.nth desc limit 1))) $$;
-- Whether this reader froze the list: then somebody else says whether it is safe.
create function information_governance.froze_list(part uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select exists (select from information_governance.incident_list l where l.part_id = part and l.frozen_by = ctx.actor()) $$;
create policy ours on information_governance.incident_telling for select to app
  using ((select ctx.does('governance.incident.tell', 'governance.incident.review')) and controller_id = (select ctx.claim('organisation')));
create policy hers on information_governance.incident_telling for select to app
  using ((select ctx.does('governance.incident.read-own')) and kind = 'account' and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create policy tells on information_governance.incident_telling for insert to app
  with check ((select ctx.does('governance.incident.tell')) and by_id = (select ctx.actor()) and controller_id = (select ctx.claim('organisation'))
    and kind in ('account', 'worker', 'safe-contact', 'cannot') and information_governance.may_be_told(part_id, source_person_id, kind));
create policy reviews on information_governance.incident_telling for insert to app
  with check ((select ctx.does('governance.incident.review')) and by_id = (select ctx.actor()) and controller_id = (select ctx.claim('organisation'))
    and kind in ('safe', 'not-safe') and not information_governance.froze_list(part_id)
    and source_person_id in (select m.source_person_id from information_governance.incident_member m where m.part_id = incident_telling.part_id));
create policy hers on information_governance.incident_notice for select to app
  using ((select ctx.does('governance.incident.read-own')) and part_id in (select t.part_id from information_governance.incident_telling t));

-- Tells the other controllers of whose data the log shows a look that is in question. Each has its part from now on. Which of them may not be known to be
-- involved, whoever asks does not learn.
create function information_governance.involve_others(part uuid, from_at timestamptz, to_at timestamptz, by_what text, which text, told_by text, at timestamptz)
returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare p information_governance.incident_part;
begin
  select x.* into p from information_governance.incident_part x
  where x.id = part and x.id = x.incident_id and x.controller_id = ctx.claim('organisation') and ctx.does('governance.incident.work');
  if p.id is null then raise exception 'the officer who leads an incident tells the others' using errcode = '42501'; end if;
  insert into information_governance.incident_part
  select gen_random_uuid(), p.id, p.reference, d.controller_id, p.controller_id, bool_and(d.existence not in ('shown', 'named')), p.noticed_at, p.going_on, at, told_by,
    jsonb_build_object('from', from_at, 'to', to_at, 'by', by_what, 'which', which)
  from information_governance.dataset d
  where d.controller_id <> p.controller_id and d.id in (
    select platform.datasets_shown(from_at, to_at, by_what, which, array(select o.id from information_governance.dataset o)))
  group by d.controller_id
  on conflict (incident_id, controller_id) do update set hidden = incident_part.hidden and excluded.hidden, looks = excluded.looks;
end $$;
-- Of whose records something of this organisation was shown: for the room that knows records.
create function information_governance.sources_reached(part uuid, from_at timestamptz, to_at timestamptz, by_what text, which text)
returns table (source_person_id uuid, dataset_id text, classes text[], withheld boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.incident.tell')
     or not exists (select from information_governance.incident_part p where p.id = part and p.controller_id = ctx.claim('organisation')) then
    raise exception 'the officer who works an incident lists whom it reached' using errcode = '42501';
  end if;
  return query select * from platform.sources_shown(from_at, to_at, by_what, which,
    array(select d.id from information_governance.dataset d where d.controller_id = ctx.claim('organisation')));
end $$;
-- How many of those on the list were told in which way: counts, and nobody's name.
create function information_governance.telling_counts(part uuid) returns table (way text, people int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.incident.work', 'governance.incident.tell') then raise exception 'an officer counts who was told' using errcode = '42501'; end if;
  return query
    select coalesce(told.kind, 'waiting'), count(distinct m.person_id)::int
    from information_governance.incident_member m
    left join lateral (
      select t.kind from information_governance.incident_telling t
      where t.part_id = part and t.kind not in ('safe', 'not-safe') and t.source_person_id in (
        select o.source_person_id from information_governance.incident_member o where o.list_id = m.list_id and o.person_id = m.person_id)
      order by t.nth desc limit 1) told on true
    where m.list_id = (select l.id from information_governance.incident_list l
      where l.part_id = part and l.controller_id = ctx.claim('organisation') order by l.nth desc limit 1)
    group by 1 order by 1;
end $$;

-- The clock and the count are each part's.
create or replace function information_governance.hold_incident(incident uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform from information_governance.incident_part p where p.id = incident and p.controller_id = ctx.claim('organisation') for update;
end $$;
create or replace function information_governance.count_affected(incident uuid, from_at timestamptz, to_at timestamptz, by_what text, which text)
returns table (dataset_id text, field_class text, people bigint, looks bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.incident.work')
     or not exists (select from information_governance.incident_part p where p.id = incident and p.controller_id = ctx.claim('organisation')) then
    raise exception 'the officer who works an incident counts for it' using errcode = '42501';
  end if;
  return query select * from platform.count_shown(from_at, to_at, by_what, which,
    array(select d.id from information_governance.dataset d where d.controller_id = ctx.claim('organisation')));
end $$;
drop function information_governance.waiting_incidents();
create function information_governance.waiting_incidents() returns table (id uuid, reference text, since timestamptz, aware_at timestamptz, step text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.desk.read') then raise exception 'the desk is read at the desk' using errcode = '42501'; end if;
  return query
    select p.id, p.reference, p.told_at, coalesce(
      (select e.happened_at from information_governance.incident_entry e where e.part_id = p.id and e.kind = 'aware' order by e.nth desc limit 1),
      case when p.id = p.incident_id then p.noticed_at else p.told_at end),
      case when exists (select from information_governance.incident_entry e where e.part_id = p.id and e.kind = 'regulator') then 'people' else 'regulator' end
    from information_governance.incident_part p
    where p.controller_id = ctx.claim('organisation')
      and not exists (select from information_governance.incident_entry e where e.part_id = p.id and e.kind = 'closed')
      -- What is decided about the regulator stays on the desk while people wait to be told.
      and (not exists (select from information_governance.incident_entry e where e.part_id = p.id and e.kind = 'regulator')
        or 'tell' = any (coalesce((select e.chosen from information_governance.incident_entry e where e.part_id = p.id and e.kind = 'people' order by e.nth desc limit 1), '{}')));
end $$;

-- What is kept of a person in an incident goes with her record. The rest goes six years after the last controller closed its part, with its keys.
select platform.erased_by_act(t) from unnest(array['information_governance.incident_member', 'information_governance.incident_telling']::regclass[]) t;
create function information_governance.erase_incidents(records uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare gone int;
begin
  perform information_governance.require_erasable(records);
  delete from information_governance.incident_telling where source_person_id = any (records);
  delete from information_governance.incident_member where source_person_id = any (records);
  get diagnostics gone = row_count;
  return gone;
end $$;
create function information_governance.sweep_incidents(before timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  gone uuid[];
  parts uuid[];
begin
  if not ctx.vouched('governance.retention.sweep') then raise exception 'not the clock' using errcode = '42501'; end if;
  gone := array(select p.incident_id from information_governance.incident_part p group by p.incident_id
    having bool_and(not information_governance.is_held(null, p.controller_id) and exists (
      select from information_governance.incident_entry e where e.part_id = p.id and e.kind = 'closed' and e.written_at < before)));
  parts := array(select p.id from information_governance.incident_part p where p.incident_id = any (gone));
  delete from information_governance.incident_telling where part_id = any (parts);
  delete from information_governance.incident_member where part_id = any (parts);
  delete from information_governance.incident_list where part_id = any (parts);
  delete from information_governance.incident_notice where part_id = any (parts);
  delete from information_governance.incident_public_notice where part_id = any (parts);
  delete from information_governance.incident_entry where incident_id = any (gone);
  delete from information_governance.incident_part where id = any (parts);
  delete from information_governance.incident where id = any (gone);
  perform platform.destroy_keys(parts);
  return cardinality(gone);
end $$;
-- A complaint of somebody who is tied to no record goes with none: six years after the last word about it.
create function information_governance.sweep_complaints(before timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  gone uuid[];
  parts uuid[];
begin
  if not ctx.vouched('governance.retention.sweep') then raise exception 'not the clock' using errcode = '42501'; end if;
  gone := array(select r.id from information_governance.subject_request r
    where r.received_at < before
      and not exists (select from information_governance.subject_request_source s where s.request_id = r.id)
      and not exists (select from information_governance.subject_request_part p where p.request_id = r.id
        and (information_governance.is_held(null, p.controller_id)
          or not exists (select from information_governance.subject_request_step t where t.part_id = p.id and t.kind = 'answered' and t.at < before))));
  parts := array(select p.id from information_governance.subject_request_part p where p.request_id = any (gone));
  delete from information_governance.subject_request_step where part_id = any (parts);
  delete from information_governance.subject_request_part where id = any (parts);
  delete from information_governance.subject_request where id = any (gone);
  perform platform.destroy_keys(gone);
  return cardinality(gone);
end $$;
revoke all on function information_governance.our_incidents(), information_governance.may_be_told(uuid, uuid, text), information_governance.froze_list(uuid),
  information_governance.involve_others(uuid, timestamptz, timestamptz, text, text, text, timestamptz),
  information_governance.sources_reached(uuid, timestamptz, timestamptz, text, text), information_governance.telling_counts(uuid),
  information_governance.waiting_incidents(), information_governance.erase_incidents(uuid[]), information_governance.sweep_incidents(timestamptz),
  information_governance.sweep_complaints(timestamptz) from public;
grant execute on function information_governance.our_incidents(), information_governance.may_be_told(uuid, uuid, text), information_governance.froze_list(uuid),
  information_governance.involve_others(uuid, timestamptz, timestamptz, text, text, text, timestamptz), information_governance.telling_counts(uuid),
  information_governance.waiting_incidents(), information_governance.erase_incidents(uuid[]), information_governance.sweep_incidents(timestamptz),
  information_governance.sweep_complaints(timestamptz) to app;
