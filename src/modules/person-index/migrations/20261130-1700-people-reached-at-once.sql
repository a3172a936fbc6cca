-- The same counts as before, for all questions at once: each question is taken apart into what can be looked up, so that the time grows with the people
-- whom the answers speak of. It grew with the questions times all people times all records.
create or replace function person_index.people_reached(questions jsonb, at timestamptz) returns int[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  protection jsonb;
begin
  if not ctx.does('governance.agreement.simulate') then raise exception 'people are counted where an agreement is simulated' using errcode = '42501'; end if;
  protection := person_index.protection_among(array(
    select distinct l.person_id from information_governance.relationships_at(at) r
    join person_index.link l on l.source_person_id = r.source_person_id and l.ended_at is null));
  return (
    with works_with as materialized (
      select distinct l.person_id, r.worker_id, r.team_id, r.kind
      from information_governance.relationships_at(at) r join person_index.link l on l.source_person_id = r.source_person_id and l.ended_at is null
      where protection ->> l.person_id::text is distinct from 'held'
    ), at_work as materialized (
      select * from partnership.at_work_on(at::date)
    ), reached as materialized (
      select r.person_id, w.organisation_id, w.role, r.kind from works_with r join at_work w on w.worker_id = r.worker_id
      union
      select r.person_id, w.organisation_id, w.role, r.kind from works_with r join at_work w on w.team_id = r.team_id
    ), recorded as materialized (
      select distinct r.*, l.dataset_id, protection ? r.person_id::text as protected
      from reached r join person_index.link l on l.person_id = r.person_id and l.ended_at is null
    ), cell as materialized (
      select q.nth, q.one ->> 'organisation' as organisation, role, kind, dataset, (q.one ->> 'whereaboutsOnly')::boolean as whereabouts
      from jsonb_array_elements(questions) with ordinality q (one, nth)
      cross join jsonb_array_elements_text(q.one -> 'roles') role cross join jsonb_array_elements_text(q.one -> 'kinds') kind
      cross join jsonb_array_elements_text(q.one -> 'datasets') dataset
    ), counted as (
      select c.nth, count(distinct r.person_id)::int as people
      from cell c join recorded r on r.organisation_id = c.organisation and r.role = c.role and r.kind = c.kind and r.dataset_id = c.dataset
      where not (c.whereabouts and r.protected)
      group by c.nth
    )
    select array_agg(coalesce(c.people, 0) order by n.nth)
    from generate_series(1, jsonb_array_length(questions)) n(nth) left join counted c using (nth));
end $$;
