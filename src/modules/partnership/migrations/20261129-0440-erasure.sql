-- That a worker is herself the one whom a record is about goes with the record.
select platform.erased_by_act('partnership.worker_resident_record');
create function partnership.erase_records(records uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare n int;
begin
  perform information_governance.require_erasable(records);
  delete from partnership.worker_resident_record where source_record_id = any (records);
  get diagnostics n = row_count;
  return n;
end $$;
revoke all on function partnership.erase_records(uuid[]) from public;
grant execute on function partnership.erase_records(uuid[]) to app;
