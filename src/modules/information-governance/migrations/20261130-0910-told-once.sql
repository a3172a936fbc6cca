-- Holding a part changes its row: whoever decided what to do by what stood there before somebody else held it is sent back, instead of telling somebody twice or
-- after a reviewer has said that it is not safe.
create or replace function information_governance.hold_incident(incident uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  update information_governance.incident_part p set told_by_name = p.told_by_name where p.id = incident and p.controller_id = ctx.claim('organisation');
end $$;

-- Who says whether telling is safe did not freeze the list that counts: the last one, as for whether somebody may be told. Where two officers have frozen one
-- after the other, the first may review the second's.
create or replace function information_governance.froze_list(part uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (select from information_governance.incident_list l where l.part_id = part and l.frozen_by = ctx.actor()
    and l.nth = (select max(o.nth) from information_governance.incident_list o where o.part_id = part)) $$;

-- What everyone reads can be put right: a name that should not stand there goes at once.
grant update (content) on information_governance.incident_public_notice to app;
create policy puts_right on information_governance.incident_public_notice for update to app
  using ((select ctx.does('governance.incident.work')) and controller_id = (select ctx.claim('organisation')))
  with check ((select ctx.does('governance.incident.work')) and controller_id = (select ctx.claim('organisation')));
