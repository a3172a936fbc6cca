-- How often the workers of a service looked that may not be known to be involved says that it works with somebody of another organisation's (practice K2): "one look by
-- one organisation" is a count of one. So its looks stand in its own record of processing and in no other, nor among those that are read by everyone.
create or replace function information_governance.flows_of(since timestamptz, until timestamptz, datasets text[])
returns table (organisation_id text, purpose text, dataset_id text, looks bigint, last_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.processing.read', 'governance.public.freeze') then raise exception 'flows are counted for the record of processing' using errcode = '42501'; end if;
  -- Of a service that hides who comes to it, its own organisation alone learns even that.
  return query select f.* from platform.flows(since, until, array(
    select d.id from information_governance.dataset d
    where d.id = any (datasets) and (d.existence in ('shown', 'named') or d.controller_id = ctx.claim('organisation')))) f
    where f.organisation_id = ctx.claim('organisation')
      or (select bool_and(d.existence not in ('shown', 'named')) from information_governance.dataset d where d.controller_id = f.organisation_id) is not true;
end $$;
