-- What 20261127-0200 was to delete still stands in a place that had records then: row security kept it from every row, and said nothing. There, protected people's
-- records are compared among all others. Where one is, it goes, and all are linked once more at the next start: then it is written into the compartment.
alter table person_index.match_record no force row level security;
alter table person_index.match_key no force row level security;
alter table person_index.model_in_use no force row level security;
alter table person_index.redirect no force row level security;
alter table person_index.link no force row level security;
do $$
declare marked uuid[] := feeds.address_protected_among(array(select source_person_id from person_index.match_record));
begin
  if cardinality(marked) > 0 then
    delete from person_index.match_key where source_person_id = any (marked);
    delete from person_index.match_record where source_person_id = any (marked);
    delete from person_index.model_in_use;
  end if;
end $$;
-- And what 20261126-0430 was to delete: an id that is somebody's own leads nowhere.
delete from person_index.redirect r where exists (select from person_index.link l where l.person_id = r.from_person_id and l.ended_at is null);
alter table person_index.match_record force row level security;
alter table person_index.match_key force row level security;
alter table person_index.model_in_use force row level security;
alter table person_index.redirect force row level security;
alter table person_index.link force row level security;
