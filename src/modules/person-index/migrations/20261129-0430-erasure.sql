-- Erases records from the index: links, keys, what is compared, what was said of them and others. Tells whose erased were one person with them, so that
-- those are linked anew; an id of a person of whom nothing is left leads nowhere.
select platform.erased_by_act(t) from unnest(array['person_index.link', 'person_index.search_key', 'person_index.match_record', 'person_index.match_key',
  'person_index.protected_record', 'person_index.protected_key', 'person_index.agreement', 'person_index.review_pair', 'person_index.review_answer',
  'person_index.link_decision', 'person_index.match_difference', 'person_index.redirect']::regclass[]) t;

create function person_index.erase_records(erased uuid[]) returns table (counts jsonb, left_behind uuid[])
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  people uuid[];
  tables text[] := array['search_key', 'match_record', 'match_key', 'protected_record', 'protected_key'];
  pairs text[] := array['agreement', 'review_pair', 'review_answer', 'link_decision', 'match_difference'];
  t text;
  n int;
begin
  perform information_governance.require_erasable(erased);
  people := array(select distinct l.person_id from person_index.link l where l.source_person_id = any (erased));
  left_behind := array(
    select distinct l.source_person_id from person_index.link l
    where l.person_id = any (people) and l.ended_at is null and l.source_person_id <> all (erased)
    union
    select case when p.source_person_id = any (erased) then p.other_source_person_id else p.source_person_id end
    from person_index.review_pair p where (p.source_person_id = any (erased)) <> (p.other_source_person_id = any (erased)));
  counts := '{}';
  foreach t in array tables loop
    execute format('delete from person_index.%I where source_person_id = any ($1)', t) using erased;
    get diagnostics n = row_count;
    counts := counts || jsonb_build_object('index: ' || replace(t, '_', ' '), n);
  end loop;
  foreach t in array pairs loop
    execute format('delete from person_index.%I where source_person_id = any ($1) or other_source_person_id = any ($1)', t) using erased;
    get diagnostics n = row_count;
    counts := counts || jsonb_build_object('index: ' || replace(t, '_', ' '), n);
  end loop;
  delete from person_index.link where source_person_id = any (erased);
  get diagnostics n = row_count;
  counts := counts || jsonb_build_object('index: link', n);
  -- What another record's link rests on no longer names them.
  update person_index.link set evidence = jsonb_build_object('model', evidence ->> 'model')
  where person_id = any (people) and (evidence ->> 'with')::uuid = any (erased);
  delete from person_index.redirect r where (r.from_person_id = any (people) or r.to_person_id = any (people))
    and not exists (select from person_index.link l where l.person_id in (r.from_person_id, r.to_person_id));
  return next;
end $$;
revoke all on function person_index.erase_records(uuid[]) from public;
grant execute on function person_index.erase_records(uuid[]) to app;
