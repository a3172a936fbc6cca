-- Before a decision the product must know whom to decide about: who shares a household with a person, or is related to her.
-- The function follows the pointers of the source persons that the signed grant names, of nobody else, and tells ids only.
create function feeds.network_of_named(today date) returns table (source_person_id uuid, lives_there boolean)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp
as $$
  with own as (
    select f.household_key, f.dataset_id, f.other_source_person_id,
      coalesce(f.valid_from <= today, true) and coalesce(f.valid_to > today, true) as now_there
    from feeds.fact f
    where f.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and f.kind in ('household', 'relationship') and f.superseded_by_batch_id is null
  ), found as (
    select f.source_person_id as id, own.now_there and coalesce(f.valid_from <= today, true) and coalesce(f.valid_to > today, true) as there
    from own join feeds.fact f on f.household_key = own.household_key and f.dataset_id = own.dataset_id
    where f.household_key is not null and f.superseded_by_batch_id is null
    union all select own.other_source_person_id, false from own where own.other_source_person_id is not null
    union all select f.source_person_id, false from feeds.fact f
    where f.other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and f.superseded_by_batch_id is null
  )
  select found.id, bool_or(found.there) from found where found.id <> all ((select ctx.bound_ids('sources'))::uuid[]) group by found.id
$$;
revoke all on function feeds.network_of_named(date) from public;
grant execute on function feeds.network_of_named(date) to app;
create policy pointers_for_the_function on feeds.fact for select to owner using (kind in ('household', 'relationship'));
create index fact_other on feeds.fact (other_source_person_id) where other_source_person_id is not null and superseded_by_batch_id is null;
