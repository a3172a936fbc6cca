-- Restriction of processing (UK GDPR, article 18) and an objection that was upheld (article 21): what holds back the use of somebody's records in one dataset,
-- for every purpose or for one, and for what they are used all the same.
alter table information_governance.sharing_purpose add column uses_restricted_for text;
update information_governance.sharing_purpose p set uses_restricted_for = v.says from (values
  ('safeguarding-children', 'to protect a child'),
  ('safeguarding-adults', 'to protect an adult at risk'),
  ('domestic-abuse', 'to protect someone from abuse'),
  ('protected-matching', 'to keep a protected person hidden'),
  ('partner-requests', 'to answer whoever asks in order to protect somebody'),
  ('own-record', 'for the person themselves'),
  ('subject-rights', 'to answer the person about their own data')) v(id, says)
where p.id = v.id;

-- What may be asked, and what may be done about it.
alter table information_governance.subject_request drop constraint subject_request_kind_check;
alter table information_governance.subject_request add check (kind in ('copy', 'objection', 'complaint', 'restriction'));
alter table information_governance.subject_request_part drop constraint subject_request_part_kind_check;
alter table information_governance.subject_request_part add check (kind in ('copy', 'objection', 'complaint', 'restriction'));
-- On which ground of article 18(1) a restriction is asked for.
alter table information_governance.subject_request_part add column ground text check (ground in ('accuracy', 'unlawful', 'legal-claim', 'objection'));
alter table information_governance.subject_request_part add check ((kind = 'restriction') = (ground is not null));
-- Who wrote it in, where it came by letter or a worker asked for somebody.
alter table information_governance.subject_request_part add column entered_by_name text;
alter table information_governance.subject_request_step drop constraint subject_request_step_kind_check;
alter table information_governance.subject_request_step add check (kind in ('acknowledged', 'paused', 'replied', 'resumed', 'extended', 'answered', 'told-before-lifting', 'lifted'));
alter table information_governance.subject_request_step drop constraint subject_request_step_reason_check;
alter table information_governance.subject_request_step add check (reason in ('identity', 'clarification', 'stop', 'continue', 'restrict', 'not-restrict'));
drop index information_governance.subject_request_step_once;
create unique index subject_request_step_once on information_governance.subject_request_step (part_id, kind)
  where kind in ('acknowledged', 'extended', 'answered', 'told-before-lifting', 'lifted');

-- A request that did not come by her page: a worker asks for her, or an officer writes it in who answers for the organisation that it was put to.
create policy for_her on information_governance.subject_request for insert to app
  with check (account_id = (select ctx.actor()) and (select ctx.does('governance.rights.ask-for', 'governance.rights.enter')) and kind in ('objection', 'restriction'));
create policy for_her on information_governance.subject_request_source for insert to app
  with check ((select ctx.does('governance.rights.ask-for', 'governance.rights.enter')) and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[])
    and request_id in (select r.id from information_governance.subject_request r where r.account_id = (select ctx.actor())));
create policy for_her on information_governance.subject_request_part for insert to app
  with check (account_id = (select ctx.actor()) and entered_by_name is not null and ((select ctx.does('governance.rights.ask-for')) and not hidden
    or (select ctx.does('governance.rights.enter')) and controller_id = (select ctx.claim('organisation'))));

create table information_governance.use_limit (
  id uuid primary key,
  part_id uuid not null,
  kind text not null check (kind in ('restricted', 'stopped')),
  ground text not null check (ground in ('accuracy', 'unlawful', 'legal-claim', 'objection', 'upheld')),
  -- Null: every purpose, but those that use what is restricted.
  purpose text references information_governance.sharing_purpose,
  controller_id text not null,
  dataset_id text not null references information_governance.dataset,
  field_class text not null default 'need',
  regime text not null,
  source_person_id uuid not null,
  since timestamptz not null,
  lifted_at timestamptz,
  check ((kind = 'stopped') = (purpose is not null)),
  check ((kind = 'stopped') = (ground = 'upheld'))
);
create index use_limit_by_source on information_governance.use_limit (source_person_id) where lifted_at is null;
create index use_limit_by_part on information_governance.use_limit (part_id);

