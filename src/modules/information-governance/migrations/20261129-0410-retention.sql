-- How long records are kept: what is due, who approved that it is erased, what is held, and what was erased. It names nobody: a record that is held stands
-- here as a keyed hash of its dataset and its sender's own key, as on a tombstone.
create table information_governance.legal_hold (
  id uuid primary key,
  organisation_id text not null,
  -- Null: everything of the organisation. With a hash: one record of the dataset.
  dataset_id text,
  record_hash bytea check (octet_length(record_hash) = 32),
  ground text not null check (ground in ('inquiry', 'litigation', 'complaint', 'other')),
  reason text not null check (reason <> ''),
  review_on date not null,
  placed_by uuid not null,
  placed_by_name text not null,
  placed_at timestamptz not null,
  lift_reason text,
  lift_asked_by uuid,
  lift_asked_by_name text,
  lift_asked_at timestamptz,
  lifted_by uuid,
  lifted_by_name text,
  lifted_at timestamptz,
  -- How many records it kept from being erased or would, when they were last counted.
  covers int,
  check (record_hash is null or dataset_id is not null),
  check ((lift_asked_by is null) = (lift_asked_at is null) and (lift_asked_by is null) = (lift_reason is null)),
  check ((lifted_by is null) = (lifted_at is null)),
  -- Whoever asks does not lift.
  check (lifted_by is null or (lift_asked_by is not null and lifted_by <> lift_asked_by))
);
create index standing_hold on information_governance.legal_hold (organisation_id) where lifted_at is null;

-- Records of one dataset that are due to be erased, as one night found them.
create table information_governance.erasure_batch (
  id uuid primary key,
  dataset_id text not null,
  controller_id text not null,
  retention text not null,
  rule text not null,
  basis text not null,
  listed_at timestamptz not null,
  -- When the first of them was due.
  due_on date not null,
  records int not null check (records > 0),
  -- Not due any more, or held, when it came to erasing them.
  left_out int not null default 0,
  erased int not null default 0,
  counts jsonb not null default '{}',
  done_at timestamptz,
  certificate jsonb,
  certificate_hash text,
  check ((done_at is null) = (certificate is null) and (done_at is null) = (certificate_hash is null))
);
create index erasure_batch_open on information_governance.erasure_batch (controller_id) where done_at is null;
create table information_governance.erasure_approval (
  batch_id uuid not null references information_governance.erasure_batch,
  approved_by uuid not null,
  approved_by_name text not null,
  approved_as text not null,
  approved_at timestamptz not null,
  primary key (batch_id, approved_by)
);
create table information_governance.erasure_member (
  batch_id uuid not null references information_governance.erasure_batch,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid primary key,
  record_hash bytea not null check (octet_length(record_hash) = 32),
  due_on date not null
);
create index erasure_member_by_batch on information_governance.erasure_member (batch_id);
-- What the last night found in each dataset: counts alone.
create table information_governance.retention_count (
  dataset_id text primary key,
  controller_id text not null,
  counted_at timestamptz not null,
  records int not null,
  due int not null,
  held int not null,
  undecided int not null,
  next_due_on date
);

do $$
declare
  t regclass;
  erasing text := $w$(select ctx.does('governance.retention.erase', 'governance.retention.replay', 'governance.retention.sweep'))$w$;
  listing text := $w$(select ctx.does('governance.retention.list'))$w$;
begin
  foreach t in array array['information_governance.legal_hold', 'information_governance.erasure_batch', 'information_governance.erasure_approval',
    'information_governance.erasure_member', 'information_governance.retention_count']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('grant select on %s to app, feed_in', t);
    execute format('create policy listing on %s for select to feed_in using (%s)', t, listing);
    execute format('create policy erasing on %s for select to app using (%s)', t, erasing);
    perform platform.erased_by_act(t);
  end loop;
  perform platform.describe_personal('information_governance.erasure_member');
end $$;
comment on column information_governance.erasure_member.batch_id is 'class=key retention=with-row';
comment on column information_governance.erasure_member.record_hash is 'a keyed hash of dataset and sender''s key; class=identifier retention=with-row';
comment on column information_governance.erasure_member.due_on is 'class=provenance retention=with-row';

-- The clock lists. Nothing joins a batch that somebody has approved.
create policy listed on information_governance.erasure_batch for insert to feed_in with check ((select ctx.does('governance.retention.list')) and erased = 0 and done_at is null);
create policy recounted on information_governance.erasure_batch for update to feed_in
  using ((select ctx.does('governance.retention.list'))) with check ((select ctx.does('governance.retention.list')));
