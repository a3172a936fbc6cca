-- Who works where, in which role, by herself and through each of her teams, for the person index, which counts by it. For functions of the owner alone.
create policy counted on partnership.role_assignment for select to owner using (true);
create policy counted on partnership.team_member for select to owner using (true);
create function partnership.at_work_on(day date)
returns table (worker_id uuid, team_id uuid, organisation_id text, role text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  with held as (
    select a.worker_id, a.organisation_id, a.role from partnership.role_assignment a
    where a.active_from <= day and (a.active_to is null or a.active_to > day))
  select h.worker_id, null::uuid, h.organisation_id, h.role from held h
  union all
  select null, m.team_id, h.organisation_id, h.role from held h join partnership.team_member m on m.worker_id = h.worker_id
    and m.active_from <= day and (m.active_to is null or m.active_to > day)
$$;
revoke all on function partnership.at_work_on(date) from public;
