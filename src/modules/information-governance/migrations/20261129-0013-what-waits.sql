-- What waits for an organisation's officer of partners' questions and emergencies: that it waits, since when and until when; nothing of whom it is about.
create function information_governance.waiting_for_officer() returns table (kind text, id uuid, since timestamptz, due_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.desk.read') then raise exception 'the desk is read at the desk' using errcode = '42501'; end if;
  return query
    select 'request', r.id, r.asked_at, r.due_at from information_governance.access_request r
    where r.controller_id = ctx.claim('organisation')
      and not exists (select from information_governance.access_request_answer a where a.request_id = r.id)
      and exists (select from information_governance.access_request_climb c where c.request_id = r.id)
    union all
    select 'emergency', e.id, e.opened_at, e.opened_at + interval '48 hours' from information_governance.emergency_access e
    where e.worker_organisation_id <> ctx.claim('organisation')
      and not exists (select from information_governance.emergency_review v where v.access_id = e.id);
end $$;
revoke all on function information_governance.waiting_for_officer() from public;
grant execute on function information_governance.waiting_for_officer() to app;
