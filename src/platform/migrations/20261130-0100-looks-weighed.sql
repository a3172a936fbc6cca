-- What is weighed of each look: who looked at whom, when and why, by which relationship as it was written then; and what else the same worker did lately. For
-- functions of the rooms, which know who may ask it. It is read by time, so the log has an index by time that costs nothing to write.
create index access_entry_in_time on platform.access_entry using brin (occurred_at);
create index access_entry_source_in_time on platform.access_entry_source using brin (occurred_at);

create function platform.looks_between(from_at timestamptz, to_at timestamptz, views text[], zone text)
returns table (entry_id uuid, decision_id uuid, looked_at timestamptz, worker_id uuid, worker_role text, organisation_id text, purpose text, subject_id uuid,
  sources uuid[], refusal_code text, relationships text[], at_night boolean, days_before int, nights_before int, opened_in_hour int, refused_in_day int)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  with look as materialized (
    select e.*, extract(hour from e.occurred_at at time zone zone) not between 6 and 22 as night, (e.occurred_at at time zone zone - interval '7 hours')::date as its_day
    from platform.access_entry e
    where e.actor_kind = 'worker' and e.subject_id is not null and e.view = any (views) and e.occurred_at >= from_at and e.occurred_at < to_at
  ), source as materialized (
    select s.entry_id, array_agg(s.source_person_id order by s.source_person_id) as ids
    from platform.access_entry_source s where s.occurred_at >= from_at and s.occurred_at < to_at group by 1
  ), opening as materialized (
    -- A page shows a household at once: one opening a decision, called by the first of those whom it showed, so that the same page again is the same. Not a
    -- request: whoever looks may choose what hers is called.
    select e.actor_id, e.decision_id, min(e.occurred_at) as at, min(e.subject_id::text) as about, bool_and(e.outcome = 'refused') as refused
    from platform.access_entry e
    where e.actor_kind = 'worker' and e.subject_id is not null and e.view = any (views) and e.occurred_at >= from_at - interval '1 day' and e.occurred_at < to_at
      and e.actor_id in (select l.actor_id from look l)
    group by 1, 2
  ), lately as materialized (
    select o.actor_id, o.decision_id, count(distinct b.about) filter (where b.at > o.at - interval '1 hour') as opened, count(distinct b.about) filter (where b.refused) as refused
    from opening o join opening b on b.actor_id = o.actor_id and b.at <= o.at and b.at > o.at - interval '1 day'
    where o.at >= from_at group by 1, 2
  ), habit as materialized (
    select distinct e.actor_id, (e.occurred_at at time zone zone - interval '7 hours')::date as day,
      extract(hour from e.occurred_at at time zone zone) not between 6 and 22 as night
    from platform.access_entry e
    where e.actor_kind = 'worker' and e.occurred_at >= from_at - interval '28 days' and e.occurred_at < to_at
      and e.actor_id in (select l.actor_id from look l where l.night)
  )
  select l.id, l.decision_id, l.occurred_at, l.actor_id::uuid, l.actor_role, l.organisation_id, l.purpose, l.subject_id, s.ids, l.refusal_code,
    array(select distinct d ->> 'relationship' from jsonb_array_elements(case jsonb_typeof(l.decision) when 'array' then l.decision else '[]' end) d
      where (d ->> 'allowed')::boolean order by 1),
    l.night, (select count(distinct h.day)::int from habit h where h.actor_id = l.actor_id and h.day < l.its_day),
    (select count(distinct h.day)::int from habit h where h.actor_id = l.actor_id and h.day < l.its_day and h.night),
    y.opened::int, y.refused::int
  from look l join source s on s.entry_id = l.id join lately y on y.actor_id = l.actor_id and y.decision_id = l.decision_id
  order by l.occurred_at, l.id $$;

-- How often each organisation's workers were shown something of somebody in a time.
create function platform.looks_by_organisation(from_at timestamptz, to_at timestamptz) returns table (organisation_id text, looks bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select e.organisation_id, count(*) from platform.access_entry e
  where e.actor_kind = 'worker' and e.outcome = 'shown' and e.subject_id is not null and e.cells <> '{}' and e.occurred_at >= from_at and e.occurred_at < to_at group by 1 $$;
revoke all on function platform.looks_between(timestamptz, timestamptz, text[], text), platform.looks_by_organisation(timestamptz, timestamptz) from public;
