-- Taking a worry says who recorded it, so that her open page is told; null where it is decided already, or none of this front door's.
drop function casework.take_concern(uuid, text, timestamptz);
create function casework.take_concern(concern uuid, by_name text, at timestamptz) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  writer uuid;
begin
  if not ctx.does('governance.contact.take') then raise exception 'taken by the act of that name' using errcode = '42501'; end if;
  update casework.concern c set taken_by = ctx.actor(), taken_by_name = by_name, taken_at = at
  where c.id = concern and c.decided_at is null and c.front_door_id = ctx.claim('organisation') returning c.recorded_by into writer;
  return writer;
end $$;
revoke all on function casework.take_concern(uuid, text, timestamptz) from public;
grant execute on function casework.take_concern(uuid, text, timestamptz) to app;