create policy listed on information_governance.erasure_member for insert to feed_in
  with check ((select ctx.does('governance.retention.list')) and batch_id not in (select a.batch_id from information_governance.erasure_approval a));
create policy left_out on information_governance.erasure_member for delete to feed_in using ((select ctx.does('governance.retention.list')));
create policy counted on information_governance.retention_count for insert to feed_in with check ((select ctx.does('governance.retention.list')));
create policy counted_again on information_governance.retention_count for update to feed_in
  using ((select ctx.does('governance.retention.list'))) with check ((select ctx.does('governance.retention.list')));
create policy covered on information_governance.legal_hold for update to feed_in
  using ((select ctx.does('governance.retention.list'))) with check ((select ctx.does('governance.retention.list')));
grant insert, update (left_out) on information_governance.erasure_batch to feed_in;
grant insert, delete on information_governance.erasure_member to feed_in;
grant insert, update on information_governance.retention_count to feed_in;
grant update (covers) on information_governance.legal_hold to feed_in;

-- An organisation's own people see what is theirs, approve it in their own name, hold it and lift a hold.
do $$
declare
  t text;
  own text := $w$%s = (select ctx.claim('organisation')) and (select ctx.does('governance.retention.read', 'governance.retention.hold', 'governance.retention.approve', 'governance.desk.read'))$w$;
begin
  foreach t in array array['legal_hold organisation_id', 'erasure_batch controller_id', 'retention_count controller_id'] loop
    execute format('create policy own on information_governance.%I for select to app using (%s)', split_part(t, ' ', 1), format(own, split_part(t, ' ', 2)));
  end loop;
end $$;
create policy of_a_batch on information_governance.erasure_approval for select to app
  using ((select ctx.valid()) and batch_id in (select b.id from information_governance.erasure_batch b));
create policy approved on information_governance.erasure_approval for insert to app
  with check ((select ctx.does('governance.retention.approve')) and approved_by = (select ctx.actor())
    and batch_id in (select b.id from information_governance.erasure_batch b where b.controller_id = (select ctx.claim('organisation')) and b.done_at is null));
create policy placed on information_governance.legal_hold for insert to app
  with check ((select ctx.does('governance.retention.hold')) and placed_by = (select ctx.actor()) and organisation_id = (select ctx.claim('organisation'))
    and lift_asked_by is null and lifted_by is null);
create policy lift_asked on information_governance.legal_hold for update to app
  using ((select ctx.does('governance.retention.hold')) and organisation_id = (select ctx.claim('organisation')) and lifted_by is null and lift_asked_by is null)
  with check ((select ctx.does('governance.retention.hold')) and organisation_id = (select ctx.claim('organisation')) and lift_asked_by = (select ctx.actor()) and lifted_by is null);
create policy lifted on information_governance.legal_hold for update to app
  using ((select ctx.does('governance.retention.hold')) and organisation_id = (select ctx.claim('organisation')) and lifted_by is null and lift_asked_by <> (select ctx.actor()))
  with check ((select ctx.does('governance.retention.hold')) and organisation_id = (select ctx.claim('organisation')) and lifted_by = (select ctx.actor()));
grant insert on information_governance.legal_hold, information_governance.erasure_approval to app;
grant update (lift_reason, lift_asked_by, lift_asked_by_name, lift_asked_at, lifted_by, lifted_by_name, lifted_at) on information_governance.legal_hold to app;
-- What came of it, by the act that erases.
create policy done on information_governance.erasure_batch for update to app
  using ((select ctx.does('governance.retention.erase'))) with check ((select ctx.does('governance.retention.erase')));
grant update (erased, counts, done_at, certificate, certificate_hash) on information_governance.erasure_batch to app;