-- Which other organisations had been shown such a record when its use was limited, and when that was lifted: each is told (article 19).
create table information_governance.use_limit_recipient (
  part_id uuid not null,
  told_of text not null check (told_of in ('limit', 'lift')),
  organisation_id text not null,
  controller_id text not null,
  dataset_id text not null references information_governance.dataset,
  field_class text not null default 'access-log',
  regime text not null,
  source_person_id uuid not null,
  last_shown_at timestamptz not null,
  told_at timestamptz not null,
  primary key (part_id, told_of, source_person_id, organisation_id)
);
create index use_limit_recipient_of on information_governance.use_limit_recipient (organisation_id);
create index use_limit_recipient_by_source on information_governance.use_limit_recipient (source_person_id);

do $$
declare t regclass;
begin
  foreach t in array array['information_governance.use_limit', 'information_governance.use_limit_recipient']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy for_the_function on %s to owner using (true) with check (true)', t);
    execute format('grant select on %s to app', t);
    perform platform.describe_personal(t);
  end loop;
end $$;
grant insert, update (lifted_at) on information_governance.use_limit to app;
grant select on information_governance.use_limit to feed_in;

-- The controller's people decide. Whose record it is reads of it on her own page, as far as that may say that the service has her.
create policy ours on information_governance.use_limit for select to app
  using (controller_id = (select ctx.claim('organisation')) and (select ctx.does('governance.rights.answer')));
create policy hers on information_governance.use_limit for select to app
  using ((select ctx.does('governance.rights.read-own')) and dataset_id in (select d.id from information_governance.dataset d where d.existence in ('shown', 'named'))
    and (source_person_id, dataset_id) in (select g.source_person_id, g.dataset_id from ctx.granted() g where g.field_class = 'access-log'));
create policy kept on information_governance.use_limit for select to feed_in
  using (dataset_id = (select ctx.bound('dataset')) and (select ctx.does('governance.retention.list')));
create policy decided on information_governance.use_limit for insert to app
  with check (controller_id = (select ctx.claim('organisation')) and (select ctx.does('governance.rights.answer')) and lifted_at is null
    and (dataset_id, controller_id) in (select d.id, d.controller_id from information_governance.dataset d)
    and part_id in (select p.id from information_governance.subject_request_part p where p.controller_id = (select ctx.claim('organisation')))
    -- An objection lies against a public task and legitimate interests alone, and stops nothing that protects somebody (article 21(1)).
    and (purpose is null or purpose in (select o.id from information_governance.sharing_purpose o
      where o.uses_restricted_for is null and o.article_6 ~ '^Article 6\(1\)\([ef]\)')));
-- She is told before it is lifted (article 18(3)).
create policy lifted on information_governance.use_limit for update to app
  using (controller_id = (select ctx.claim('organisation')) and (select ctx.does('governance.rights.answer')) and lifted_at is null
    and part_id in (select s.part_id from information_governance.subject_request_step s where s.kind = 'told-before-lifting'))
  with check (controller_id = (select ctx.claim('organisation')) and lifted_at is not null);

create policy to_both on information_governance.use_limit_recipient for select to app
  using ((select ctx.valid()) and part_id in (select p.id from information_governance.subject_request_part p));
create policy to_the_told on information_governance.use_limit_recipient for select to app
  using (organisation_id = (select ctx.claim('organisation')) and (select ctx.does('governance.rights.answer')));

-- What holds back the use of these records for a purpose, for the decision, before anything is granted. Whoever could run any statement learns of ids that she has
-- already, and of no others.
create function information_governance.limits_of(records uuid[], for_purpose text)
returns table (source_person_id uuid, dataset_id text, kind text, ground text, since timestamptz)
language plpgsql stable security definer rows 1 set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.valid() then raise exception 'no context has begun in this transaction' using errcode = '42501'; end if;
  return query select l.source_person_id, l.dataset_id, l.kind, l.ground, l.since from information_governance.use_limit l
    where l.source_person_id = any (records) and l.lifted_at is null and (l.purpose is null or l.purpose = for_purpose) order by l.since, l.id;
end $$;

-- Of what this transaction was granted, whose use is limited without the decision having known it: nothing of it is seen. The second hand on the same door.
create function information_governance.withheld_here() returns table (source_person_id uuid, dataset_id text)
language plpgsql stable security definer rows 1 set search_path = pg_catalog, pg_temp
as $$
begin
  -- Almost always there is none.
  if not exists (select from information_governance.use_limit l where l.lifted_at is null) then return; end if;
  return query select l.source_person_id, l.dataset_id from information_governance.use_limit l
    where l.lifted_at is null and (l.purpose is null or l.purpose = ctx.claim('purpose'))
      and (l.source_person_id, l.dataset_id) in (select g.source_person_id, g.dataset_id from ctx.granted() g)
      and not coalesce(ctx.trusted('ctx.granted')::jsonb -> 'inSpiteOfLimit' ? l.source_person_id::text, false);
