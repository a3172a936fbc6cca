-- On what a link rests names the record that it agrees with most, which a reader of the link may not be allowed to see. What may be
-- told of it stands in `agreement`, under a grant of both records; the evidence itself is the matcher's.
revoke select on person_index.link from app;
grant select (id, person_id, controller_id, dataset_id, field_class, regime, source_person_id, rule, rules_version, decided_at, decided_by,
  ended_at, ended_by, end_reason) on person_index.link to app;
