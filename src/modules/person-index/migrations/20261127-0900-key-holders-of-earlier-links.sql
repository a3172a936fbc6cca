-- A person stays covered by a mark that her records were once linked with, until its agency lifts it. A possible match of hers had no desk then, since
-- none of her own records carries the mark: it goes to the key-holders of the agency that set it, like any other.

-- Which of these people are protected, and by the mark on which record: on one of hers, or on one that hers were linked with before.
create function person_index.marks_among(persons uuid[]) returns table (person_id uuid, marked_source_id uuid)
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
  if cardinality(marked) = 0 then return; end if;
  return query
    select l.person_id, l.source_person_id from person_index.link l
    where l.source_person_id = any (marked) and l.ended_at is null and l.person_id = any (persons)
    union
    select now_hers.person_id, mark.source
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
          or (d.other_source_person_id = its.source and d.source_person_id = mark.source)));
end $$;
revoke all on function person_index.marks_among(uuid[]) from public;

create or replace function person_index.address_protected_among(persons uuid[]) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  return array(select distinct mark.person_id from person_index.marks_among(persons) mark);
end $$;

-- For each of these people who is protected: the organisations whose key-holders decide what else is hers.
create function person_index.key_holders_among(persons uuid[]) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select coalesce(jsonb_object_agg(person_id, holders), '{}') from (
    select mark.person_id, jsonb_agg(distinct l.controller_id) as holders
    from person_index.marks_among(persons) mark join person_index.link l on l.source_person_id = mark.marked_source_id
    group by mark.person_id) each
$$;
revoke all on function person_index.key_holders_among(uuid[]) from public;
grant execute on function person_index.key_holders_among(uuid[]) to feed_in;
