-- What 20261130-0200 wrote reached no place that had its purposes already: row security let that update change no row, and said nothing. There nothing went on
-- for a record that is restricted, not the protection of a child either.
alter table information_governance.sharing_purpose no force row level security;
update information_governance.sharing_purpose p set uses_restricted_for = v.says from (values
  ('safeguarding-children', 'to protect a child'),
  ('safeguarding-adults', 'to protect an adult at risk'),
  ('domestic-abuse', 'to protect someone from abuse'),
  ('protected-matching', 'to keep a protected person hidden'),
  ('partner-requests', 'to answer whoever asks in order to protect somebody'),
  ('own-record', 'for the person themselves'),
  ('subject-rights', 'to answer the person about their own data')) v(id, says)
where p.id = v.id and p.uses_restricted_for is null;
alter table information_governance.sharing_purpose force row level security;
