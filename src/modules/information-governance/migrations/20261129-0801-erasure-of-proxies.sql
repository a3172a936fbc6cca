-- Rights to act for somebody, and what stops them, go with the record that they are about.
select platform.erased_by_act(t) from unnest(array['information_governance.proxy_right', 'information_governance.proxy_limit']::regclass[]) t;
create function information_governance.erase_proxies(records uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare gone int;
begin
  perform information_governance.require_erasable(records);
  delete from information_governance.proxy_limit where source_person_id = any (records);
  delete from information_governance.proxy_right where source_person_id = any (records);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function information_governance.erase_proxies(uuid[]) from public;
grant execute on function information_governance.erase_proxies(uuid[]) to app;
