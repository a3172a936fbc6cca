-- Whom the workers of a service looked at that may not be known to be involved is whom it works with (practice K2). Another organisation's list does not say it:
-- its looks are counted by the account or the session that is in question, and never by its name.
create or replace function information_governance.sources_reached(part uuid, from_at timestamptz, to_at timestamptz, by_what text, which text)
returns table (source_person_id uuid, dataset_id text, classes text[], withheld boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.incident.tell')
     or not exists (select from information_governance.incident_part p where p.id = part and p.controller_id = ctx.claim('organisation')) then
    raise exception 'the officer who works an incident lists whom it reached' using errcode = '42501';
  end if;
  if by_what = 'organisation' and which <> ctx.claim('organisation')
     and (select bool_and(d.existence not in ('shown', 'named')) from information_governance.dataset d where d.controller_id = which) then
    return;
  end if;
  return query select * from platform.sources_shown(from_at, to_at, by_what, which,
    array(select d.id from information_governance.dataset d where d.controller_id = ctx.claim('organisation')));
end $$;
