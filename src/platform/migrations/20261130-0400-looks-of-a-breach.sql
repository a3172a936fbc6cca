-- Whose data was shown in a time, record by record: for functions of the rooms, which know who may ask it and of whose datasets. An entry names records of
-- several datasets: which of them is whose, the room above that keeps records says. Withheld is what nobody has said yet its subject may be shown.
create function platform.sources_shown(from_at timestamptz, to_at timestamptz, by_what text, which text, datasets text[])
returns table (source_person_id uuid, dataset_id text, classes text[], withheld boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select s.source_person_id, d.key, array_agg(distinct c.class order by c.class),
    bool_or(e.visibility = 'withheld' and not exists (select from platform.shown_after_review a where a.entry_id = e.id))
  from platform.access_entry e
  cross join lateral jsonb_each(e.cells) d
  cross join lateral jsonb_array_elements_text(d.value) c(class)
  join platform.access_entry_source s on s.entry_id = e.id
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
-- Of which datasets something was shown in a time, of these.
create function platform.datasets_shown(from_at timestamptz, to_at timestamptz, by_what text, which text, datasets text[]) returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select distinct c.dataset_id from platform.count_shown(from_at, to_at, by_what, which, datasets) c $$;
revoke all on function platform.sources_shown(timestamptz, timestamptz, text, text, text[]),
  platform.datasets_shown(timestamptz, timestamptz, text, text, text[]) from public;
