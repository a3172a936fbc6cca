-- To which organisations one kind of information of one record was shown, and when last: for functions of the rooms, which know who may ask it and of whom.
-- Only looks that their subject may see (practice K3): a look that is withheld from her stays out of whatever is told of who looked.
create function platform.organisations_shown(source uuid, dataset text, class text)
returns table (organisation_id text, last_at timestamptz)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select e.organisation_id, max(e.occurred_at)
  from platform.access_entry_source s join platform.access_entry e on e.id = s.entry_id
  where s.source_person_id = source and e.outcome = 'shown' and e.actor_kind = 'worker' and e.cells -> dataset ? class
    and (e.visibility = 'shown' or e.id in (select a.entry_id from platform.shown_after_review a))
  group by 1 $$;
revoke all on function platform.organisations_shown(uuid, text, text) from public;
