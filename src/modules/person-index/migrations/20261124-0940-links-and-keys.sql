-- Which source persons are one human: links as reversible decisions. Source records are never touched.
create schema person_index;
grant usage on schema person_index to app, feed_in;

create table person_index.link (
  id uuid primary key,
  person_id uuid not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  rule text not null,
  rules_version text not null,
  evidence jsonb not null,
  decided_at timestamptz not null,
  decided_by text not null,
  ended_at timestamptz,
  ended_by text,
  end_reason text
);
create unique index one_current_link on person_index.link (source_person_id) where ended_at is null;
create index link_by_person on person_index.link (person_id) where ended_at is null;

-- What exact rules and searching find by: 64-bit keys from one function, for batch and live. Equality only.
create table person_index.search_key (
  key bigint not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  primary key (key, source_person_id)
);
create index search_key_by_source on person_index.search_key (source_person_id);

-- A merged person's id leads on to the one that remains.
create table person_index.redirect (
  from_person_id uuid primary key,
  to_person_id uuid not null,
  decided_at timestamptz not null,
  check (from_person_id <> to_person_id)
);

select platform.protect_plain('person_index.redirect');
do $$
declare t regclass;
begin
  foreach t in array array['person_index.link', 'person_index.search_key']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('grant select on %s to app', t);
    execute format('grant select, insert, update, delete on %s to feed_in', t);
    -- The matcher works across datasets: it alone sees all keys, and keys only.
    execute format('create policy matcher on %s to feed_in using ((select ctx.claim(''act'')) in (''person-index.link'', ''feeds.batch.apply''))
      with check ((select ctx.claim(''act'')) in (''person-index.link'', ''feeds.batch.apply''))', t);
    perform platform.describe_personal(t);
  end loop;
end $$;
-- A request sees the links of the persons that its grant names, and the keys that it searches for.
create policy named_in_grant on person_index.link for select to app using (person_id = any ((select ctx.bound_ids('persons'))::uuid[]));
create policy searched_for on person_index.search_key for select to app
  using (key = any ((select ctx.bound_keys('keys'))::bigint[]));

do $$
declare
  t text;
  c text;
  say text;
begin
  for t, c, say in select * from (values
    ('link', 'id', 'class=key'), ('link', 'person_id', 'the current value of the link; class=key'), ('link', 'rule', 'class=provenance'),
    ('link', 'rules_version', 'class=provenance'), ('link', 'evidence', 'which keys agreed, never their values; class=provenance'),
    ('link', 'decided_at', 'class=provenance'), ('link', 'decided_by', 'class=provenance'), ('link', 'ended_at', 'class=provenance'),
    ('link', 'ended_by', 'class=provenance'), ('link', 'end_reason', 'class=provenance'), ('search_key', 'key', 'a keyed hash; class=identity')
  ) v loop
    execute format('comment on column person_index.%I.%I is %L', t, c, say || ' retention=with-row');
  end loop;
end $$;
