-- Who shares a household with these source persons or is related to them: for functions of the owner, which have checked the
-- signed grant that names them. Nobody else may call it.
create function feeds.network_of(own uuid[], today date) returns table (source_person_id uuid, lives_there boolean)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp
as $$
  with pointer as (
    select f.household_key, f.dataset_id, f.other_source_person_id,
      coalesce(f.valid_from <= today, true) and coalesce(f.valid_to > today, true) as now_there
    from feeds.fact f
    where f.source_person_id = any (own) and f.kind in ('household', 'relationship') and f.superseded_by_batch_id is null
  ), found as (
    select f.source_person_id as id, pointer.now_there and coalesce(f.valid_from <= today, true) and coalesce(f.valid_to > today, true) as there
    from pointer join feeds.fact f on f.household_key = pointer.household_key and f.dataset_id = pointer.dataset_id
    where f.household_key is not null and f.superseded_by_batch_id is null
    union all select pointer.other_source_person_id, false from pointer where pointer.other_source_person_id is not null
    union all select f.source_person_id, false from feeds.fact f
    where f.other_source_person_id = any (own) and f.superseded_by_batch_id is null
  )
  select found.id, bool_or(found.there) from found where found.id <> all (own) group by found.id
$$;
revoke all on function feeds.network_of(uuid[], date) from public;

create or replace function feeds.network_of_named(today date) returns table (source_person_id uuid, lives_there boolean)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp
as $$ select n.source_person_id, n.lives_there from feeds.network_of((select ctx.bound_ids('sources')), today) n $$;
