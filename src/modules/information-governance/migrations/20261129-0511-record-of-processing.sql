-- The record of processing is worked out when it is read; what the public reads is frozen once a day, and is all that the public pages know.
create function information_governance.flows_of(since timestamptz, until timestamptz, datasets text[])
returns table (organisation_id text, purpose text, dataset_id text, looks bigint, last_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.processing.read', 'governance.public.freeze') then raise exception 'flows are counted for the record of processing' using errcode = '42501'; end if;
  -- Of a service that hides who comes to it, its own organisation alone learns even that.
  return query select * from platform.flows(since, until, array(
    select d.id from information_governance.dataset d
    where d.id = any (datasets) and (d.existence in ('shown', 'named') or d.controller_id = ctx.claim('organisation'))));
end $$;
revoke all on function information_governance.flows_of(timestamptz, timestamptz, text[]) from public;
grant execute on function information_governance.flows_of(timestamptz, timestamptz, text[]) to app;

create table information_governance.public_register (
  day date primary key,
  content jsonb not null,
  frozen_at timestamptz not null
);
select platform.protect_plain('information_governance.public_register');
select platform.written_by('information_governance.public_register', 'app', 'governance.public.freeze');
