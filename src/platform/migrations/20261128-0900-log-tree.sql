-- The access log as a Merkle tree (RFC 9162): each entry is a leaf, and whoever holds a checkpoint can tell if one is changed, taken out, put in
-- or moved. Written by the sequencer alone, which writes nothing else; the product reads it and cannot touch it.

-- What waits for its place in the tree. A row comes with its entry, in the same transaction, and goes when it has its leaf: entries commit in
-- another order than they began, so that "all after the last one" would leave some out.
create table platform.access_unsequenced (
  entry_id uuid not null,
  queued_at timestamptz not null default now()
);
-- A leaf is over the part of the entry that its subject reads, and over a hash of the rest: she can prove the one without being told the other.
-- Each has a salt; without it a hash says nothing: what is erased loses both.
create table platform.access_leaf (
  seq bigint primary key check (seq >= 0),
  entry_id uuid not null unique,
  salt bytea check (octet_length(salt) = 32),
  rest_salt bytea check (octet_length(rest_salt) = 32),
  rest bytea not null check (octet_length(rest) = 32),
  leaf bytea not null check (octet_length(leaf) = 32)
);
-- The hashes of whole subtrees of 2^level leaves, from which any proof is put together.
create table platform.log_node (
  level int not null check (level > 0),
  index bigint not null check (index >= 0),
  hash bytea not null check (octet_length(hash) = 32),
  primary key (level, index)
);
-- The log's name. A log that lost entries, as one that came out of a backup, goes on under another.
create table platform.log_origin (
  only_row boolean primary key default true check (only_row),
  origin text not null,
  begun_at timestamptz not null default now()
);
create table platform.log_checkpoint (
  size bigint primary key check (size > 0),
  root bytea not null check (octet_length(root) = 32),
  signed_at timestamptz not null,
  note text not null
);
create table platform.log_cosignature (
  size bigint not null references platform.log_checkpoint,
  witness text not null,
  line text not null,
  received_at timestamptz not null default now(),
  primary key (size, witness)
);
create index log_cosignature_by_witness on platform.log_cosignature (witness, size desc);

do $$
declare t regclass;
begin
  foreach t in array array['platform.access_unsequenced', 'platform.access_leaf', 'platform.log_node', 'platform.log_origin', 'platform.log_checkpoint',
    'platform.log_cosignature']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy by_the_sequencer on %s to sequencer using (true) with check (true)', t);
    execute format('create policy for_the_function on %s to owner using (true) with check (true)', t);
    execute format('grant select, insert on %s to sequencer', t);
  end loop;
end $$;
grant usage on schema platform to sequencer;
grant delete on platform.access_unsequenced to sequencer;
create policy for_the_sequencer on platform.access_entry for select to sequencer using (true);
create policy for_the_sequencer on platform.access_entry_source for select to sequencer using (true);
grant select on platform.access_entry, platform.access_entry_source to sequencer;

-- What proves an entry is for whoever may read that entry; hashes and checkpoints are for everyone.
create policy of_what_she_reads on platform.access_leaf for select to app
  using ((select ctx.valid()) and entry_id in (select e.id from platform.access_entry e));
grant select (seq, entry_id, salt, rest) on platform.access_leaf to app;
do $$
declare t regclass;
begin
  foreach t in array array['platform.log_node', 'platform.log_origin', 'platform.log_checkpoint', 'platform.log_cosignature']::regclass[] loop
    execute format('create policy in_context on %s for select to app using ((select ctx.valid()))', t);
    execute format('grant select on %s to app', t);
  end loop;
end $$;
-- A leaf's hash says nothing without its salt: it is part of every proof, and for everyone.
create function platform.log_leaf_hashes(first bigint, beyond bigint) returns table (seq bigint, leaf bytea)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select l.seq, l.leaf from platform.access_leaf l where l.seq >= first and l.seq < beyond order by l.seq $$;
revoke all on function platform.log_leaf_hashes(bigint, bigint) from public;
grant execute on function platform.log_leaf_hashes(bigint, bigint) to app, sequencer;

