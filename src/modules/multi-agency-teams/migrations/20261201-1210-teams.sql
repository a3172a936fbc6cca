-- Teams of several employers' people: why each is there, what it may do, who let whom into it. A team is its entries, in order; none is changed or taken away.
create schema multi_agency_teams;
grant usage on schema multi_agency_teams to app, feed_in;

create table multi_agency_teams.entry (
  team_id uuid not null,
  seq int not null check (seq > 0),
  event jsonb not null,
  by_id uuid not null,
  by_name text not null,
  by_organisation text not null,
  at timestamptz not null,
  primary key (team_id, seq)
);
comment on table multi_agency_teams.entry is 'people at work only: who is in which team, for which employer; what they do with somebody stands in that person''s plan';
select platform.protect_plain('multi_agency_teams.entry');
select platform.written_by('multi_agency_teams.entry', 'app', 'multi-agency-teams.team.begin', 'multi-agency-teams.team.change');
revoke update on multi_agency_teams.entry from app;
