-- Whether, since a worker last said that it is safe, domestic abuse was recorded of any of these records, or a protection of theirs stood: also of what had been
-- recorded before, where it is known only since then that the record is of the human whom an anchor is of. Whoever asks names records that the signed grant
-- names, in an act of acting for somebody, and is told yes or no.
create function person_index.danger_known(sources uuid[], anchors uuid[], since timestamptz) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not (ctx.does('governance.proxy.use', 'governance.proxy.accept') and sources <@ ctx.bound_ids('sources')) then
    raise exception 'not what this act does' using errcode = '42501';
  end if;
  return feeds.danger_recorded(sources, since) or since is not null and feeds.danger_recorded(array(
    select l.source_person_id from person_index.link l join person_index.link anchor on anchor.person_id = l.person_id and anchor.ended_at is null
    where l.source_person_id = any (sources) and l.ended_at is null and anchor.source_person_id = any (anchors)
      and greatest(l.decided_at, anchor.decided_at) >= since), null);
end $$;
revoke all on function person_index.danger_known(uuid[], uuid[], timestamptz) from public;
grant execute on function person_index.danger_known(uuid[], uuid[], timestamptz) to app;
