-- The signed context is looked at some sixty times for one person's page, by each policy of each statement: what it costs to look is
-- halved here, and the log takes it once for all its entries.

create or replace function ctx.here() returns text
language plpgsql stable set search_path = pg_catalog, pg_temp
as $$ begin return pg_backend_pid() || '|' || (extract(epoch from transaction_timestamp()) * 1000000)::bigint; end $$;

create or replace function ctx.trusted(setting text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  raw text := current_setting(setting, true);
  secret bytea;
begin
  -- process id (36), signature (64) and message, with a bar between each. Whatever has another form has no such process.
  select k.key into secret from ctx.key k where k.process_id::text = substr(raw, 1, 36);
  if substr(raw, 38, 64) = encode(ctx.hmac(convert_to(setting || '|' || ctx.here() || '|' || substr(raw, 103), 'UTF8'), secret, 'sha256'), 'hex') then
    return substr(raw, 103);
  end if;
  return null;
end $$;

create or replace function ctx.act() returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$ begin return coalesce(ctx.trusted('ctx.claims')::jsonb ->> 'act', ctx.trusted('ctx.granted')::jsonb ->> 'act'); end $$;

create or replace function platform.record_access(entries text, request uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  given jsonb := entries::jsonb;
  claims jsonb := ctx.trusted('ctx.claims')::jsonb;
  who text := claims ->> 'actor';
  looked text := claims ->> 'purpose';
  doing text := ctx.act();
begin
  if doing is null then raise exception 'no act has begun in this transaction' using errcode = '42501'; end if;
  if exists (select from jsonb_array_elements(given) e where e ->> 'visibility' = 'shown')
     and not exists (select from platform.shown_purpose s where s.purpose = looked) then
    raise exception 'the purpose "%" is not among those whose visits a resident is shown', looked
      using errcode = '23514', hint = 'Withhold the entry, with a reviewer and a review date; or have the purpose put on platform.shown_purpose, by a migration.';
  end if;
  insert into platform.access_entry (id, request_id, actor_kind, actor_id, actor_role, organisation_id, session_id, purpose, act, view,
    subject_id, outcome, refusal_code, decision_id, decision, agreements, cells, visibility, withheld_ground, reviewer, review_on)
  select g.id, request, claims ->> 'kind', who, g.role, claims ->> 'organisation', (claims ->> 'session')::uuid, looked, doing, g.view,
    g.subject, g.outcome, g.code, g.decision_id, g.decision, g.agreements, g.cells, g.visibility, g.ground, g.reviewer, g.review_on
  from jsonb_to_recordset(given) as g(id uuid, role text, view text, subject uuid, outcome text, code text, decision_id uuid, decision jsonb,
    agreements text[], cells jsonb, visibility text, ground text, reviewer text, review_on date)
  on conflict do nothing;
  insert into platform.access_entry_source (entry_id, source_person_id)
  select distinct e.id, source
  from jsonb_to_recordset(given) as g(id uuid, sources uuid[])
  join platform.access_entry e on e.id = g.id and e.request_id = request and e.actor_id = who
  cross join unnest(g.sources) as source
  on conflict do nothing;
end $$;

-- Both tables are written by that function alone, which takes each entry from the table itself: to look for it again, source by
-- source, took as long as all the rest. Nothing is deleted from either but by retention, which deletes from both.
alter table platform.access_entry_source drop constraint access_entry_source_entry_id_fkey;
