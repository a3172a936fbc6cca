-- How often a record was opened in an emergency, for the public register: a count, and nothing of whom or by whom.
create function information_governance.emergencies_between(since timestamptz, until timestamptz) returns int
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.public.freeze') then raise exception 'emergencies are counted for the public register' using errcode = '42501'; end if;
  return (select count(*) from information_governance.emergency_access a where a.opened_at >= since and a.opened_at < until);
end $$;
revoke all on function information_governance.emergencies_between(timestamptz, timestamptz) from public;
grant execute on function information_governance.emergencies_between(timestamptz, timestamptz) to app;
