-- The way in: feeds, connections, batches, and the facts that they state. What a sender wrote is never changed.
create schema feeds;
grant usage on schema feeds to app, feed_in;

create table feeds.feed (
  id text primary key,
  dataset_id text not null,
  controller_id text not null,
  regime text not null,
  name text not null,
  -- What kinds of information this dataset may state. A row of another class is not taken.
  classes text[] not null,
  -- Those of them whose content is sealed before it is stored.
  special_classes text[] not null,
  -- A batch that would change more than this share of the dataset's current facts waits for a person.
  change_cap_percent int not null check (change_cap_percent between 1 and 100),
  promised_hours int not null check (promised_hours > 0),
  -- Rows come in the sender's own shape, or as canonical rows.
  shape text not null check (shape in ('own', 'canonical'))
);
create table feeds.connection (
  id text primary key,
  feed_id text not null references feeds.feed,
  organisation_id text not null,
  key_id text not null unique,
  public_key jsonb not null,
  active_from timestamptz not null,
  active_to timestamptz,
  revoked_at timestamptz
);
create table feeds.batch (
  id uuid primary key,
  feed_id text not null references feeds.feed,
  connection_id text not null,
  way text not null check (way in ('upload', 'drop', 'api', 'event', 'replay')),
  sequence int not null check (sequence > 0),
  sha256 text not null,
  file_id uuid references platform.stored_file,
  file_name text not null,
  -- What the sender signed: the manifest, or the event itself.
  signed text not null,
  stated_rows int not null,
  period_from date not null,
  period_to date not null,
  made_at timestamptz not null,
  received_at timestamptz not null,
  received_by text not null,
  replays_batch_id uuid references feeds.batch,
  -- What happened to it: each is a fact with a time; the state is derived from them.
  waiting_since timestamptz,
  waiting_reason text,
  released_at timestamptz,
  released_by text,
  applied_at timestamptz,
  refused_at timestamptz,
  refusal_code text,
  refusal_sentence text,
  reversal_asked_at timestamptz,
  reversal_asked_by text,
  reversal_reason text,
  reversed_at timestamptz,
  rows_read int,
  facts_new int,
  facts_changed int,
  facts_unchanged int,
  facts_late int,
  rows_quarantined int,
  -- Involvements that name a staff reference or a team which `partnership` does not know at this controller.
  workers_unknown int,
  check (applied_at is null or refused_at is null),
  check (reversed_at is null or (applied_at is not null and reversal_asked_at is not null))
);
-- Events are numbered apart from files.
create unique index one_batch_per_sequence on feeds.batch (connection_id, (way = 'event'), sequence) where way <> 'replay' and refused_at is null;
create index batch_by_feed on feeds.batch (feed_id, received_at);

create table feeds.quarantined_row (
  id uuid primary key,
  batch_id uuid not null references feeds.batch,
  row_no int not null,
  field text not null,
  value_class text not null,
  rule text not null,
  what_to_do text not null,
  -- The sender's record, sealed with the key of the batch's file: a person mends one value of it without seeing the others.
  record_sealed bytea not null,
  quarantined_at timestamptz not null,
  corrected_at timestamptz,
  corrected_by text,
  replay_batch_id uuid references feeds.batch,
  dismissed_at timestamptz,
  dismissed_reason text
);
create index quarantined_by_batch on feeds.quarantined_row (batch_id);

select platform.protect_plain(t) from unnest(array['feeds.feed', 'feeds.connection', 'feeds.batch', 'feeds.quarantined_row']::regclass[]) t;

-- One human in one system, in one identity epoch: what every fact, key, relationship and log entry refers to.
create table feeds.source_person (
  id uuid primary key,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null generated always as (id) stored,
  source_key text not null,
  first_batch_id uuid not null,
  unique (dataset_id, source_key)
);

