-- A search finds many and shows few: those whom the reader works with. Which these are is asked first, so that whether they are
-- protected is worked out of them and of nobody else.

-- Of the people of the records that the signed grant names, those who have one of `among`, too: each with all her records.
create function person_index.persons_of_named_with(among uuid[])
returns table (person_id uuid, source_person_id uuid, dataset_id text, controller_id text, regime text, protection text)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp
as $$
  with found as materialized (
    select distinct l.person_id from person_index.link l
    where l.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and l.ended_at is null
  ), hers as materialized (
    select array(select f.person_id from found f where exists (
      select from person_index.link o where o.person_id = f.person_id and o.ended_at is null and o.source_person_id = any (among))) as ids
  ), protection as materialized (
    select case when cardinality(hers.ids) > 0 then person_index.protection_among(hers.ids) else '{}' end as of from hers
  )
  select l.person_id, l.source_person_id, l.dataset_id, l.controller_id, l.regime, coalesce((select of from protection) ->> l.person_id::text, 'none')
  from person_index.link l
  where l.ended_at is null and l.person_id = any ((select ids from hers)::uuid[])
$$;
revoke all on function person_index.persons_of_named_with(uuid[]) from public;
grant execute on function person_index.persons_of_named_with(uuid[]) to app;

-- Every record of the people of the records that the signed grant names.
create function person_index.records_of_people_of_named() returns setof uuid
language sql stable security definer rows 500 set search_path = pg_catalog, pg_temp
as $$
  select o.source_person_id from person_index.link o
  where o.ended_at is null and o.person_id = any (array(
    select l.person_id from person_index.link l where l.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and l.ended_at is null))
$$;
revoke all on function person_index.records_of_people_of_named() from public;
grant execute on function person_index.records_of_people_of_named() to app;
