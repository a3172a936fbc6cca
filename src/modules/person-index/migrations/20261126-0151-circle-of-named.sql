-- The persons that the signed grant names, and everyone who shares a household with them or is related to them, each with all
-- current links: whom to decide about when one person's page is opened. Ids only, and of nobody else.
create function person_index.circle_of_named(today date)
returns table (person_id uuid, source_person_id uuid, dataset_id text, controller_id text, regime text)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp
as $$
  -- Arrays, not joins: each step is a few ids, and a few look-ups by index, whatever the planner thinks of the tables.
  with named as materialized (
    select ctx.bound_ids('persons') as ids
  ), own as materialized (
    select array(select l.source_person_id from person_index.link l where l.person_id = any ((select ids from named)::uuid[]) and l.ended_at is null) as ids
  ), network as materialized (
    select array(select (feeds.network_of(own.ids, today)).source_person_id from own) as ids
  )
  select l.person_id, l.source_person_id, l.dataset_id, l.controller_id, l.regime
  from person_index.link l
  where l.ended_at is null and l.person_id = any (array(
    select unnest(ids) from named
    union
    select o.person_id from person_index.link o where o.source_person_id = any ((select ids from network)::uuid[]) and o.ended_at is null))
$$;
revoke all on function person_index.circle_of_named(date) from public;
grant execute on function person_index.circle_of_named(date) to app;
