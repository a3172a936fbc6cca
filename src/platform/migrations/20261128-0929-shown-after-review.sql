-- An entry that was withheld from its subject is shown when a reviewer has said that it is safe. The entry is not changed: that it may be seen stands
-- beside it, with who said so and why (L6, L7).
create table platform.shown_after_review (
  entry_id uuid primary key,
  because text not null check (because <> ''),
  decided_by text not null,
  decided_at timestamptz not null default now()
);
alter table platform.shown_after_review enable row level security;
alter table platform.shown_after_review force row level security;
create policy for_the_function on platform.shown_after_review to owner using (true) with check (true);
create policy in_context on platform.shown_after_review for select to app using ((select ctx.valid()));
grant select (entry_id) on platform.shown_after_review to app;

drop policy about_granted on platform.access_entry;
create policy about_granted on platform.access_entry for select to app
  using ((visibility = 'shown' or id in (select a.entry_id from platform.shown_after_review a)) and outcome = 'shown'
    and id in (select s.entry_id from platform.access_entry_source s));

-- Shows what one worker looked at of these records in a time, where it was withheld on this ground and on no other. For functions of the rooms, which know
-- who may decide it and whether it was decided.
create function platform.show_after_review(worker text, sources uuid[], from_at timestamptz, to_at timestamptz, ground text, because text) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare shown int;
begin
  insert into platform.shown_after_review (entry_id, because, decided_by)
  select distinct e.id, because, ctx.claim('actor') from platform.access_entry e join platform.access_entry_source s on s.entry_id = e.id
  where e.actor_id = worker and s.source_person_id = any (sources) and e.occurred_at >= from_at and e.occurred_at < to_at
    and e.outcome = 'shown' and e.visibility = 'withheld' and e.withheld_ground = ground
  on conflict do nothing;
  get diagnostics shown = row_count;
  return shown;
end $$;
revoke all on function platform.show_after_review(text, uuid[], timestamptz, timestamptz, text, text) from public;
