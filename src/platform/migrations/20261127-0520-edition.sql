-- What partners have agreed and registered (purposes, agreements, datasets, organisations) is asked for by every page and changes a
-- few times a week. It has an edition: a new one with every change, in the transaction that changes it. A page's transaction is told
-- the edition of its own snapshot, so that the process knows whether what it read under that edition is what stands (ADR 0024).
create table platform.edition (
  single boolean primary key default true check (single),
  id uuid not null
);
alter table platform.edition enable row level security;
alter table platform.edition force row level security;
create policy moved_by_triggers on platform.edition to owner using (true) with check (true);
insert into platform.edition (id) values (gen_random_uuid());

-- A random id, not a number that counts: a transaction that is undone cannot have used the number of the next one.
create function platform.move_edition() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
  -- Who reads from one snapshot may remember what she reads under its edition, so she must not change it beneath herself.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'what is agreed and registered is not changed by a transaction that reads from one snapshot' using errcode = '25001';
  end if;
  -- Once in a transaction is enough: nobody sees what stands between.
  update platform.edition set id = gen_random_uuid() where xmin::text <> (pg_current_xact_id()::text::numeric % 4294967296)::text;
  return null;
end $$;
revoke all on function platform.move_edition() from public;

-- From now on every change of a row of this table is a new edition.
create function platform.in_edition(target regclass) returns void
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  execute format('create trigger moves_edition after insert or update or delete on %s for each row execute function platform.move_edition()', target);
  execute format('create trigger moves_edition_when_emptied after truncate on %s for each statement execute function platform.move_edition()', target);
end $$;
revoke all on function platform.in_edition(regclass) from public;

drop function ctx.begin(text, uuid);
create function ctx.begin(token text, process uuid)
returns table (session_id uuid, kind text, actor_id uuid, organisation_id text, purpose text, step_up_at timestamptz, stale boolean, here text, edition uuid)
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
    s.last_seen_at < transaction_timestamp() - interval '1 minute', ctx.here(), (select e.id from platform.edition e);
end $$;
revoke all on function ctx.begin(text, uuid) from public;
grant execute on function ctx.begin(text, uuid) to app, feed_in;
