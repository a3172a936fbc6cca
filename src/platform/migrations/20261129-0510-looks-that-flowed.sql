-- What flowed: how often each organisation was shown something of a dataset for a purpose, and when last. For the record of processing and the public register:
-- counts of looks, and nothing of whom.
create function platform.flows(since timestamptz, until timestamptz, datasets text[])
returns table (organisation_id text, purpose text, dataset_id text, looks bigint, last_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select e.organisation_id, e.purpose, d.key, count(*), max(e.occurred_at)
  from platform.access_entry e cross join lateral jsonb_object_keys(e.cells) d(key)
  where e.occurred_at >= since and e.occurred_at < until and e.outcome = 'shown' and e.actor_kind = 'worker' and d.key = any (datasets)
  group by 1, 2, 3 $$;
revoke all on function platform.flows(timestamptz, timestamptz, text[]) from public;
