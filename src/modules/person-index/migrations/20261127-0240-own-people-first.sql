-- A search finds many and shows few: those whom the reader works with. Which these are is asked first, by ids alone, so that who they are and
-- whether they are protected is worked out of them and of nobody else.

-- Of the records that the signed grant names, those of people who have one of `among`, too.
create function person_index.named_of_people_with(among uuid[]) returns setof uuid
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp
as $$
  select l.source_person_id from person_index.link l
  where l.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and l.ended_at is null
    and (l.source_person_id = any (among) or exists (
      select from person_index.link o where o.person_id = l.person_id and o.ended_at is null and o.source_person_id = any (among)))
$$;
revoke all on function person_index.named_of_people_with(uuid[]) from public;
grant execute on function person_index.named_of_people_with(uuid[]) to app;

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
