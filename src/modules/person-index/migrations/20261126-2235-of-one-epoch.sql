-- Of the records that the signed grant names, those of the same identity as one of them: ids that the caller has named, and nothing about any.
create function person_index.named_of_the_epoch_of(source uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select r.source_person_id from person_index.match_record r
  where r.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and r.epoch = (
    select o.epoch from person_index.match_record o where o.source_person_id = source and source = any ((select ctx.bound_ids('sources'))::uuid[]))
$$;
revoke all on function person_index.named_of_the_epoch_of(uuid) from public;
grant execute on function person_index.named_of_the_epoch_of(uuid) to app;
