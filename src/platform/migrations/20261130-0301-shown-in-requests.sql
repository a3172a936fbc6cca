-- What the log has of these people in these requests: for functions of the rooms, which know whose requests they were and who may ask.
create function platform.shown_in_requests(requests uuid[], which text, people uuid[])
returns table (subject_id uuid, purpose text, sources uuid[], cells jsonb, agreements text[], decision_id uuid)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select e.subject_id, e.purpose, array(select s.source_person_id from platform.access_entry_source s where s.entry_id = e.id order by 1), e.cells, e.agreements, e.decision_id
  from platform.access_entry e
  where e.request_id = any (requests) and e.view = which and e.subject_id = any (people) and e.outcome = 'shown' $$;
revoke all on function platform.shown_in_requests(uuid[], text, uuid[]) from public;
