-- What somebody asked about her own data goes with the last record that it is about: what was said, the marks, the copy, and its key.
select platform.erased_by_act(t) from unnest(array['information_governance.subject_request', 'information_governance.subject_request_source',
  'information_governance.subject_request_part', 'information_governance.subject_request_step', 'information_governance.subject_request_mark',
  'information_governance.subject_request_pack']::regclass[]) t;
create function information_governance.erase_subject_requests(records uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  gone uuid[];
  parts uuid[];
begin
  perform information_governance.require_erasable(records);
  delete from information_governance.subject_request_mark where source_person_id = any (records);
  gone := array(select s.request_id from information_governance.subject_request_source s group by s.request_id having bool_and(s.source_person_id = any (records)));
  delete from information_governance.subject_request_source where source_person_id = any (records);
  parts := array(select p.id from information_governance.subject_request_part p where p.request_id = any (gone));
  delete from information_governance.subject_request_mark where part_id = any (parts);
  delete from information_governance.subject_request_step where part_id = any (parts);
  delete from information_governance.subject_request_pack where part_id = any (parts);
  delete from information_governance.subject_request_part where id = any (parts);
  delete from information_governance.subject_request where id = any (gone);
  perform platform.destroy_keys(gone);
  return cardinality(gone);
end $$;
revoke all on function information_governance.erase_subject_requests(uuid[]) from public;
grant execute on function information_governance.erase_subject_requests(uuid[]) to app;
