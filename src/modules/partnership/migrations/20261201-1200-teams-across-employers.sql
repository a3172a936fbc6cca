-- A team whose members have several employers. It is hosted by one; each member is in it for the employer that let her into it, and acts in it as that employer's.
-- Its own room (multi-agency-teams) keeps why it is there and who let whom into it; here stands only what a sign-in asks: who is in it today.
alter table partnership.team add column across_employers boolean not null default false;
alter table partnership.team_member add column organisation_id text references partnership.organisation;
create index team_member_for on partnership.team_member (organisation_id) where organisation_id is not null;

create or replace function partnership.identify_worker(worker uuid, organisation text, day date)
returns table (name text, organisation_name text, roles text[], teams text[], trainings text[])
language plpgsql stable
as $$
begin
  return query
  select w.name, o.name,
    array(select distinct r.role from partnership.role_assignment r
      where r.worker_id = w.id and r.organisation_id = o.id and r.active_from <= day and (r.active_to is null or r.active_to > day) order by 1),
    array(select distinct m.team_id::text from partnership.team_member m join partnership.team_host h on h.team_id = m.team_id
      where m.worker_id = w.id and m.active_from <= day and (m.active_to is null or m.active_to > day)
        and coalesce(m.organisation_id, h.organisation_id) = o.id and h.active_from <= day and (h.active_to is null or h.active_to > day) order by 1),
    array(select distinct t.code from partnership.training_record t
      where t.worker_id = w.id and t.completed_on <= day and (t.expires_on is null or t.expires_on > day) order by 1)
  from partnership.worker w join partnership.organisation o on o.id = organisation
  where w.id = worker and exists (select from partnership.employment e
    where e.worker_id = w.id and e.organisation_id = o.id and e.active_from <= day and (e.active_to is null or e.active_to > day));
end $$;

-- Written by the room in which such a team is made, and only such a team.
create policy across_employers on partnership.team for insert to app
  with check (across_employers and (select ctx.does('multi-agency-teams.team.begin')));
create policy across_employers on partnership.team_host for insert to app
  with check ((select ctx.does('multi-agency-teams.team.begin')) and team_id in (select t.id from partnership.team t where t.across_employers));
create policy across_employers on partnership.team_member for insert to app
  with check ((select ctx.does('multi-agency-teams.team.change')) and organisation_id is not null
    and team_id in (select t.id from partnership.team t where t.across_employers));
create policy across_employers_ended on partnership.team_member for update to app
  using ((select ctx.does('multi-agency-teams.team.change')) and team_id in (select t.id from partnership.team t where t.across_employers))
  with check (organisation_id is not null and (select ctx.does('multi-agency-teams.team.change')));
create policy across_employers_ended on partnership.team_host for update to app
  using ((select ctx.does('multi-agency-teams.team.change')) and team_id in (select t.id from partnership.team t where t.across_employers))
  with check ((select ctx.does('multi-agency-teams.team.change')));

-- Whether a team is one of several employers' people: for the rooms that let such a team take something on.
create function partnership.is_across_employers(team uuid) returns boolean
language plpgsql stable
as $$ begin return exists (select from partnership.team t where t.id = team and t.across_employers); end $$;
revoke all on function partnership.is_across_employers(uuid) from public;
grant execute on function partnership.is_across_employers(uuid) to app;
