-- Of how many people a change of an agreement speaks: those whom these roles of an organisation work with now and who are in one of the datasets. Counts leave here,
-- and nothing else. Whoever is held is in none (practice K1); relationships of a brokered or sealed service are not counted, since how many people it
-- works with is its own affair (K2); where only whereabouts would be shared, a protected person's stay with her services all the same.
create function person_index.people_reached(questions jsonb, at timestamptz) returns int[]
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
      select * from information_governance.relationships_at(at)
    ), at_work as materialized (
      select * from partnership.at_work_on(at::date)
    ), reached as materialized (
      select l.person_id, w.organisation_id, w.role, r.kind
      from works_with r join person_index.link l on l.source_person_id = r.source_person_id and l.ended_at is null
      join at_work w on w.worker_id = r.worker_id
      where protection ->> l.person_id::text is distinct from 'held'
      union
      select l.person_id, w.organisation_id, w.role, r.kind
      from works_with r join person_index.link l on l.source_person_id = r.source_person_id and l.ended_at is null
      join at_work w on w.team_id = r.team_id
      where protection ->> l.person_id::text is distinct from 'held'
    ), question as (
      select q.nth, q.one ->> 'organisation' as organisation, array(select jsonb_array_elements_text(q.one -> 'roles')) as roles,
        array(select jsonb_array_elements_text(q.one -> 'kinds')) as kinds, array(select jsonb_array_elements_text(q.one -> 'datasets')) as datasets, (q.one ->> 'whereaboutsOnly')::boolean as whereabouts
      from jsonb_array_elements(questions) with ordinality q (one, nth)
    )
    select array_agg(counted.people order by counted.nth) from (
      select q.nth, count(distinct r.person_id)::int as people
      from question q
      left join reached r on r.organisation_id = q.organisation and r.role = any (q.roles) and r.kind = any (q.kinds)
        and not (q.whereabouts and protection ? r.person_id::text)
        and r.person_id in (select l.person_id from person_index.link l where l.dataset_id = any (q.datasets) and l.ended_at is null)
      group by q.nth) counted);
end $$;
revoke all on function person_index.people_reached(jsonb, timestamptz) from public;
grant execute on function person_index.people_reached(jsonb, timestamptz) to app;
