-- A referral: one organisation asks another to help somebody. It is its entries, as a plan is; each says at which organisation it stands from then on.
create table casework.referral (
  id uuid primary key,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'referral' check (field_class = 'referral'),
  regime text not null,
  source_person_id uuid not null,
  from_id text not null,
  sent_by uuid not null,
  sent_at timestamptz not null
);
create index referral_of_record on casework.referral (source_person_id);
create index referral_from on casework.referral (from_id, sent_at);

create table casework.referral_entry (
  referral_id uuid not null,
  seq int not null check (seq > 0),
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'referral' check (field_class = 'referral'),
  regime text not null,
  source_person_id uuid not null,
  kind text not null,
  -- The organisation that has it from here on, and whether it waits for that.
  at_id text not null,
  waits boolean not null,
  by_id uuid not null,
  by_name text not null,
  by_organisation_id text not null,
  by_organisation text not null,
  at timestamptz not null,
  content bytea not null,
  primary key (source_person_id, referral_id, seq)
);
create index referral_entry_at on casework.referral_entry (at_id, referral_id);

do $$
declare t regclass;
begin
  foreach t in array array['casework.referral', 'casework.referral_entry']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy granted_cells on %s for select to app
      using ((source_person_id, dataset_id, field_class) in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g))', t);
    execute format('create policy for_the_function on %s to owner using (true) with check (true)', t);
    execute format('grant select, insert on %s to app', t);
    perform platform.describe_personal(t);
  end loop;
end $$;
create policy sends on casework.referral for insert to app
  with check ((select ctx.does('casework.referral.send')) and sent_by = (select ctx.actor()) and from_id = (select ctx.claim('organisation'))
    and (source_person_id, dataset_id, field_class) in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g));
create policy goes_on on casework.referral_entry for insert to app
  with check (by_id = (select ctx.actor()) and by_organisation_id = (select ctx.claim('organisation')) and (select ctx.does('casework.referral.send', 'casework.referral.answer'))
    and (source_person_id, dataset_id, field_class) in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g));

-- Which referrals are at an organisation, and which came from it: ids and states, of whom they do not say. One of them; or what waits, and of the rest the latest.
create function casework.referrals_of_organisation(one uuid)
returns table (id uuid, source_person_id uuid, from_id text, at_id text, kind text, waits boolean, sent_at timestamptz, since timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('casework.referral.read', 'casework.referral.answer') then raise exception 'referrals are read as such' using errcode = '42501'; end if;
  return query
    with known as (
      select r.id from casework.referral r where r.from_id = ctx.claim('organisation')
      union select l.referral_id from casework.referral_entry l where l.at_id = ctx.claim('organisation'))
    select r.id, r.source_person_id, r.from_id, e.at_id, e.kind, e.waits, r.sent_at, e.at
    from known k join casework.referral r on r.id = k.id
    cross join lateral (select l.at_id, l.kind, l.waits, l.at from casework.referral_entry l
      where l.source_person_id = r.source_person_id and l.referral_id = r.id order by l.seq desc limit 1) e
    where (one is null or r.id = one) and (e.at_id = ctx.claim('organisation') or r.from_id = ctx.claim('organisation'))
    order by e.waits desc, e.at desc limit 500;
end $$;
create or replace function casework.erase_records(records uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare gone int;
begin
  perform information_governance.require_erasable(records);
  delete from casework.referral_entry where source_person_id = any (records);
  delete from casework.referral where source_person_id = any (records);
  delete from casework.plan_entry where source_person_id = any (records);
  delete from casework.plan where source_person_id = any (records);
  delete from casework.concern where source_person_id = any (records);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function casework.referrals_of_organisation(uuid) from public;
grant execute on function casework.referrals_of_organisation(uuid) to app;

do $$
declare
  t text;
  c text;
  say text;
begin
  for t, c, say in select * from (values
    ('referral', 'id', 'class=key'), ('referral', 'from_id', 'class=provenance'), ('referral', 'sent_by', 'class=provenance'), ('referral', 'sent_at', 'class=referral'),
    ('referral_entry', 'referral_id', 'class=key'), ('referral_entry', 'seq', 'class=provenance'), ('referral_entry', 'kind', 'class=referral'),
    ('referral_entry', 'at_id', 'who has it; class=referral'), ('referral_entry', 'waits', 'class=referral'), ('referral_entry', 'by_id', 'class=provenance'),
    ('referral_entry', 'by_name', 'class=provenance'), ('referral_entry', 'by_organisation_id', 'class=provenance'), ('referral_entry', 'by_organisation', 'class=provenance'),
    ('referral_entry', 'at', 'class=referral'), ('referral_entry', 'content', 'what was written, sealed; class=referral')
  ) v loop
    execute format('comment on column casework.%I.%I is %L', t, c, say || ' retention=with-row');
  end loop;
end $$;