-- Refuses whatever is not approved by two people, or is held (E5). Each room's erasing function asks it first, so that not even the act of erasing erases
-- anything else. What a tombstone says was erased before, a restored database erases again.
create function information_governance.require_erasable(records uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if ctx.vouched('governance.retention.replay') then return; end if;
  if not ctx.vouched('governance.retention.erase') or exists (
    select from unnest(records) record(id) where not exists (
      select from information_governance.erasure_member m join information_governance.erasure_batch b on b.id = m.batch_id
      where m.source_person_id = record.id
        and 2 <= (select count(*) from information_governance.erasure_approval a where a.batch_id = b.id)
        and not exists (select from information_governance.legal_hold h where h.organisation_id = b.controller_id and h.lifted_at is null
          and (h.dataset_id is null or h.dataset_id = b.dataset_id) and (h.record_hash is null or h.record_hash = m.record_hash))))
  then
    raise exception 'only what two people approved and nobody holds is erased' using errcode = '42501';
  end if;
end $$;
revoke all on function information_governance.require_erasable(uuid[]) from public;

-- Whether anything of a dataset is held, so that what lies about it by its own date stays, too.
create function information_governance.is_held(dataset text, controller text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (select from information_governance.legal_hold h where h.organisation_id = controller and h.lifted_at is null
    and (dataset is null or h.dataset_id is null or h.dataset_id = dataset))
$$;
revoke all on function information_governance.is_held(text, text) from public;

-- Erases what this room keeps of these records: who works with them, what was asked about them, what was opened in an emergency. A request or an opening
-- that is about other records, too, stays for them.
do $$
declare t regclass;
begin
  foreach t in array array['information_governance.relationship', 'information_governance.own_record', 'information_governance.access_request',
    'information_governance.access_request_answer', 'information_governance.access_request_climb', 'information_governance.owner_release',
    'information_governance.emergency_access', 'information_governance.emergency_review']::regclass[] loop
    perform platform.erased_by_act(t);
  end loop;
end $$;
create function information_governance.erase_records(records uuid[], at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  counts jsonb := '{}';
  gone uuid[];
  n int;
begin
  perform information_governance.require_erasable(records);
  counts := counts || jsonb_build_object('entries of the access log', platform.erase_access(records, at));

  update information_governance.access_request r set also = rest.ids from (
    select x.id, array(select a from unnest(x.also) a where a <> all (records)) as ids from information_governance.access_request x where x.also && records) rest
  where r.id = rest.id;
  update information_governance.access_request set source_person_id = also[1], also = also[2:] where source_person_id = any (records) and also <> '{}';
  gone := array(select id from information_governance.access_request where source_person_id = any (records));
  delete from information_governance.access_request_answer where request_id = any (gone);
  delete from information_governance.access_request_climb where request_id = any (gone);
  delete from information_governance.owner_release where source_person_id = any (records) or request_id = any (gone);
  delete from information_governance.access_request where id = any (gone);
  get diagnostics n = row_count;
  counts := counts || jsonb_build_object('requests', n);
  perform platform.destroy_keys(gone);

  update information_governance.emergency_access e set also = rest.ids from (
    select x.id, array(select a from unnest(x.also) a where a <> all (records)) as ids from information_governance.emergency_access x where x.also && records) rest
  where e.id = rest.id;
  -- The opening is about another record first; whose that is stands in the relationship that it made.
  update information_governance.emergency_access e
  set source_person_id = l.source_person_id, controller_id = l.controller_id, dataset_id = l.dataset_id, regime = l.regime, also = e.also[2:]
  from information_governance.relationship l
  where e.source_person_id = any (records) and l.source_room = 'information-governance' and l.kind = 'emergency-access'
    and l.source_key = e.id || '|' || e.also[1] and l.source_person_id = e.also[1];
  gone := array(select id from information_governance.emergency_access where source_person_id = any (records));
  delete from information_governance.emergency_review where access_id = any (gone);
  delete from information_governance.emergency_access where id = any (gone);
  get diagnostics n = row_count;
  counts := counts || jsonb_build_object('emergency openings', n);
  perform platform.destroy_keys(gone);

  delete from information_governance.relationship where source_person_id = any (records);
  get diagnostics n = row_count;
  counts := counts || jsonb_build_object('relationships', n);
  delete from information_governance.own_record where source_person_id = any (records);
  perform partnership.erase_resident_records(records);
  return counts || jsonb_build_object('keys', platform.destroy_keys(records));
end $$;

-- Last of all: while it stands, each other room's function may run.
create function information_governance.erase_members(records uuid[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform information_governance.require_erasable(records);
  delete from information_governance.erasure_member where source_person_id = any (records);
end $$;
-- Which of these records the access log is not sealed for yet: they wait for the next time.
create function information_governance.unsealed_among(records uuid[]) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.vouched('governance.retention.erase') then raise exception 'not the clock' using errcode = '42501'; end if;
  return platform.unsealed_among(records);
end $$;
revoke all on function information_governance.erase_records(uuid[], timestamptz), information_governance.erase_members(uuid[]), information_governance.unsealed_among(uuid[]) from public;
grant execute on function information_governance.erase_records(uuid[], timestamptz), information_governance.erase_members(uuid[]), information_governance.unsealed_among(uuid[]) to app;
