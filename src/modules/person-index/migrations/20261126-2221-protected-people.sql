-- Protection that one agency sets covers the whole person (practice K1): every record that is linked with the one that carries it,
-- and every record that the matcher ever linked with it, so that an address that is no longer compared uncovers nobody. Where people said
-- that two records are one, and took it back, or said that they are not one, neither covers the other.
create index former_link_by_source on person_index.link (source_person_id) where ended_at is not null;
create policy former_for_the_function on person_index.link for select to owner using (ended_at is not null);
create policy apart_for_the_function on person_index.link_decision for select to owner using (kind = 'apart' and undone_at is null);

create function person_index.address_protected_among(persons uuid[]) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  own uuid[] := array(select l.source_person_id from person_index.link l where l.person_id = any (persons) and l.ended_at is null);
  -- Whose records any of these were before: few, since few links ever end.
  before uuid[] := array(select l.person_id from person_index.link l where l.source_person_id = any (own) and l.ended_at is not null);
  marked uuid[];
begin
  marked := feeds.address_protected_among(own || array(
    select l.source_person_id from person_index.link l where l.person_id = any (persons || before) and l.ended_at is not null
    union all select l.source_person_id from person_index.link l where l.person_id = any (before) and l.ended_at is null));
  -- Nearly always.
  if cardinality(marked) = 0 then return marked; end if;
  return array(
    select now_hers.person_id from person_index.link now_hers
    where now_hers.person_id = any (persons) and now_hers.ended_at is null and (
      now_hers.source_person_id = any (marked)
      or exists (
        select from person_index.link its
        join person_index.link marks on marks.person_id = its.person_id and marks.source_person_id = any (marked)
        where its.source_person_id = now_hers.source_person_id and its.rule <> 'decided' and marks.rule <> 'decided'
          and not exists (select from person_index.link_decision d where d.kind = 'apart' and d.undone_at is null
            and ((d.source_person_id = its.source_person_id and d.other_source_person_id = marks.source_person_id)
              or (d.other_source_person_id = its.source_person_id and d.source_person_id = marks.source_person_id)))))
    group by now_hers.person_id);
end $$;
revoke all on function person_index.address_protected_among(uuid[]) from public;

-- Both functions now say of each person whether she is protected; and the first one finds by person as well.
drop function person_index.persons_of_named();
create function person_index.persons_of_named()
returns table (person_id uuid, source_person_id uuid, dataset_id text, controller_id text, regime text, address_protected boolean)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp
as $$
  with named as materialized (
    select array(
      select l.person_id from person_index.link l where l.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and l.ended_at is null
      union select unnest((select ctx.bound_ids('persons'))::uuid[])) as ids
  ), protected as materialized (
    select person_index.address_protected_among((select ids from named)) as ids
  )
  select l.person_id, l.source_person_id, l.dataset_id, l.controller_id, l.regime, l.person_id = any ((select ids from protected)::uuid[])
  from person_index.link l
  where l.ended_at is null and l.person_id = any ((select ids from named)::uuid[])
$$;
revoke all on function person_index.persons_of_named() from public;
grant execute on function person_index.persons_of_named() to app;

drop function person_index.circle_of_named(date);
create function person_index.circle_of_named(today date)
returns table (person_id uuid, source_person_id uuid, dataset_id text, controller_id text, regime text, address_protected boolean)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp
as $$
  -- Arrays, not joins: each step is a few ids, and a few look-ups by index, whatever the planner thinks of the tables.
  with named as materialized (
    select ctx.bound_ids('persons') as ids
  ), own as materialized (
    select array(select l.source_person_id from person_index.link l where l.person_id = any ((select ids from named)::uuid[]) and l.ended_at is null) as ids
  ), network as materialized (
    select array(select (feeds.network_of(own.ids, today)).source_person_id from own) as ids
  ), circle as materialized (
    select array(
      select unnest(ids) from named
      union
      select o.person_id from person_index.link o where o.source_person_id = any ((select ids from network)::uuid[]) and o.ended_at is null) as ids
  ), protected as materialized (
    select person_index.address_protected_among((select ids from circle)) as ids
  )
  select l.person_id, l.source_person_id, l.dataset_id, l.controller_id, l.regime, l.person_id = any ((select ids from protected)::uuid[])
  from person_index.link l
  where l.ended_at is null and l.person_id = any ((select ids from circle)::uuid[])
$$;
revoke all on function person_index.circle_of_named(date) from public;
grant execute on function person_index.circle_of_named(date) to app;

-- A record of which nothing is known to the matcher is of no identity that could be called the same as another's.
create or replace function person_index.named_are_of_one_epoch() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select count(distinct r.epoch) <= 1 and count(*) = (select count(distinct id) from unnest((select ctx.bound_ids('sources'))::uuid[]) as id)
  from person_index.match_record r where r.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[])
$$;
