-- Which of these people have a record whose agency keeps her address from others: the same answer as before, found from the few
-- records that carry the mark by one look-up by index a step. The planner's own way read every link of the place.
create or replace function person_index.address_protected_among(persons uuid[]) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  own uuid[] := array(select l.source_person_id from person_index.link l where l.person_id = any (persons) and l.ended_at is null);
  -- Whose records any of these were before: few, since few links ever end.
  before uuid[] := array(select l.person_id from person_index.link l where l.source_person_id = any (own) and l.ended_at is not null);
  marked uuid[];
begin
  marked := feeds.address_protected_among(own || array(
    select l.source_person_id from person_index.link l where l.person_id = any (persons || before) and l.ended_at is not null
    union all select l.source_person_id from person_index.link l where l.person_id = any (before) and l.ended_at is null));
  -- Nearly always.
  if cardinality(marked) = 0 then return marked; end if;
  return array(
    select l.person_id from person_index.link l where l.source_person_id = any (marked) and l.ended_at is null and l.person_id = any (persons)
    union
    select now_hers.person_id
    from unnest(marked) as mark (source)
    cross join lateral (
      select l.person_id from person_index.link l where l.source_person_id = mark.source and l.rule <> 'decided' offset 0) marks
    cross join lateral (
      select l.source_person_id as source from person_index.link l where l.person_id = marks.person_id and l.rule <> 'decided' offset 0) its
    cross join lateral (
      select l.person_id from person_index.link l where l.source_person_id = its.source and l.ended_at is null offset 0) now_hers
    where now_hers.person_id = any (persons)
      and not exists (select from person_index.link_decision d where d.kind = 'apart' and d.undone_at is null
        and ((d.source_person_id = its.source and d.other_source_person_id = mark.source)
          or (d.other_source_person_id = its.source and d.source_person_id = mark.source))));
end $$;
