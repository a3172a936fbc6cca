-- That a worker is herself the one whom a record is about goes with the record. For the function of information-governance, which has asked whether it may.
select platform.erased_by_act('partnership.worker_resident_record');
create function partnership.erase_resident_records(records uuid[]) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$ delete from partnership.worker_resident_record where source_record_id = any (records) $$;
revoke all on function partnership.erase_resident_records(uuid[]) from public;
