-- A whole team of several agencies can be around a person: whoever is in it today sees what the team around her sees, and ceases to when she leaves the team or it ends.
create policy whole_team_around on information_governance.relationship for insert to app
  with check ((select ctx.does('casework.plan.change')) and kind = 'team-around' and source_room = 'casework' and worker_id is null
    and partnership.is_across_employers(team_id)
    and (source_person_id, dataset_id, 'plan') in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g));
