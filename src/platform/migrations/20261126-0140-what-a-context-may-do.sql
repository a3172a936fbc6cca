-- Someone who can run any SQL in a valid context can still do no more than the act that the product let her in for: she reads
-- none of its bookkeeping, writes only what that act writes, and says nothing in the product's name.

-- The act of this transaction, under the product's signature: a job and the product itself begin with it, a sitting is granted it.
create function ctx.act() returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select coalesce(ctx.claim('act'), ctx.trusted('ctx.granted')::jsonb ->> 'act') $$;

-- Whether this transaction does one of these acts.
create function ctx.does(variadic acts text[]) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select coalesce(ctx.act() = any (acts), false) $$;

-- Refuses what this process did not sign. A statement in which anything is missing is nothing that can be signed: nothing compared with
-- nothing is never right, so that no signature is no way in.
create function ctx.require_signature(process uuid, mac text, statement text) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if (mac = ctx.sign(process, statement)) is not true then
    raise exception 'the product did not say this: the signature is wrong' using errcode = '42501';
  end if;
end $$;

create or replace function ctx.begin_system(actor text, act text, purpose text, process uuid, mac text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform ctx.require_signature(process, mac, 'system|' || ctx.here() || '|' || actor || '|' || act || '|' || purpose);
  perform ctx.store(process, 'ctx.claims', json_build_object('session', null, 'kind', 'system', 'actor', actor,
    'organisation', 'system', 'purpose', purpose, 'act', act, 'vouched', true)::text);
  return ctx.here();
end $$;

create or replace function ctx.grant(granted text, process uuid, mac text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare claims jsonb := ctx.trusted('ctx.claims')::jsonb;
begin
  if claims is null then
    raise exception 'no context has begun in this transaction' using errcode = '42501';
  end if;
  perform ctx.require_signature(process, mac, 'grant|' || ctx.here() || '|' || coalesce(claims ->> 'session', 'system') || '|' || granted);
  perform ctx.store(process, 'ctx.granted', granted);
end $$;

-- Ends every sitting of these people: the product says so, nobody else.
drop function ctx.end_sessions_of(uuid);
create function ctx.end_sessions_of(actors uuid[], process uuid, mac text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.valid() then raise exception 'no context has begun in this transaction' using errcode = '42501'; end if;
  perform ctx.require_signature(process, mac, 'end-sessions|' || ctx.here() || '|' || array_to_string(actors, ','));
  update ctx.session set ended_at = now() where actor_id = any (actors) and ended_at is null;
end $$;

-- A purpose decides what is disclosed: the product has asked whether it is offered to this person, and says so.
drop function ctx.change_purpose(text, text);
create function ctx.change_purpose(token text, new_purpose text, process uuid, mac text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  perform ctx.require_signature(process, mac, 'change-purpose|' || ctx.here() || '|' || token || '|' || new_purpose);
  update ctx.session set purpose = new_purpose where token_hash = ctx.digest(token, 'sha256') and ended_at is null;
end $$;

-- A job's token is for one piece of work: its queue and its payload. Whoever changes what stands in the queue has a job that does
-- not begin. Empty for a job that waited while the product was brought up to date.
alter table ctx.job_token add column work_hash bytea;

drop function ctx.issue_job_token(text, text, text, text, uuid, text);
create function ctx.issue_job_token(token text, actor text, act text, purpose text, work text, process uuid, mac text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.valid() then raise exception 'a job is enqueued by someone: no context has begun' using errcode = '42501'; end if;
  perform ctx.require_signature(process, mac, 'enqueue|' || ctx.here() || '|' || token || '|' || actor || '|' || act || '|' || purpose || '|' || work);
  insert into ctx.job_token (token_hash, actor, act, purpose, work_hash)
  values (ctx.digest(token, 'sha256'), actor, act, purpose, ctx.digest(work::jsonb::text, 'sha256'));
end $$;

drop function ctx.begin_job(text, uuid, text);
create function ctx.begin_job(token text, work text, process uuid, mac text) returns table (actor text, act text, purpose text, here text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare t ctx.job_token;
begin
  perform ctx.require_signature(process, mac, 'job|' || ctx.here() || '|' || token);
  delete from ctx.job_token x where x.token_hash = ctx.digest(token, 'sha256') returning * into t;
  if t.actor is null then return; end if;
  if t.work_hash is not null and (t.work_hash = ctx.digest(work::jsonb::text, 'sha256')) is not true then
    raise exception 'what this job is to do was changed after it was enqueued' using errcode = '42501';
  end if;
  perform ctx.store(process, 'ctx.claims', json_build_object('session', null, 'kind', 'system', 'actor', t.actor,
    'organisation', 'system', 'purpose', t.purpose, 'act', t.act)::text);
  return query select t.actor, t.act, t.purpose, ctx.here();
end $$;

-- Row security for a table without personal data, from now on: read in a context, written by nobody until `written_by` says which
-- acts write it.
create or replace function platform.protect_plain(target regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy in_context on %s for select to app, feed_in using ((select ctx.valid()))', target);
  execute format('grant select on %s to app, feed_in', target);
end $$;

-- Says which acts write a plain table, and as which roles: outside them a row can be neither added nor changed.
create function platform.written_by(target regclass, writers text, variadic acts text[]) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare doing text := format('(select ctx.does(variadic %L::text[]))', acts);
begin
  execute format('drop policy in_context on %s', target);
  execute format('create policy in_context on %s for select to app, feed_in using ((select ctx.valid()))', target);
  execute format('revoke insert, update on %s from app, feed_in', target);
  execute format('create policy added_by_act on %s for insert to %s with check (%s)', target, writers, doing);
  execute format('create policy changed_by_act on %s for update to %s using (%s) with check (%s)', target, writers, doing, doing);
  execute format('grant insert, update on %s to %s', target, writers);
end $$;

-- The audit is written, in one's own name, for the act that is done, now; nobody in a context reads it.
drop policy in_context on platform.audit_event;
revoke all on platform.audit_event from app, feed_in;
create policy in_her_own_name on platform.audit_event for insert to app, feed_in
  with check (actor_id = (select ctx.claim('actor')) and act = (select ctx.act()));
grant insert (id, actor_id, act, subject, facts) on platform.audit_event to app, feed_in;

-- Events are published by whoever does something, and read by the one who delivers them.
drop policy in_context on platform.outbox;
drop policy in_context on platform.event_delivery;
revoke all on platform.outbox, platform.event_delivery from app, feed_in;
create policy published on platform.outbox for insert to app, feed_in with check ((select ctx.act()) is not null);
grant insert (type, aggregate, payload) on platform.outbox to app, feed_in;
create policy delivered on platform.outbox for select to app using ((select ctx.does('platform.events.deliver')));
create policy marked on platform.outbox for update to app
  using ((select ctx.does('platform.events.deliver'))) with check ((select ctx.does('platform.events.deliver')));
grant select, update (delivered_at) on platform.outbox to app;
create policy delivered on platform.event_delivery for select to app using ((select ctx.does('platform.events.deliver')));
create policy noted on platform.event_delivery for insert to app with check ((select ctx.does('platform.events.deliver')));
grant select, insert on platform.event_delivery to app;

-- A wrapped key, and a file's, is handed to whoever can name it: a list of those who have one would say whose records are sealed. Once
-- made it stands: another one in its place would be the end of what it opens.
drop policy in_context on platform.data_key;
drop policy in_context on platform.stored_file;
revoke all on platform.data_key, platform.stored_file from app, feed_in;
create policy kept on platform.data_key for insert to app, feed_in with check ((select ctx.act()) is not null);
create policy kept on platform.stored_file for insert to app, feed_in with check ((select ctx.act()) is not null);
create policy for_the_function on platform.data_key for select to owner using (true);
create policy for_the_function on platform.stored_file for select to owner using (true);
grant insert (subject_id, wrapped) on platform.data_key to app, feed_in;
grant insert (id, sha256, bytes, name, wrapped_key) on platform.stored_file to app, feed_in;

create function platform.data_keys_of(subjects uuid[]) returns table (subject_id uuid, wrapped bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select k.subject_id, k.wrapped from platform.data_key k where k.subject_id = any (subjects) and (select ctx.valid()) $$;

create function platform.stored_file_of(wanted uuid) returns table (id uuid, sha256 text, bytes bigint, name text, wrapped_key bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select f.id, f.sha256, f.bytes, f.name, f.wrapped_key from platform.stored_file f where f.id = wanted and (select ctx.valid()) $$;

-- A database becomes a place's once, by the product itself.
select platform.written_by('platform.place', 'app', 'place.found');
revoke update on platform.place from app;
grant update (made_from) on platform.place to app;

-- The access log. The purposes whose entries a resident sees from the first stand on a list, and nobody in a context adds to it: that
-- is a migration, which people review (practice K3). `reviewed_on` is empty until a practitioner has confirmed the line.
create table platform.shown_purpose (
  purpose text not null,
  gateway text not null,
  because text not null check (because <> ''),
  reviewed_on date,
  primary key (purpose, gateway)
);
select platform.protect_plain('platform.shown_purpose');
create policy reviewed on platform.shown_purpose to owner using (true) with check (true);

-- Puts a purpose, under its legal gateway, on the list. For migrations.
create function platform.show_in_log(purpose text, gateway text, because text, reviewed_on date default null) returns void
language sql set search_path = pg_catalog, pg_temp
as $$ insert into platform.shown_purpose values (purpose, gateway, because, reviewed_on) $$;

-- Writes entries of this transaction: whose they are, for which act and purpose, the context says. Sources are added to entries of
-- this very request only, so that nobody's visit is put on another person's page.
create function platform.record_access(entries text, request uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  given jsonb := entries::jsonb;
  looked text := ctx.claim('purpose');
begin
  if ctx.act() is null then raise exception 'no act has begun in this transaction' using errcode = '42501'; end if;
  if exists (select from jsonb_array_elements(given) e where e ->> 'visibility' = 'shown')
     and not exists (select from platform.shown_purpose s where s.purpose = looked) then
    raise exception 'the purpose "%" is not among those whose visits a resident is shown', looked
      using errcode = '23514', hint = 'Withhold the entry, with a reviewer and a review date; or have the purpose put on platform.shown_purpose, by a migration.';
  end if;
  insert into platform.access_entry (id, request_id, actor_kind, actor_id, actor_role, organisation_id, session_id, purpose, act, view,
    subject_id, outcome, refusal_code, decision_id, decision, agreements, cells, visibility, withheld_ground, reviewer, review_on)
  select g.id, request, ctx.claim('kind'), ctx.claim('actor'), g.role, ctx.claim('organisation'), ctx.claim('session')::uuid, looked, ctx.act(), g.view,
    g.subject, g.outcome, g.code, g.decision_id, g.decision, g.agreements, g.cells, g.visibility, g.ground, g.reviewer, g.review_on
  from jsonb_to_recordset(given) as g(id uuid, role text, view text, subject uuid, outcome text, code text, decision_id uuid, decision jsonb,
    agreements text[], cells jsonb, visibility text, ground text, reviewer text, review_on date)
  on conflict do nothing;
  insert into platform.access_entry_source (entry_id, source_person_id)
  select distinct e.id, source
  from jsonb_to_recordset(given) as g(id uuid, sources uuid[])
  join platform.access_entry e on e.id = g.id and e.request_id = request and e.actor_id = ctx.claim('actor')
  cross join unnest(g.sources) as source
  on conflict do nothing;
end $$;

drop policy own_act on platform.access_entry;
drop policy own_act on platform.access_entry_source;
create policy for_the_function on platform.access_entry to owner using (true) with check (true);
create policy for_the_function on platform.access_entry_source to owner using (true) with check (true);
revoke all on platform.access_entry, platform.access_entry_source from app, feed_in;
-- What a resident reads of a visit: never which worker it was, nor in which session.
grant select (id, occurred_at, actor_kind, actor_role, organisation_id, purpose, view, cells) on platform.access_entry to app;
grant select (entry_id, source_person_id) on platform.access_entry_source to app;

revoke all on function ctx.require_signature(uuid, text, text), ctx.act(), ctx.does(text[]), ctx.end_sessions_of(uuid[], uuid, text), ctx.change_purpose(text, text, uuid, text),
  ctx.issue_job_token(text, text, text, text, text, uuid, text), ctx.begin_job(text, text, uuid, text), platform.written_by(regclass, text, text[]),
  platform.data_keys_of(uuid[]), platform.stored_file_of(uuid), platform.show_in_log(text, text, text, date), platform.record_access(text, uuid) from public;
grant execute on function ctx.act(), ctx.does(text[]), ctx.end_sessions_of(uuid[], uuid, text), ctx.change_purpose(text, text, uuid, text),
  ctx.issue_job_token(text, text, text, text, text, uuid, text), ctx.begin_job(text, text, uuid, text),
  platform.data_keys_of(uuid[]), platform.stored_file_of(uuid), platform.record_access(text, uuid) to app, feed_in;
