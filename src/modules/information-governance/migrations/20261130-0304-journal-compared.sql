-- The journal compared with the log (practice K7): each time that one of them had changed, what differs, and what went on meanwhile for an officer to review.
create table information_governance.journal_comparison (
  id uuid primary key,
  nth bigint generated always as identity,
  compared_at timestamptz not null,
  lines int not null check (lines >= 0),
  -- The signature of its last line, and a hash over what was compared.
  head text not null,
  digest bytea not null check (octet_length(digest) = 32)
);
create table information_governance.journal_item (
  id uuid primary key,
  comparison_id uuid not null references information_governance.journal_comparison,
  kind text not null check (kind in ('reads', 'differs')),
  -- Whose workers read. What differs is nobody's: every officer sees it.
  organisation_id text check ((organisation_id is null) = (kind = 'differs')),
  reads int not null check (reads >= 0),
  from_line int not null,
  to_line int not null,
  faults jsonb not null,
  found_at timestamptz not null
);
create table information_governance.journal_review (
  item_id uuid primary key references information_governance.journal_item,
  finding text not null check (finding in ('justified', 'not-justified', 'talk', 'explained', 'incident')),
  reasons text not null check (reasons <> ''),
  reviewed_by uuid not null,
  reviewed_by_name text not null,
  reviewed_at timestamptz not null
);
do $$
declare t regclass;
begin
  foreach t in array array['information_governance.journal_comparison', 'information_governance.journal_item', 'information_governance.journal_review']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy for_the_function on %s to owner using (true) with check (true)', t);
    execute format('grant select, insert on %s to app', t);
  end loop;
end $$;
create policy compared on information_governance.journal_comparison for select to app using ((select ctx.does('governance.journal.compare')));
create policy compares on information_governance.journal_comparison for insert to app with check ((select ctx.does('governance.journal.compare')));
create policy found on information_governance.journal_item for insert to app with check ((select ctx.does('governance.journal.compare')));
create policy found_before on information_governance.journal_item for select to app using ((select ctx.does('governance.journal.compare')));
-- Whoever reviews is of another organisation than those who read.
create policy to_review on information_governance.journal_item for select to app
  using ((select ctx.does('governance.journal.review')) and (organisation_id is null or organisation_id <> (select ctx.claim('organisation'))));
create policy of_an_item on information_governance.journal_review for select to app
  using ((select ctx.valid()) and item_id in (select i.id from information_governance.journal_item i));
create policy reviews on information_governance.journal_review for insert to app
  with check ((select ctx.does('governance.journal.review')) and reviewed_by = (select ctx.actor())
    and item_id in (select i.id from information_governance.journal_item i));
create function information_governance.waiting_journal() returns table (id uuid, kind text, since timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.desk.read') then raise exception 'the desk is read at the desk' using errcode = '42501'; end if;
  return query
    select i.id, i.kind, i.found_at from information_governance.journal_item i
    where (i.organisation_id is null or i.organisation_id <> ctx.claim('organisation'))
      and not exists (select from information_governance.journal_review r where r.item_id = i.id);
end $$;
revoke all on function information_governance.waiting_journal() from public;
grant execute on function information_governance.waiting_journal() to app;
