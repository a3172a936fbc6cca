-- The team around a person: workers of whichever employers, tied to her by the plan that they share with her. What it lets them see, agreements say.
alter table information_governance.relationship drop constraint relationship_kind_check;
alter table information_governance.relationship add constraint relationship_kind_check
  check (kind in ('allocated-worker', 'team', 'team-around', 'contact-in-hand', 'emergency-access'));
-- Whoever forms a team names others: only for the record of which her own decision let her see the plan.
create policy team_around on information_governance.relationship for insert to app
  with check ((select ctx.does('casework.plan.begin', 'casework.plan.change')) and kind = 'team-around' and source_room = 'casework' and worker_id is not null
    and (source_person_id, dataset_id, 'plan') in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g));

-- Ends what somebody had by a plan, for one who may see that plan: when she leaves its team, or when it ends.
create policy team_around_ended on information_governance.relationship for update to owner using (kind = 'team-around') with check (kind = 'team-around');
create function information_governance.end_team_around(keys text[], at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare ended int;
begin
  if not ctx.does('casework.plan.change') then raise exception 'a team changes with its plan' using errcode = '42501'; end if;
  update information_governance.relationship r set active_to = at
  where r.source_room = 'casework' and r.kind = 'team-around' and r.source_key = any (keys) and (r.active_to is null or r.active_to > at)
    and (r.source_person_id, r.dataset_id, 'plan') in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g);
  get diagnostics ended = row_count;
  return ended;
end $$;
revoke all on function information_governance.end_team_around(text[], timestamptz) from public;
grant execute on function information_governance.end_team_around(text[], timestamptz) to app;

-- Every service's people can have worries and plans written here; how long they are kept is as what the service knows of their needs is.
alter table information_governance.dataset_class no force row level security;
insert into information_governance.dataset_class (dataset_id, field_class, special_category, retention)
select c.dataset_id, v.field_class, false, c.retention from information_governance.dataset_class c cross join (values ('concern'), ('plan')) v(field_class)
where c.field_class = 'need' on conflict do nothing;
alter table information_governance.dataset_class force row level security;
