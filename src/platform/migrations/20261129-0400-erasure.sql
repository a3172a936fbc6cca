-- Erasing. Nobody deletes personal data but functions that run as the owner, and those see and delete rows under the acts of erasing alone: the
-- product's own, which no sitting can do. Whether two officers approved it, each room's function asks `information_governance.require_erasable`.
create function platform.erased_by_act(target regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare erasing text := $w$(select ctx.does('governance.retention.erase', 'governance.retention.replay', 'governance.retention.sweep'))$w$;
begin
  execute format('create policy seen_to_erase on %s for select to owner using (%s)', target, erasing);
  execute format('create policy changed_to_erase on %s for update to owner using (%s) with check (%s)', target, erasing, erasing);
  execute format('create policy erased_by_act on %s for delete to owner using (%s)', target, erasing);
end $$;
revoke all on function platform.erased_by_act(regclass) from public;

-- Records that were erased while an entry of the access log still names another record, too: ids that lead nowhere, kept so that the entry goes with the
-- last record that it tells of.
create table platform.erased_record (
  id uuid primary key,
  erased_at timestamptz not null
);
alter table platform.erased_record enable row level security;
alter table platform.erased_record force row level security;
create policy for_the_function on platform.erased_record to owner using (true) with check (true);
select platform.erased_by_act(t) from unnest(array['platform.data_key', 'platform.stored_file', 'platform.shown_after_review']::regclass[]) t;

-- Which of these records the log has entries of that have no leaf yet: what is erased leaves its hash, so that the hash comes first.
create function platform.unsealed_among(records uuid[]) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select array(select distinct s.source_person_id from platform.access_entry_source s join platform.access_unsequenced u on u.entry_id = s.entry_id
    where s.source_person_id = any (records))
$$;

-- Erases the entries that tell of these records and of none that stands. The leaf stays without its salts: every proof holds, and says nothing (E3).
-- After a restore the log begins anew: what was not put into it yet is left out of it.
create function platform.erase_access(records uuid[], at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare entries uuid[];
begin
  if not ctx.does('governance.retention.replay') and platform.unsealed_among(records) <> '{}' then
    raise exception 'the log is not sealed up to here yet' using errcode = '55000';
  end if;
  insert into platform.erased_record (id, erased_at) select r, at from unnest(records) r on conflict do nothing;
  entries := array(
    select s.entry_id from platform.access_entry_source s where s.source_person_id = any (records)
      and not exists (select from platform.access_entry_source o where o.entry_id = s.entry_id
        and not exists (select from platform.erased_record e where e.id = o.source_person_id)));
  update platform.access_leaf set salt = null, rest_salt = null where entry_id = any (entries);
  delete from platform.access_unsequenced where entry_id = any (entries);
  delete from platform.shown_after_review where entry_id = any (entries);
  delete from platform.access_entry_source where entry_id = any (entries);
  delete from platform.access_entry where id = any (entries);
  delete from platform.erased_record e where e.id = any (records) and not exists (
    select from platform.access_entry_source s where s.source_person_id = e.id);
  return (select count(distinct id) from unnest(entries) id);
end $$;

-- Destroys the keys of these subjects: what they sealed stays shut for ever, wherever a copy of it lies.
create function platform.destroy_keys(subjects uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare destroyed int;
begin
  delete from platform.data_key where subject_id = any (subjects);
  get diagnostics destroyed = row_count;
  return destroyed;
end $$;

-- Destroys the keys of these files. The files themselves are swept from the disk, where nothing refers to them any more.
create function platform.destroy_files(files uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare destroyed int;
begin
  delete from platform.stored_file where id = any (files);
  get diagnostics destroyed = row_count;
  return destroyed;
end $$;
revoke all on function platform.unsealed_among(uuid[]), platform.erase_access(uuid[], timestamptz), platform.destroy_keys(uuid[]), platform.destroy_files(uuid[]) from public;

-- Which files are referred to, so that what is not can be swept.
create function platform.kept_files() returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.vouched('governance.retention.sweep') then raise exception 'not the clock' using errcode = '42501'; end if;
  return query select f.id from platform.stored_file f;
end $$;
revoke all on function platform.kept_files() from public;
grant execute on function platform.kept_files() to app;
