-- Who may log in to the database, and the signed context that row security trusts.
-- Everything here is owned by `owner`, which cannot log in; `app` and `feed_in` own nothing and belong to no other role.
-- Functions name pg_temp last in their search_path: left out, it would come first, and a caller's own temporary type named
-- "text" would run the caller's code as `owner`.

create schema ctx;
create schema platform;
create extension if not exists pgcrypto with schema ctx;

-- One key for each process of the product, made at its start and known only to it and to the functions below.
create table ctx.key (
  process_id uuid primary key,
  key bytea not null check (length(key) = 32),
  made_at timestamptz not null default now()
);

-- A sitting: one person (or system), one organisation, one purpose. The token itself is never stored.
create table ctx.session (
  id uuid primary key,
  token_hash bytea not null unique,
  kind text not null check (kind in ('worker', 'resident')),
  actor_id uuid not null,
  organisation_id text not null check (organisation_id <> ''),
  purpose text not null check (purpose <> ''),
  signed_in_at timestamptz not null,
  last_seen_at timestamptz not null,
  step_up_at timestamptz,
  idle_seconds int not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index session_by_actor on ctx.session (actor_id);

-- A single-use token written when a job is enqueued: who will act, which act, for which purpose. A system actor's name is
-- shorter than any form of a UUID, so that nobody can enqueue work as another person.
create table ctx.job_token (
  token_hash bytea primary key,
  actor text not null check (actor <> '' and length(actor) < 32),
  act text not null check (act <> ''),
  purpose text not null check (purpose <> ''),
  issued_at timestamptz not null default now()
);

create function ctx.sign(process uuid, message text) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select encode(ctx.hmac(convert_to(message, 'UTF8'), k.key, 'sha256'), 'hex') from ctx.key k where k.process_id = process $$;

-- What every message is bound to: this connection and this transaction, so that nothing can be replayed in another.
create function ctx.here() returns text
language sql stable set search_path = pg_catalog, pg_temp
as $$ select pg_backend_pid() || '|' || (extract(epoch from transaction_timestamp()) * 1000000)::bigint $$;

create function ctx.store(process uuid, setting text, message text) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$ select set_config(setting, process || '|' || ctx.sign(process, setting || '|' || ctx.here() || '|' || message) || '|' || message, true) $$;

-- A stored message, if it was signed for this very connection and transaction; otherwise null, and every policy is closed.
create function ctx.trusted(setting text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  raw text := current_setting(setting, true);
  message text;
begin
  if raw is null or length(raw) < 102 then return null; end if;
  message := substr(raw, 103);
  if substr(raw, 38, 64) = ctx.sign(substr(raw, 1, 36)::uuid, setting || '|' || ctx.here() || '|' || message) then
    return message;
  end if;
  return null;
exception when invalid_text_representation then return null;
end $$;

-- Begins a request: finds the sitting, and returns what the process must sign to be granted anything.
create function ctx.begin(token text, process uuid)
returns table (session_id uuid, kind text, actor_id uuid, organisation_id text, purpose text, step_up_at timestamptz, stale boolean, here text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare s ctx.session;
begin
  select * into s from ctx.session x where x.token_hash = ctx.digest(token, 'sha256');
  if s.id is null or s.ended_at is not null or s.expires_at <= transaction_timestamp()
     or s.last_seen_at + make_interval(secs => s.idle_seconds) <= transaction_timestamp() then
    return;
  end if;
  perform ctx.store(process, 'ctx.claims', json_build_object('session', s.id, 'kind', s.kind, 'actor', s.actor_id,
    'organisation', s.organisation_id, 'purpose', s.purpose)::text);
  return query select s.id, s.kind, s.actor_id, s.organisation_id, s.purpose, s.step_up_at,
    s.last_seen_at < transaction_timestamp() - interval '1 minute', ctx.here();
end $$;

-- Begins a job: consumes its token. A rolled-back job keeps it, so that the job can be tried again. The token stands in the
-- queue, where every connection of the product can read it: without the process's signature it opens nothing.
create function ctx.begin_job(token text, process uuid, mac text) returns table (actor text, act text, purpose text, here text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare t ctx.job_token;
begin
  if mac is distinct from ctx.sign(process, 'job|' || ctx.here() || '|' || token) then
    raise exception 'the signature of this job is wrong' using errcode = '42501';
  end if;
  delete from ctx.job_token x where x.token_hash = ctx.digest(token, 'sha256') returning * into t;
  if t.actor is null then return; end if;
  perform ctx.store(process, 'ctx.claims', json_build_object('session', null, 'kind', 'system', 'actor', t.actor,
    'organisation', 'system', 'purpose', t.purpose, 'act', t.act)::text);
  return query select t.actor, t.act, t.purpose, ctx.here();
end $$;

-- Begins work of the product itself (sign-in, start-up), vouched for by the process's own signature.
create function ctx.begin_system(actor text, act text, purpose text, process uuid, mac text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if mac is distinct from ctx.sign(process, 'system|' || ctx.here() || '|' || actor || '|' || act || '|' || purpose) then
    raise exception 'the signature of this system context is wrong' using errcode = '42501';
  end if;
  perform ctx.store(process, 'ctx.claims', json_build_object('session', null, 'kind', 'system', 'actor', actor,
    'organisation', 'system', 'purpose', purpose, 'act', act, 'vouched', true)::text);
  return ctx.here();
end $$;

-- Takes the answer of the disclosure decision, signed by the process that made it, for this transaction only.
create function ctx.grant(granted text, process uuid, mac text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if ctx.trusted('ctx.claims') is null then
    raise exception 'no context has begun in this transaction' using errcode = '42501';
  end if;
  if mac is distinct from ctx.sign(process, 'grant|' || ctx.here() || '|' || coalesce(ctx.claim('session'), 'system') || '|' || granted) then
    raise exception 'the signature of this grant is wrong' using errcode = '42501';
  end if;
  perform ctx.store(process, 'ctx.granted', granted);
end $$;

create function ctx.claim(name text) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select ctx.trusted('ctx.claims')::jsonb ->> name $$;

-- The worker or resident who acts; null while the product itself does.
create function ctx.actor() returns uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select case when ctx.claim('kind') <> 'system' then ctx.claim('actor')::uuid end $$;

-- Whether the product itself does this act, vouched for by its signature.
create function ctx.vouched(act text) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select coalesce(ctx.claim('act') = act and ctx.claim('vouched') = 'true', false) $$;

create function ctx.valid() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select ctx.trusted('ctx.claims') is not null $$;

-- What the grant is bound to: a batch, its controller and dataset; persons, source persons, teams, keys.
create function ctx.bound(name text) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select ctx.trusted('ctx.granted')::jsonb -> 'bound' ->> name $$;

create function ctx.bound_ids(name text) returns uuid[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select array(select jsonb_array_elements_text(ctx.trusted('ctx.granted')::jsonb -> 'bound' -> name)::uuid) $$;

create function ctx.bound_keys(name text) returns bigint[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select array(select jsonb_array_elements_text(ctx.trusted('ctx.granted')::jsonb -> 'bound' -> name)::bigint) $$;

-- The cells that this transaction may read: which classes of which dataset of which source person.
create function ctx.granted() returns table (source_person_id uuid, dataset_id text, field_class text)
language sql stable security definer rows 100 set search_path = pg_catalog, pg_temp
as $$
  select s.id::uuid, g ->> 'dataset', c.class
  from jsonb_array_elements(ctx.trusted('ctx.granted')::jsonb -> 'cells') g
  cross join lateral jsonb_array_elements_text(g -> 'sources') s(id)
  cross join lateral jsonb_array_elements_text(g -> 'classes') c(class)
$$;

-- Opens a sitting. Only the product itself may, vouched for by its signature.
create function ctx.open_session(id uuid, token text, kind text, actor_id uuid, organisation_id text, purpose text,
  idle_seconds int, absolute_seconds int, strong boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.vouched('session.open') then
    raise exception 'only sign-in opens a session' using errcode = '42501';
  end if;
  insert into ctx.session values (id, ctx.digest(token, 'sha256'), kind, actor_id, organisation_id, purpose, now(), now(),
    case when strong then now() end, idle_seconds, now() + make_interval(secs => absolute_seconds), null);
end $$;

-- Notes that the sitting is in use; called apart from reads, at most once a minute.
create function ctx.touch(token text) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$ update ctx.session set last_seen_at = now() where token_hash = ctx.digest(token, 'sha256') and ended_at is null $$;

create function ctx.end_session(token text) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$ update ctx.session set ended_at = now() where token_hash = ctx.digest(token, 'sha256') and ended_at is null $$;

-- Ends every sitting of one person, when an employer says that she has left or her roles change.
create function ctx.end_sessions_of(actor uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.valid() then raise exception 'no context has begun in this transaction' using errcode = '42501'; end if;
  update ctx.session set ended_at = now() where actor_id = actor and ended_at is null;
end $$;

-- The purpose of a sitting is changed by the person who holds its token.
create function ctx.change_purpose(token text, new_purpose text) returns void
language sql security definer set search_path = pg_catalog, pg_temp
as $$ update ctx.session set purpose = new_purpose where token_hash = ctx.digest(token, 'sha256') and ended_at is null $$;

-- A job acts as the product: only the product itself, by its signature, says which act a job will do.
create function ctx.issue_job_token(token text, actor text, act text, purpose text, process uuid, mac text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.valid() then raise exception 'a job is enqueued by someone: no context has begun' using errcode = '42501'; end if;
  if mac is distinct from ctx.sign(process, 'enqueue|' || ctx.here() || '|' || token || '|' || actor || '|' || act || '|' || purpose) then
    raise exception 'the signature of this job is wrong' using errcode = '42501';
  end if;
  insert into ctx.job_token (token_hash, actor, act, purpose) values (ctx.digest(token, 'sha256'), actor, act, purpose);
end $$;

-- Row security for a table without personal data: closed without a context, open to read with one.
create function platform.protect_plain(target regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy in_context on %s to app, feed_in using ((select ctx.valid())) with check ((select ctx.valid()))', target);
  execute format('grant select, insert, update on %s to app, feed_in', target);
end $$;

-- Row security for personal data: a row is seen only where the disclosure decision granted its cell; a feed writes only its own batch.
create function platform.protect_personal(target regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy granted_cells on %s for select to app
    using ((source_person_id, dataset_id, field_class) in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g))', target);
  execute format('create policy own_dataset_read on %s for select to feed_in using (dataset_id = (select ctx.bound(''dataset'')))', target);
  execute format('create policy own_batch_insert on %s for insert to feed_in
    with check (controller_id = (select ctx.bound(''controller'')) and dataset_id = (select ctx.bound(''dataset'')))', target);
  execute format('create policy own_dataset_update on %s for update to feed_in
    using (dataset_id = (select ctx.bound(''dataset'')))
    with check (controller_id = (select ctx.bound(''controller'')) and dataset_id = (select ctx.bound(''dataset'')))', target);
  execute format('grant select on %s to app', target);
  execute format('grant select, insert, update on %s to feed_in', target);
  perform platform.describe_personal(target);
end $$;

-- The five columns that every personal row hangs on, described once. What else a table holds, its own migration describes.
create function platform.describe_personal(target regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('comment on column %s.controller_id is ''whose data this is; class=provenance retention=with-row''', target);
  execute format('comment on column %s.dataset_id is ''the dataset it came in; class=provenance retention=with-row''', target);
  execute format('comment on column %s.field_class is ''what kind of information it is; class=provenance retention=with-row''', target);
  execute format('comment on column %s.regime is ''the data-protection regime it is held under; class=provenance retention=with-row''', target);
  execute format('comment on column %s.source_person_id is ''one human in one system, in one identity epoch; class=key retention=with-row''', target);
end $$;

-- The product's own bookkeeping is open to its owner's functions and to nobody else.
do $$
declare t regclass;
begin
  foreach t in array array['ctx.key', 'ctx.session', 'ctx.job_token']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy functions_only on %s to owner using (true) with check (true)', t);
  end loop;
end $$;

revoke all on all functions in schema ctx, platform from public;
grant usage on schema ctx, platform to app, feed_in;
grant execute on function ctx.here(), ctx.begin(text, uuid), ctx.begin_job(text, uuid, text), ctx.begin_system(text, text, text, uuid, text),
  ctx.grant(text, uuid, text), ctx.claim(text), ctx.actor(), ctx.vouched(text), ctx.valid(), ctx.bound(text), ctx.bound_ids(text), ctx.bound_keys(text), ctx.granted(),
  ctx.open_session(uuid, text, text, uuid, text, text, int, int, boolean), ctx.touch(text), ctx.end_session(text), ctx.end_sessions_of(uuid),
  ctx.change_purpose(text, text), ctx.issue_job_token(text, text, text, text, uuid, text) to app, feed_in;
