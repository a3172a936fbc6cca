-- The continuity list (practice K7): when each was made, and who opened one while the product was down. What stands on a list is in none of these: it is
-- sealed for the duty team, outside the database.
create table information_governance.continuity_list (
  id uuid primary key,
  -- Whose duty team it is for, and by which key.
  organisation_id text not null,
  sealed_for text not null,
  made_at timestamptz not null,
  people int not null check (people >= 0),
  -- The requests under which the log has who stands on it.
  requests uuid[] not null,
  file text not null,
  sha256 bytea not null check (octet_length(sha256) = 32)
);
create index continuity_list_newest on information_governance.continuity_list (made_at desc);
-- One line of a record of openings as it was handed in: signed by the duty team's key, with the line before it. Nothing of it changes.
create table information_governance.continuity_opening (
  id uuid primary key,
  record_id uuid not null,
  nth int not null check (nth > 0),
  signature text not null,
  sitting_id uuid not null,
  list_id uuid not null references information_governance.continuity_list,
  organisation_id text not null,
  kind text not null check (kind in ('opened', 'searched', 'shown', 'everything')),
  -- Who says that she was reading: the key tells that it was somebody of the duty team, and not who.
  reader text not null check (reader <> ''),
  reason text not null check (reason in ('danger-to-a-child', 'danger-to-life', 'missing', 'other')),
  people int not null check (people >= 0),
  -- Sealed: why, in the reader's words, and the ids of whom she looked up.
  said bytea not null,
  opened_at timestamptz not null,
  handed_in_by uuid not null,
  handed_in_by_name text not null,
  handed_in_at timestamptz not null,
  unique (record_id, nth)
);
create index continuity_opening_sitting on information_governance.continuity_opening (sitting_id);
-- That its looks stand in the access log.
create table information_governance.continuity_merge (
  opening_id uuid primary key references information_governance.continuity_opening,
  merged_at timestamptz not null
);
create table information_governance.continuity_review (
  sitting_id uuid primary key,
  finding text not null check (finding in ('justified', 'not-justified', 'talk')),
  reasons text not null check (reasons <> ''),
  reviewed_by uuid not null,
  reviewed_by_name text not null,
  reviewed_at timestamptz not null
);
do $$
declare t regclass;
begin
  foreach t in array array['information_governance.continuity_list', 'information_governance.continuity_opening', 'information_governance.continuity_merge',
    'information_governance.continuity_review']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy for_the_function on %s to owner using (true) with check (true)', t);
    execute format('grant select, insert on %s to app', t);
  end loop;
end $$;
create policy in_context on information_governance.continuity_list for select to app using ((select ctx.valid()));
create policy made on information_governance.continuity_list for insert to app with check ((select ctx.does('governance.continuity.make')));
create policy ours on information_governance.continuity_opening for select to app
  using ((select ctx.does('governance.continuity.read', 'governance.continuity.hand-in')) and organisation_id = (select ctx.claim('organisation')));
create policy hands_in on information_governance.continuity_opening for insert to app
  with check ((select ctx.does('governance.continuity.hand-in')) and organisation_id = (select ctx.claim('organisation')) and handed_in_by = (select ctx.actor()));
create policy to_merge on information_governance.continuity_opening for select to app using ((select ctx.does('governance.continuity.merge')));
-- Whoever reviews is of another organisation than those who looked.
create policy to_review on information_governance.continuity_opening for select to app
  using ((select ctx.does('governance.continuity.review')) and organisation_id <> (select ctx.claim('organisation')));
create policy of_an_opening on information_governance.continuity_merge for select to app
  using ((select ctx.valid()) and opening_id in (select o.id from information_governance.continuity_opening o));
create policy merges on information_governance.continuity_merge for insert to app with check ((select ctx.does('governance.continuity.merge')));
create policy of_a_sitting on information_governance.continuity_review for select to app
  using ((select ctx.valid()) and sitting_id in (select o.sitting_id from information_governance.continuity_opening o));
create policy reviews on information_governance.continuity_review for insert to app
  with check ((select ctx.does('governance.continuity.review')) and reviewed_by = (select ctx.actor())
    and sitting_id in (select o.sitting_id from information_governance.continuity_opening o));
-- Of two records that are handed in at one moment the second waits, and sees what the first brought.
create function information_governance.hold_continuity() returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$ select pg_advisory_xact_lock(727276) $$;
-- Who of these stood on a list, and what of them: as the log has it from when the list was made.
create function information_governance.listed_on(list uuid, people uuid[])
returns table (subject_id uuid, purpose text, sources uuid[], cells jsonb, agreements text[], decision_id uuid)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.continuity.hand-in', 'governance.continuity.merge', 'governance.continuity.review') then
    raise exception 'who stood on a list is asked when a record of openings is handed in or reviewed' using errcode = '42501';
  end if;
  return query select * from platform.shown_in_requests(
    (select l.requests from information_governance.continuity_list l where l.id = list), 'continuity-list', people);
end $$;
-- What waits of it for an officer: sittings that another organisation's officer has not reviewed; and, for the duty team's own, that the newest list is late.
create function information_governance.waiting_continuity(late_before timestamptz) returns table (kind text, id uuid, since timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.desk.read') then raise exception 'the desk is read at the desk' using errcode = '42501'; end if;
  return query
    select 'sitting', o.sitting_id, min(o.opened_at) from information_governance.continuity_opening o
    where o.organisation_id <> ctx.claim('organisation')
      and not exists (select from information_governance.continuity_review r where r.sitting_id = o.sitting_id)
    group by o.sitting_id
    union all
    select 'late', l.id, l.made_at from information_governance.continuity_list l
    where l.organisation_id = ctx.claim('organisation') and l.made_at < late_before
      and not exists (select from information_governance.continuity_list newer where newer.made_at > l.made_at);
end $$;
revoke all on function information_governance.listed_on(uuid, uuid[]), information_governance.hold_continuity(), information_governance.waiting_continuity(timestamptz) from public;
grant execute on function information_governance.listed_on(uuid, uuid[]), information_governance.hold_continuity(), information_governance.waiting_continuity(timestamptz) to app;
