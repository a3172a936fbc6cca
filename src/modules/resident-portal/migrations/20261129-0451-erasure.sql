-- What ties an account to a record goes with the record; the account is its owner's and stays. A code that bound nobody goes 90 days after its time.
select platform.erased_by_act(t) from unnest(array['resident_portal.account_binding', 'resident_portal.account_freeze', 'resident_portal.binding_code']::regclass[]) t;
create function resident_portal.erase_records(records uuid[]) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  bindings int;
  freezes int;
begin
  perform information_governance.require_erasable(records);
  delete from resident_portal.account_binding where source_person_id = any (records);
  get diagnostics bindings = row_count;
  delete from resident_portal.account_freeze where source_person_id = any (records);
  get diagnostics freezes = row_count;
  return jsonb_build_object('ties to accounts', bindings, 'frozen accounts', freezes);
end $$;
create function resident_portal.sweep_codes(before timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare n int;
begin
  if not ctx.vouched('governance.retention.sweep') then raise exception 'not the clock' using errcode = '42501'; end if;
  delete from resident_portal.binding_code where expires_at < before;
  get diagnostics n = row_count;
  return n;
end $$;
revoke all on function resident_portal.erase_records(uuid[]), resident_portal.sweep_codes(timestamptz) from public;
grant execute on function resident_portal.erase_records(uuid[]), resident_portal.sweep_codes(timestamptz) to app;
