-- Whose records of this organisation a breach reached, for the officer who works on it: which record is of which dataset, and of whom by the links of today.
-- An entry of the log names records of other organisations, too; none of those is in the answer.
create function person_index.records_reached(part uuid, from_at timestamptz, to_at timestamptz, by_what text, which text)
returns table (person_id uuid, source_person_id uuid, controller_id text, dataset_id text, regime text, classes text[], withheld boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select l.person_id, l.source_person_id, l.controller_id, l.dataset_id, l.regime, r.classes, r.withheld
  from information_governance.sources_reached(part, from_at, to_at, by_what, which) r
  join person_index.link l on l.source_person_id = r.source_person_id and l.dataset_id = r.dataset_id and l.ended_at is null
  order by l.person_id, l.source_person_id
$$;
revoke all on function person_index.records_reached(uuid, timestamptz, timestamptz, text, text) from public;
grant execute on function person_index.records_reached(uuid, timestamptz, timestamptz, text, text) to app;
