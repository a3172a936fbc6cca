-- Whether one of these records is a colleague's, who works in one of the worker's teams or for the same organisation, and how many work there: for the
-- function that tells whether a look was odd. Who it is leaves here with no answer.
create policy ties_for_the_function on partnership.worker_resident_record for select to owner using ((select ctx.vouched('governance.odd-look.notice')));
create function partnership.colleague_among(worker uuid, organisation text, records uuid[], today date)
returns table (in_team boolean, at_employer boolean, people int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare others uuid[] := array(select r.worker_id from partnership.worker_resident_record r where r.source_record_id = any (records) and r.worker_id <> worker);
begin
  -- Nearly always.
  if others = '{}' then return query select false, false, 0; return; end if;
  return query select
    exists (select from partnership.team_member a join partnership.team_member b on b.team_id = a.team_id
      where a.worker_id = worker and b.worker_id = any (others) and a.active_from <= today and (a.active_to is null or a.active_to > today)
        and b.active_from <= today and (b.active_to is null or b.active_to > today)),
    exists (select from partnership.at_work_on(today) w where w.worker_id = any (others) and w.organisation_id = organisation),
    (select count(distinct w.worker_id)::int from partnership.at_work_on(today) w where w.organisation_id = organisation);
end $$;
revoke all on function partnership.colleague_among(uuid, text, uuid[], date) from public;
