-- Linking by the matching engine: one record a source person with what the model compares, and the model's keys, by which those are
-- found who are compared at all. The matcher alone reads and writes both. What a record says is sealed under a key of the vault, and the
-- address of someone whose agency keeps it from others is not in it.
drop table person_index.match_key;

create table person_index.match_record (
  source_person_id uuid primary key,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  epoch int not null,
  keys bigint[] not null,
  fingerprint bigint not null,
  sealed bytea not null
);
create table person_index.match_key (
  key bigint not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  primary key (key, source_person_id)
);

-- On what two records agree that are one person's, in words: told to whoever may see both.
create table person_index.agreement (
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  other_source_person_id uuid not null,
  bits real not null,
  says jsonb not null,
  primary key (source_person_id, other_source_person_id),
  check (source_person_id < other_source_person_id)
);
create index agreement_of_other on person_index.agreement (other_source_person_id);

-- Pairs that say too much to be passed over and too little to be joined: for people to look at. A settled one stays as it was settled.
create table person_index.review_pair (
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  other_source_person_id uuid not null,
  bits real not null,
  model text not null,
  made_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  settled_how text,
  primary key (source_person_id, other_source_person_id),
  check (source_person_id < other_source_person_id),
  check ((settled_at is null) = (settled_by is null) and (settled_at is null) = (settled_how is null))
);
create index open_review_pair_of_other on person_index.review_pair (other_source_person_id) where settled_at is null;

do $$
declare t regclass;
begin
  foreach t in array array['person_index.match_record', 'person_index.match_key', 'person_index.agreement', 'person_index.review_pair']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy matcher on %s to feed_in using ((select ctx.does(''person-index.link''))) with check ((select ctx.does(''person-index.link'')))', t);
    execute format('grant select, insert, delete on %s to feed_in', t);
    perform platform.describe_personal(t);
  end loop;
end $$;
create policy both_named on person_index.agreement for select to app
  using (source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
grant select on person_index.agreement to app;

-- Whether all source persons that the signed grant names are of one identity: yes or no, and nothing about any of them.
create function person_index.named_are_of_one_epoch() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select count(distinct r.epoch) <= 1 from person_index.match_record r where r.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) $$;
revoke all on function person_index.named_are_of_one_epoch() from public;
grant execute on function person_index.named_are_of_one_epoch() to app;
create policy named_for_the_function on person_index.match_record for select to owner
  using (source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));

do $$
declare
  t text;
  c text;
  say text;
begin
  for t, c, say in select * from (values
    ('match_record', 'epoch', 'which identity of this human; class=identity'), ('match_record', 'keys', 'the keys it is found by, keyed hashes; class=identity'),
    ('match_record', 'fingerprint', 'a keyed hash, to see whether a restatement changes it; class=provenance'),
    ('match_record', 'sealed', 'what the model compares, encrypted; class=identity'), ('match_key', 'key', 'a keyed hash; class=identity'),
    ('agreement', 'other_source_person_id', 'the other record; class=key'), ('agreement', 'bits', 'what both say for being one person; class=provenance'),
    ('agreement', 'says', 'on what they agree, never the values; class=provenance'),
    ('review_pair', 'other_source_person_id', 'the other record; class=key'), ('review_pair', 'bits', 'what both say for being one person; class=provenance'),
    ('review_pair', 'model', 'which model weighed them; class=provenance'), ('review_pair', 'made_at', 'class=provenance'),
    ('review_pair', 'settled_at', 'class=provenance'), ('review_pair', 'settled_by', 'class=provenance'), ('review_pair', 'settled_how', 'class=provenance')
  ) v loop
    execute format('comment on column person_index.%I.%I is %L', t, c, say || ' retention=with-row');
  end loop;
end $$;
comment on column person_index.link.evidence is 'model, bits, probability, and on what its strongest pair agrees, never the values; class=provenance retention=with-row';