-- One fact about one source person, of one class. `content` follows the canonical model's kind; special-category content
-- is sealed instead. No foreign keys: every row is written by an INSERT … SELECT that joins its source person, under a
-- policy that binds controller and dataset, and a million trigger calls would prove the same again.
create table feeds.fact (
  id bigint generated always as identity primary key,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null,
  regime text not null,
  source_person_id uuid not null,
  kind text not null,
  source_key text not null,
  content jsonb,
  sealed bytea,
  content_hash text not null,
  other_source_person_id uuid,
  household_key text,
  valid_from date,
  valid_to date,
  event_at timestamptz not null,
  recorded_at timestamptz not null,
  batch_id uuid not null,
  sequence int not null,
  row_no int not null,
  superseded_by_batch_id uuid,
  check ((content is null) <> (sealed is null))
);
create index fact_current on feeds.fact (source_person_id) where superseded_by_batch_id is null;
create unique index one_current_fact on feeds.fact (dataset_id, kind, source_key) where superseded_by_batch_id is null;
create index fact_superseded on feeds.fact (dataset_id, kind, source_key) where superseded_by_batch_id is not null;
create index fact_by_batch on feeds.fact (batch_id);
create index fact_household on feeds.fact (household_key, dataset_id) where household_key is not null and superseded_by_batch_id is null;

-- Another statement of a fact, unchanged: so that reversing the batch that stated it first does not lose what others also said.
-- Withdrawn when its own batch is reversed.
create table feeds.confirmation (
  batch_id uuid not null,
  fact_id bigint not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null,
  regime text not null,
  source_person_id uuid not null,
  event_at timestamptz not null,
  recorded_at timestamptz not null,
  sequence int not null,
  row_no int not null,
  withdrawn boolean not null default false,
  primary key (batch_id, fact_id)
);
create index confirmation_by_fact on feeds.confirmation (fact_id);

select platform.protect_personal(t) from unnest(array['feeds.source_person', 'feeds.fact', 'feeds.confirmation']::regclass[]) t;

do $$
declare
  t text;
  c text;
  say text;
begin
  for t, c, say in select * from (values
    ('source_person', 'id', 'class=key'), ('source_person', 'source_key', 'the sender''s own key; class=identifier'),
    ('source_person', 'first_batch_id', 'class=provenance'),
    ('fact', 'id', 'class=key'), ('fact', 'kind', 'which kind of the canonical model; class=provenance'),
    ('fact', 'source_key', 'the fact''s key at its sender; class=identifier'), ('fact', 'content', 'the fact; class=by-row'),
    ('fact', 'sealed', 'the fact, encrypted: special-category classes; class=by-row'), ('fact', 'content_hash', 'to see whether a restatement changes it; class=by-row'),
    ('fact', 'other_source_person_id', 'the other end of a relationship; class=relationship'), ('fact', 'household_key', 'class=household'),
    ('fact', 'valid_from', 'first day in the world; class=by-row'), ('fact', 'valid_to', 'first day no longer; class=by-row'),
    ('fact', 'event_at', 'when its sender recorded it; class=provenance'), ('fact', 'recorded_at', 'when it was received; class=provenance'),
    ('fact', 'batch_id', 'class=provenance'), ('fact', 'sequence', 'class=provenance'), ('fact', 'row_no', 'class=provenance'),
    ('fact', 'superseded_by_batch_id', 'null while current; class=provenance'),
    ('confirmation', 'batch_id', 'class=provenance'), ('confirmation', 'fact_id', 'class=key'), ('confirmation', 'event_at', 'class=provenance'),
    ('confirmation', 'recorded_at', 'class=provenance'), ('confirmation', 'sequence', 'class=provenance'), ('confirmation', 'row_no', 'class=provenance'),
    ('confirmation', 'withdrawn', 'its batch was reversed; class=provenance')
  ) v loop
    execute format('comment on column feeds.%I.%I is %L', t, c, say || ' retention=with-row');
  end loop;
end $$;
