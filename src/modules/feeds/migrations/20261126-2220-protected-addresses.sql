-- Which of these records their own agency keeps the address of from others: for functions of the owner. Nobody else may call it.
-- It is what the records say now, and no copy of it: from the moment a file or an event that says so is applied, every read knows.
create index fact_address_protected on feeds.fact (source_person_id)
  where kind = 'identity' and superseded_by_batch_id is null and content @> '{"addressProtected": true}';
create policy protected_for_the_function on feeds.fact for select to owner
  using (kind = 'identity' and superseded_by_batch_id is null and content @> '{"addressProtected": true}');
create function feeds.address_protected_among(sources uuid[]) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select array(select distinct f.source_person_id from feeds.fact f
    where f.source_person_id = any (sources) and f.kind = 'identity' and f.superseded_by_batch_id is null and f.content @> '{"addressProtected": true}')
$$;
revoke all on function feeds.address_protected_among(uuid[]) from public;
