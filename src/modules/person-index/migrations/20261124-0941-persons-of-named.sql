-- The persons of the source persons that the signed grant names, each with all its current links: whom to decide about.
create function person_index.persons_of_named()
returns table (person_id uuid, source_person_id uuid, dataset_id text, controller_id text, regime text)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp
as $$
  select l.person_id, l.source_person_id, l.dataset_id, l.controller_id, l.regime
  from person_index.link l
  where l.ended_at is null and l.person_id in (
    select named.person_id from person_index.link named
    where named.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and named.ended_at is null)
$$;
revoke all on function person_index.persons_of_named() from public;
grant execute on function person_index.persons_of_named() to app;
create policy current_for_the_function on person_index.link for select to owner using (ended_at is null);