-- The same as before, and each new entry waits for its leaf. What it says of whose data it was is complete with it: the leaf is over both.
create or replace function platform.record_access(entries text, request uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  given jsonb := entries::jsonb;
  claims jsonb := ctx.trusted('ctx.claims')::jsonb;
  looked text := claims ->> 'purpose';
  doing text := ctx.act();
begin
  if doing is null then raise exception 'no act has begun in this transaction' using errcode = '42501'; end if;
  if jsonb_path_exists(given, '$[*] ? (@.visibility == "shown")')
     and not exists (select from platform.shown_purpose s where s.purpose = looked) then
    raise exception 'the purpose "%" is not among those whose visits a resident is shown', looked
      using errcode = '23514', hint = 'Withhold the entry, with a reviewer and a review date; or have the purpose put on platform.shown_purpose, by a migration.';
  end if;
  with told as (
    select * from jsonb_to_recordset(given) as g(id uuid, role text, view text, subject uuid, outcome text, code text, decision_id uuid, decision jsonb,
      agreements text[], cells jsonb, visibility text, ground text, reviewer text, review_on date, sources uuid[])
  ), added as (
    insert into platform.access_entry (id, request_id, actor_kind, actor_id, actor_role, organisation_id, session_id, purpose, act, view,
      subject_id, outcome, refusal_code, decision_id, decision, agreements, cells, visibility, withheld_ground, reviewer, review_on)
    select g.id, request, claims ->> 'kind', claims ->> 'actor', g.role, claims ->> 'organisation', (claims ->> 'session')::uuid, looked, doing, g.view,
      g.subject, g.outcome, g.code, g.decision_id, g.decision, g.agreements, g.cells, g.visibility, g.ground, g.reviewer, g.review_on
    from told g
    on conflict do nothing
    returning id
  ), queued as (
    insert into platform.access_unsequenced (entry_id) select a.id from added a
  )
  insert into platform.access_entry_source (entry_id, source_person_id)
  select distinct a.id, source from added a join told g on g.id = a.id cross join unnest(g.sources) as source
  on conflict do nothing;
end $$;

-- What was in the log before is put into the tree first.
alter table platform.access_entry no force row level security;
alter table platform.access_unsequenced no force row level security;
insert into platform.access_unsequenced (entry_id) select id from platform.access_entry;
alter table platform.access_entry force row level security;
alter table platform.access_unsequenced force row level security;

-- Begins the log anew, under a name that it had not before: of a database that went back to an earlier state. What witnesses hold of the log
-- under its former name stays true, and shows that it was longer.
create function platform.begin_log_anew() returns void
language sql set search_path = pg_catalog, pg_temp
as $$
  lock table platform.access_entry, platform.access_unsequenced, platform.access_leaf, platform.log_node, platform.log_origin, platform.log_checkpoint,
    platform.log_cosignature in exclusive mode;
  delete from platform.log_cosignature;
  delete from platform.log_checkpoint;
  delete from platform.log_node;
  delete from platform.access_leaf;
  delete from platform.log_origin;
  delete from platform.access_unsequenced;
  insert into platform.access_unsequenced (entry_id) select id from platform.access_entry;
$$;
revoke all on function platform.begin_log_anew() from public;

-- The auditor's connection reads the whole log, to hand it out under an act that is itself logged.
do $$
declare t regclass;
begin
  foreach t in array array['platform.access_entry', 'platform.access_entry_source', 'platform.access_leaf', 'platform.log_checkpoint', 'platform.log_cosignature']::regclass[] loop
    execute format('create policy for_the_auditor on %s for select to auditor using (true)', t);
    execute format('grant select on %s to auditor', t);
  end loop;
end $$;
grant usage on schema platform to auditor;
