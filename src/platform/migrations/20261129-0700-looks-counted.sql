-- Of how many people data was shown, by dataset and class, in a time: for functions of the rooms, which know who may ask it and of whose datasets. What was
-- withheld from its subject counts as well: whoever works a breach has to know how far it went. It names nobody.
create function platform.count_shown(from_at timestamptz, to_at timestamptz, by_what text, which text, datasets text[])
returns table (dataset_id text, field_class text, people bigint, looks bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  -- Where a machine worked through a batch there is no person, and each record counts as one.
  select d.key, c.class, count(distinct coalesce(e.subject_id, s.source_person_id)), count(distinct e.id)
  from platform.access_entry e
  cross join lateral jsonb_each(e.cells) d
  cross join lateral jsonb_array_elements_text(d.value) c(class)
  left join platform.access_entry_source s on s.entry_id = e.id and e.subject_id is null
  where e.occurred_at >= from_at and e.occurred_at < to_at and e.outcome = 'shown' and d.key = any (datasets)
    and case by_what
      when 'everything' then true
      when 'account' then e.actor_id = which
      when 'session' then e.session_id::text = which
      when 'organisation' then e.organisation_id = which
      when 'purpose' then e.purpose = which
      when 'agreement' then which = any (e.agreements)
      when 'dataset' then d.key = which
      else false end
  group by 1, 2 order by 1, 2 $$;
revoke all on function platform.count_shown(timestamptz, timestamptz, text, text, text[]) from public;
