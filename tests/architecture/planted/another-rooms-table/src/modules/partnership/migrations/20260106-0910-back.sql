alter table partnership.organisation add column founded_by uuid references decisions.joint_decision;
create policy reader on partnership.organisation using (decisions.is_open(founded_by));
