-- A sender may say of a file that it holds everything that stands in its dataset. What such a full extract lacks has ended.
alter table feeds.batch
  -- As its sender signed it.
  add column holds text not null default 'changes' check (holds in ('everything', 'changes')),
  -- The instant that the file speaks of: the end of its period, or when it was made, if that was earlier.
  add column as_of timestamptz,
  -- A full extract of which every row said whom it is about: only then is what it lacks known to be absent.
  add column is_complete boolean not null default false,
  add column facts_ended int,
  add column rows_without_person int;
-- Row security lets no migration update these rows; a change of type may read them.
alter table feeds.batch alter column as_of type timestamptz using made_at;
alter table feeds.batch alter column as_of set not null;
alter table feeds.batch alter column holds drop default;
create index batch_in_order on feeds.batch (feed_id, as_of) where applied_at is not null and reversed_at is null;

-- A fact that ended because its key had left: it stands superseded by the first full extract after the last batch that held it.
alter table feeds.fact
  add column left_extract boolean not null default false check (not left_extract or superseded_by_batch_id is not null);
create unique index one_fact_that_left on feeds.fact (dataset_id, kind, source_key) where left_extract;
create index fact_left_of on feeds.fact (source_person_id) where left_extract;
create index fact_left_by on feeds.fact (superseded_by_batch_id) where left_extract;

-- Which full extract ended which fact, when. It stays when the key comes back, or the extract is reversed.
create table feeds.departure (
  batch_id uuid not null,
  fact_id bigint not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null,
  regime text not null,
  source_person_id uuid not null,
  recorded_at timestamptz not null,
  primary key (dataset_id, batch_id, fact_id)
);
create index departure_by_fact on feeds.departure (fact_id);

-- Whom a row in quarantine of a full extract is about. It proves that she is in it, so that nothing of hers ends by that extract.
create table feeds.kept_person (
  batch_id uuid not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  primary key (batch_id, source_person_id)
);

select platform.protect_personal(t) from unnest(array['feeds.departure', 'feeds.kept_person']::regclass[]) t;
comment on column feeds.fact.left_extract is 'its key left the full extract that superseded it; class=provenance retention=with-row';
comment on column feeds.departure.batch_id is 'the full extract that lacks it; class=provenance retention=with-row';
comment on column feeds.departure.fact_id is 'class=key retention=with-row';
comment on column feeds.departure.recorded_at is 'when it was found to have left; class=provenance retention=with-row';
comment on column feeds.kept_person.batch_id is 'the full extract whose row could not be used; class=provenance retention=with-row';
