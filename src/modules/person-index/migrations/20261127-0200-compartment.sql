-- Records whose agency keeps their address from others are compared in a compartment of their own (practice K1): what they say is sealed
-- under another key of the vault than all other records, and their keys are made under another secret, so that nobody who has the one finds
-- anything of the other. Every record that arrives is looked for in both.
create table person_index.protected_record (
  source_person_id uuid primary key,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  epoch int not null,
  fingerprint bigint not null,
  sealed bytea not null
);
create table person_index.protected_key (
  key bigint not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  primary key (key, source_person_id)
);
create index protected_key_of_source on person_index.protected_key (source_person_id);

do $$
declare t regclass;
begin
  foreach t in array array['person_index.protected_record', 'person_index.protected_key']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy matcher on %s to feed_in using ((select ctx.does(''person-index.link''))) with check ((select ctx.does(''person-index.link'')))', t);
    execute format('grant select, insert, delete on %s to feed_in', t);
    perform platform.describe_personal(t);
  end loop;
end $$;

do $$
declare
  t text;
  c text;
  say text;
begin
  for t, c, say in select * from (values
    ('protected_record', 'epoch', 'which identity of this human; class=identity'),
    ('protected_record', 'fingerprint', 'a keyed hash, to see whether a restatement changes it; class=provenance'),
    ('protected_record', 'sealed', 'what the model compares and the keys it is found by, encrypted under the compartment''s key; class=identity'),
    ('protected_key', 'key', 'a keyed hash under the compartment''s secret; class=identity')
  ) v loop
    execute format('comment on column person_index.%I.%I is %L', t, c, say || ' retention=with-row');
  end loop;
end $$;

-- Epochs are asked of both.
create policy named_for_the_function on person_index.protected_record for select to owner
  using (source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create or replace function person_index.named_are_of_one_epoch() returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select count(distinct r.epoch) <= 1 and count(*) = (select count(distinct id) from unnest((select ctx.bound_ids('sources'))::uuid[]) as id)
  from (
    select m.source_person_id, m.epoch from person_index.match_record m where m.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[])
    union all
    select p.source_person_id, p.epoch from person_index.protected_record p where p.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[])) r
$$;
create or replace function person_index.named_of_the_epoch_of(source uuid) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  with named as materialized (
    select m.source_person_id, m.epoch from person_index.match_record m where m.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[])
    union all
    select p.source_person_id, p.epoch from person_index.protected_record p where p.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[])
  )
  select n.source_person_id from named n where n.epoch = (select o.epoch from named o where o.source_person_id = source)
$$;

-- What stands of protected people is written anew into the compartment, and everyone linked once more, at the next start.
do $$
declare marked uuid[] := feeds.address_protected_among(array(select source_person_id from person_index.match_record));
begin
  delete from person_index.match_key where source_person_id = any (marked);
  delete from person_index.match_record where source_person_id = any (marked);
end $$;
delete from person_index.model_in_use;