end $$;

-- Writes down who has to be told. An organisation all of whose services may not be known to be involved stands on no such list (practice K2).
create function information_governance.tell_of_limit(part uuid, what text, at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare told int;
begin
  insert into information_governance.use_limit_recipient (part_id, told_of, organisation_id, controller_id, dataset_id, regime, source_person_id, last_shown_at, told_at)
  select l.part_id, what, r.organisation_id, l.controller_id, l.dataset_id, l.regime, l.source_person_id, max(r.last_at), at
  from (select distinct x.part_id, x.controller_id, x.dataset_id, x.regime, x.source_person_id from information_governance.use_limit x where x.part_id = part) l
  join information_governance.dataset_class c on c.dataset_id = l.dataset_id and c.field_class <> 'access-log'
  cross join lateral platform.organisations_shown(l.source_person_id, l.dataset_id, c.field_class) r
  where r.organisation_id <> l.controller_id and ctx.does('governance.rights.answer') and l.controller_id = ctx.claim('organisation')
    and (r.organisation_id not in (select h.controller_id from information_governance.dataset h where h.existence in ('brokered', 'sealed'))
      or r.organisation_id in (select o.controller_id from information_governance.dataset o where o.existence in ('shown', 'named')))
  group by l.part_id, r.organisation_id, l.controller_id, l.dataset_id, l.regime, l.source_person_id
  on conflict do nothing;
  get diagnostics told = row_count;
  return told;
end $$;

-- A restricted record is kept: that is what was asked for (article 18(1)(b) and (c)).
create or replace function information_governance.require_erasable(records uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if ctx.vouched('governance.retention.replay') then return; end if;
  if not ctx.vouched('governance.retention.erase') or exists (
    select from unnest(records) record(id) where not exists (
      select from information_governance.erasure_member m join information_governance.erasure_batch b on b.id = m.batch_id
      where m.source_person_id = record.id
        and 2 <= (select count(*) from information_governance.erasure_approval a where a.batch_id = b.id)
        and not exists (select from information_governance.use_limit l where l.source_person_id = record.id and l.kind = 'restricted' and l.lifted_at is null)
        and not exists (select from information_governance.legal_hold h where h.organisation_id = b.controller_id and h.lifted_at is null
          and (h.dataset_id is null or h.dataset_id = b.dataset_id) and (h.record_hash is null or h.record_hash = m.record_hash))))
  then
    raise exception 'only what two people approved and nobody holds is erased' using errcode = '42501';
  end if;
end $$;
create function information_governance.erase_use_limits(records uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare gone int;
begin
  perform information_governance.require_erasable(records);
  delete from information_governance.use_limit_recipient where source_person_id = any (records);
  delete from information_governance.use_limit where source_person_id = any (records);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function information_governance.limits_of(uuid[], text), information_governance.withheld_here(),
  information_governance.tell_of_limit(uuid, text, timestamptz), information_governance.erase_use_limits(uuid[]) from public;
grant execute on function information_governance.limits_of(uuid[], text), information_governance.withheld_here(),
  information_governance.tell_of_limit(uuid, text, timestamptz), information_governance.erase_use_limits(uuid[]) to app;

do $$
declare
  t text;
  c text;
  say text;
begin
  for t, c, say in select * from (values
    ('', 'id', 'class=key'), ('', 'part_id', 'the request that it follows; class=key'), ('', 'kind', 'class=provenance'), ('', 'ground', 'class=need'),
    ('', 'purpose', 'for which purpose alone; class=provenance'), ('', 'since', 'class=provenance'), ('', 'lifted_at', 'class=provenance'),
    ('_recipient', 'part_id', 'class=key'), ('_recipient', 'told_of', 'class=provenance'), ('_recipient', 'organisation_id', 'class=access-log'),
    ('_recipient', 'last_shown_at', 'class=access-log'), ('_recipient', 'told_at', 'class=provenance')
  ) v loop
    execute format('comment on column information_governance.%I.%I is %L', 'use_limit' || t, c, say || ' retention=with-row');
  end loop;
end $$;
