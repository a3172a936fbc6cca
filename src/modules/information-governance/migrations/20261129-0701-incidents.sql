-- Personal data breaches: what somebody reported, and what its controller's officer wrote down of it since. Both are added to and never changed. Where an
-- incident stands, and by when the regulator has to know, follows from the rows.
create table information_governance.incident (
  id uuid primary key,
  reference text not null,
  controller_id text not null,
  said bytea not null,
  noticed_at timestamptz not null,
  going_on text not null check (going_on in ('yes', 'no', 'not-known')),
  reported_by uuid not null,
  reported_by_name text not null,
  reported_at timestamptz not null,
  check (noticed_at <= reported_at)
);
create index incident_of on information_governance.incident (controller_id, reported_at);
create table information_governance.incident_entry (
  id uuid primary key,
  nth bigint generated always as identity,
  incident_id uuid not null references information_governance.incident,
  kind text not null check (kind in ('aware', 'assessed', 'contained', 'counted', 'regulator', 'people', 'note', 'closed')),
  -- What was chosen: kinds of breach, a decision. And when it was, of what happened at a time.
  chosen text[] not null,
  happened_at timestamptz check (happened_at <= written_at),
  said bytea not null,
  written_by uuid not null,
  written_by_name text not null,
  written_at timestamptz not null,
  check ((kind = 'aware') <= (happened_at is not null))
);
create index incident_entry_of on information_governance.incident_entry (incident_id, nth);
do $$
declare t regclass;
begin
  foreach t in array array['information_governance.incident', 'information_governance.incident_entry']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy for_the_function on %s to owner using (true) with check (true)', t);
    execute format('grant select, insert on %s to app', t);
  end loop;
end $$;
create policy reports on information_governance.incident for insert to app
  with check ((select ctx.does('governance.incident.report')) and reported_by = (select ctx.actor()) and controller_id = (select ctx.claim('organisation')));
create policy of_ours on information_governance.incident for select to app
  using ((select ctx.does('governance.incident.work')) and controller_id = (select ctx.claim('organisation')));
create policy of_an_incident on information_governance.incident_entry for select to app
  using ((select ctx.valid()) and incident_id in (select i.id from information_governance.incident i));
create policy writes on information_governance.incident_entry for insert to app
  with check ((select ctx.does('governance.incident.work')) and written_by = (select ctx.actor())
    and incident_id in (select i.id from information_governance.incident i));
-- Of two at one moment the second waits, so that nothing is written into what the first has closed.
create function information_governance.hold_incident(incident uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform from information_governance.incident i where i.id = incident and i.controller_id = ctx.claim('organisation') for update;
end $$;
-- Of how many people her own organisation's data was shown, in a time.
create function information_governance.count_affected(incident uuid, from_at timestamptz, to_at timestamptz, by_what text, which text)
returns table (dataset_id text, field_class text, people bigint, looks bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.incident.work')
     or not exists (select from information_governance.incident i where i.id = incident and i.controller_id = ctx.claim('organisation')) then
    raise exception 'the officer who works an incident counts for it' using errcode = '42501';
  end if;
  return query select * from platform.count_shown(from_at, to_at, by_what, which,
    array(select d.id from information_governance.dataset d where d.controller_id = ctx.claim('organisation')));
end $$;
-- The incidents of her organisation whose decision about the regulator is not made, for the desk: no word of what happened.
create function information_governance.waiting_incidents() returns table (id uuid, reference text, since timestamptz, aware_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.desk.read') then raise exception 'the desk is read at the desk' using errcode = '42501'; end if;
  return query
    select i.id, i.reference, i.reported_at, coalesce(
      (select e.happened_at from information_governance.incident_entry e where e.incident_id = i.id and e.kind = 'aware' order by e.nth desc limit 1), i.noticed_at)
    from information_governance.incident i
    where i.controller_id = ctx.claim('organisation')
      and not exists (select from information_governance.incident_entry e where e.incident_id = i.id and e.kind in ('regulator', 'closed'));
end $$;
revoke all on function information_governance.hold_incident(uuid), information_governance.waiting_incidents(),
  information_governance.count_affected(uuid, timestamptz, timestamptz, text, text) from public;
grant execute on function information_governance.hold_incident(uuid), information_governance.waiting_incidents(),
  information_governance.count_affected(uuid, timestamptz, timestamptz, text, text) to app;
