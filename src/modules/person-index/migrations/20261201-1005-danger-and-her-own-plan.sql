-- A plan leaves its person's own page when abuse is recorded anywhere (practice K6), as what somebody else may do for her does.
create or replace function person_index.danger_known(sources uuid[], anchors uuid[], since timestamptz) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not (ctx.does('governance.proxy.use', 'governance.proxy.accept', 'casework.plan.read-own', 'casework.plan.answer') and sources <@ ctx.bound_ids('sources')) then
    raise exception 'not what this act does' using errcode = '42501';
  end if;
  return feeds.danger_recorded(sources, since) or since is not null and feeds.danger_recorded(array(
    select l.source_person_id from person_index.link l join person_index.link anchor on anchor.person_id = l.person_id and anchor.ended_at is null
    where l.source_person_id = any (sources) and l.ended_at is null and anchor.source_person_id = any (anchors)
      and greatest(l.decided_at, anchor.decided_at) >= since), null);
end $$;
