-- What the exact rules compare: which kind of key each source person has. Equality of 64-bit keyed hashes only.
create table person_index.match_key (
  key bigint not null,
  kind text not null check (kind in ('nhs-number', 'superseded-nhs-number', 'name-birth-postcode', 'identity-epoch')),
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  primary key (source_person_id, kind, key)
);
create index match_key_by_key on person_index.match_key (key);
alter table person_index.match_key enable row level security;
alter table person_index.match_key force row level security;
create policy matcher on person_index.match_key to feed_in using ((select ctx.claim('act')) = 'person-index.link')
  with check ((select ctx.claim('act')) = 'person-index.link');
grant select, insert, delete on person_index.match_key to feed_in;
grant delete on person_index.redirect to feed_in;
select platform.describe_personal('person_index.match_key');
comment on column person_index.match_key.key is 'a keyed hash; class=identity retention=with-row';
comment on column person_index.match_key.kind is 'which rule compares it; class=provenance retention=with-row';
create index former_link_by_person on person_index.link (person_id) where ended_at is not null;
