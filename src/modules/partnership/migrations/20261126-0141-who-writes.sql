-- Which acts write what the partnership keeps: reading it, or any other room's act, changes none of it.
do $$
declare t regclass;
begin
  foreach t in array array['partnership.organisation', 'partnership.organisation_former_name', 'partnership.organisation_identifier',
    'partnership.team', 'partnership.team_host', 'partnership.worker', 'partnership.employment', 'partnership.role_assignment',
    'partnership.team_member', 'partnership.training_record', 'partnership.delegation']::regclass[] loop
    perform platform.written_by(t, 'app', 'partnership.organisation.register', 'partnership.organisation.rename',
      'partnership.organisation.succeed', 'partnership.team.register', 'partnership.worker.register', 'partnership.worker.train',
      'partnership.employment.end', 'partnership.roles.change', 'partnership.delegation.give', 'partnership.delegation.pass-on',
      'partnership.delegation.withdraw', 'partnership.delegation.withdraw-any', 'partnership.people.load');
  end loop;
end $$;
