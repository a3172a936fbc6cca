-- What was erased and does not come back: a keyed hash of a dataset and its sender's key, and when. An older statement of it, in a file that is sent or
-- replayed again, is left out and counted; what happened after is a new record.
create table feeds.tombstone (
  dataset_id text not null,
  hash bytea not null check (octet_length(hash) = 32),
  erased_at timestamptz not null,
  primary key (dataset_id, hash)
);
alter table feeds.tombstone enable row level security;
alter table feeds.tombstone force row level security;
create policy own_dataset on feeds.tombstone for select to feed_in using (dataset_id = (select ctx.bound('dataset')));
create policy compared on feeds.tombstone for select to app using ((select ctx.does('governance.retention.replay', 'governance.retention.sweep')));
create policy for_the_function on feeds.tombstone to owner using (true) with check (true);
grant select on feeds.tombstone to app, feed_in;
alter table feeds.batch add column rows_erased int;
-- What is found by whose it is, when it does not stand any more either.
create index fact_former_of on feeds.fact (source_person_id) where superseded_by_batch_id is not null;
create index fact_former_other on feeds.fact (other_source_person_id) where other_source_person_id is not null and superseded_by_batch_id is not null;

select platform.erased_by_act(t) from unnest(array['feeds.source_person', 'feeds.fact', 'feeds.confirmation', 'feeds.departure', 'feeds.kept_person',
  'feeds.batch', 'feeds.quarantined_row', 'feeds.feed']::regclass[]) t;

-- Destroys what was received with these batches: files, and the rows in quarantine that are sealed with their keys.
create function feeds.destroy_received(batches uuid[]) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  files uuid[] := array(select b.file_id from feeds.batch b where b.id = any (batches) and b.file_id is not null);
  n int;
begin
  delete from feeds.quarantined_row q where q.batch_id = any (batches);
  get diagnostics n = row_count;
  update feeds.batch set file_id = null where id = any (batches) and file_id is not null;
  return jsonb_build_object('received files', platform.destroy_files(files), 'rows in quarantine', n);
end $$;
revoke all on function feeds.destroy_received(uuid[]) from public;

-- Erases records, with what others' facts say of them, and the files in which they came.
create function feeds.erase_records(records uuid[], hashes bytea[], at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  facts bigint[];
  batches uuid[];
  counts jsonb;
  n int;
begin
  perform information_governance.require_erasable(records);
  -- No file of the dataset is applied meanwhile.
  perform from feeds.feed f where f.dataset_id in (select s.dataset_id from feeds.source_person s where s.id = any (records)) order by f.id for update;
  insert into feeds.tombstone (dataset_id, hash, erased_at)
  select s.dataset_id, r.hash, at from unnest(records, hashes) r(id, hash) join feeds.source_person s on s.id = r.id
  on conflict (dataset_id, hash) do update set erased_at = greatest(feeds.tombstone.erased_at, excluded.erased_at);

  facts := array(select f.id from feeds.fact f where f.source_person_id = any (records) or f.other_source_person_id = any (records));
  batches := array(
    select f.batch_id from feeds.fact f where f.id = any (facts)
    union select c.batch_id from feeds.confirmation c where c.fact_id = any (facts)
    union select k.batch_id from feeds.kept_person k where k.source_person_id = any (records)
    union select s.first_batch_id from feeds.source_person s where s.id = any (records));
  counts := feeds.destroy_received(array(select b.id from feeds.batch b where b.id = any (batches) and coalesce(b.applied_at, b.refused_at) is not null));
  delete from feeds.departure where fact_id = any (facts);
  delete from feeds.confirmation where fact_id = any (facts);
  delete from feeds.fact where id = any (facts);
  get diagnostics n = row_count;
  counts := counts || jsonb_build_object('facts', n);
  delete from feeds.kept_person where source_person_id = any (records);
  delete from feeds.source_person where id = any (records);
  get diagnostics n = row_count;
  return counts || jsonb_build_object('records', n);
end $$;

-- Destroys what was received before a day and is settled, and whatever stated somebody who had been erased. Not while its dataset is held.
create function feeds.sweep_received(before timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare batches uuid[];
begin
  if not ctx.vouched('governance.retention.sweep') then raise exception 'not the clock' using errcode = '42501'; end if;
  batches := array(
    select b.id from feeds.batch b join feeds.feed f on f.id = b.feed_id
    where b.file_id is not null and coalesce(b.applied_at, b.refused_at) is not null and (coalesce(b.applied_at, b.refused_at) < before or b.rows_erased > 0)
      and not information_governance.is_held(f.dataset_id, f.controller_id)
      and not exists (select from feeds.batch r where r.replays_batch_id = b.id and r.applied_at is null and r.refused_at is null));
  perform feeds.destroy_received(batches);
  return cardinality(batches);
end $$;
-- Keeps what a tombstone outside the database says, where this database does not know of it.
create function feeds.keep_tombstones(dataset text, hashes bytea[], at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.vouched('governance.retention.replay') then raise exception 'not the product itself' using errcode = '42501'; end if;
  insert into feeds.tombstone (dataset_id, hash, erased_at) select dataset, h, at from unnest(hashes) h
  on conflict (dataset_id, hash) do update set erased_at = greatest(feeds.tombstone.erased_at, excluded.erased_at);
end $$;
revoke all on function feeds.erase_records(uuid[], bytea[], timestamptz), feeds.sweep_received(timestamptz), feeds.keep_tombstones(text, bytea[], timestamptz) from public;
grant execute on function feeds.erase_records(uuid[], bytea[], timestamptz), feeds.sweep_received(timestamptz), feeds.keep_tombstones(text, bytea[], timestamptz) to app;
