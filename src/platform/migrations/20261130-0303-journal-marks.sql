-- What the database keeps of the journal that is written beside it while the log is behind (practice K7): which line a read is, in the transaction of its
-- entries. So each is the other's witness: a journal whose end was cut off lacks a line that is marked here; entries that were taken out before they had a leaf
-- are missed by a line there.
create table platform.journal_mark (
  line int not null check (line > 0),
  mac text not null,
  request_id uuid not null,
  marked_at timestamptz not null default now(),
  -- A journal that was cut goes on with a number that it had before: both are kept.
  primary key (line, mac)
);
create index journal_mark_by_request on platform.journal_mark (request_id);
alter table platform.journal_mark enable row level security;
alter table platform.journal_mark force row level security;
create policy for_the_function on platform.journal_mark to owner using (true) with check (true);
create policy compared on platform.journal_mark for select to app using ((select ctx.does('governance.journal.compare')));
grant select on platform.journal_mark to app;

create function platform.mark_journal(line int, mac text, request uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.valid() then raise exception 'a read that is marked has begun' using errcode = '42501'; end if;
  insert into platform.journal_mark (line, mac, request_id) values (line, mac, request) on conflict do nothing;
end $$;
create function platform.entries_of_requests(requests uuid[]) returns table (request_id uuid, entries int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.journal.compare') then raise exception 'only what compares the journal counts for it' using errcode = '42501'; end if;
  return query select e.request_id, count(*)::int from platform.access_entry e where e.request_id = any (requests) and e.outcome = 'shown' group by 1;
end $$;
-- People's reads that no line was written for, although the log was behind: in a checkpoint whose oldest entry had waited for more than a quarter of an hour when
-- they were written. What was written in the last two minutes before it was signed may have come when the log had caught up; and what was there before the log
-- began, or began anew, was sealed all at once.
create function platform.shown_while_behind(since timestamptz) returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.journal.compare') then raise exception 'only what compares the journal asks it' using errcode = '42501'; end if;
  return query
    with signed as (
      select c.size, c.signed_at, lag(c.size, 1, 0::bigint) over (order by c.size) as before from platform.log_checkpoint c
    ), sealed as (
      select s.size, s.signed_at, e.id, e.request_id, e.occurred_at, e.actor_kind, e.outcome, min(e.occurred_at) over (partition by s.size) as oldest
      from signed s join platform.access_leaf l on l.seq >= s.before and l.seq < s.size join platform.access_entry e on e.id = l.entry_id
      where s.signed_at >= since and e.occurred_at >= (select o.begun_at from platform.log_origin o)
    )
    select distinct x.request_id from sealed x
    where x.occurred_at > x.oldest + interval '16 minutes' and x.occurred_at < x.signed_at - interval '2 minutes'
      and x.actor_kind in ('worker', 'resident') and x.outcome = 'shown'
      and not exists (select from platform.journal_mark m where m.request_id = x.request_id);
end $$;
revoke all on function platform.mark_journal(int, text, uuid), platform.entries_of_requests(uuid[]), platform.shown_while_behind(timestamptz) from public;
grant execute on function platform.mark_journal(int, text, uuid), platform.entries_of_requests(uuid[]), platform.shown_while_behind(timestamptz) to app;

-- A database that went back to an earlier state begins its journal anew as well.
create or replace function platform.begin_log_anew() returns void
language sql set search_path = pg_catalog, pg_temp
as $$
  lock table platform.access_entry, platform.access_unsequenced, platform.access_leaf, platform.log_node, platform.log_origin, platform.log_checkpoint,
    platform.log_cosignature, platform.journal_mark in exclusive mode;
  delete from platform.log_cosignature;
  delete from platform.log_checkpoint;
  delete from platform.log_node;
  delete from platform.access_leaf;
  delete from platform.log_origin;
  delete from platform.access_unsequenced;
  delete from platform.journal_mark;
  insert into platform.access_unsequenced (entry_id) select id from platform.access_entry;
$$;
revoke all on function platform.begin_log_anew() from public;
