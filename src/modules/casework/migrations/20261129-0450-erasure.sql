-- A contact is about somebody whom it does not name: it goes by its own date, with the key that sealed it, unless its front door's organisation holds everything.
select platform.erased_by_act(t) from unnest(array['casework.contact', 'casework.contact_in_hand']::regclass[]) t;
create function casework.sweep_contacts(before timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare gone uuid[];
begin
  if not ctx.vouched('governance.retention.sweep') then raise exception 'not the clock' using errcode = '42501'; end if;
  gone := array(select c.id from casework.contact c where c.closed_at < before and not information_governance.is_held(null, c.front_door_id));
  delete from casework.contact_in_hand where contact_id = any (gone);
  delete from casework.contact where id = any (gone);
  perform platform.destroy_keys(gone);
  return cardinality(gone);
end $$;
revoke all on function casework.sweep_contacts(timestamptz) from public;
grant execute on function casework.sweep_contacts(timestamptz) to app;
