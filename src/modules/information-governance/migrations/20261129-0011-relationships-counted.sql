-- Who works with whom at a moment, for the person index, which counts by it of how many people a change of an agreement speaks. For functions of the owner
-- alone. Relationships of a brokered or sealed service are left out: how many people it works with is its own affair (practice K2).
create policy counted on information_governance.relationship for select to owner using (true);
create function information_governance.relationships_at(at timestamptz)
returns table (source_person_id uuid, worker_id uuid, team_id uuid, kind text)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select r.source_person_id, r.worker_id, r.team_id, r.kind
  from information_governance.relationship r
  join information_governance.dataset d on d.id = r.dataset_id and d.existence in ('shown', 'named')
  where r.active_from <= at and (r.active_to is null or r.active_to > at)
$$;
revoke all on function information_governance.relationships_at(timestamptz) from public;
