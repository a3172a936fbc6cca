-- What one can go to: services as their sources list them (Open Referral UK 3.0), with what is said of them here. Nothing of anybody who uses one.
create schema service_directory;
grant usage on schema service_directory to app, feed_in;

-- Who sends us services: an address that is read every night, signed files, files that somebody uploads.
create table service_directory.source (
  id uuid primary key,
  name text not null check (name <> ''),
  organisation_id text not null,
  -- Where its API begins: "/services" is asked below it.
  address text,
  -- What its signed files are signed as, and with which key.
  feed text,
  key_id text,
  public_key jsonb,
  key_from timestamptz,
  added_at timestamptz not null,
  -- Nothing is taken from it any more, and what it listed has ended.
  ended_at timestamptz,
  -- When it was last wanted, so that of several processes one reads it.
  wanted_at timestamptz,
  check ((feed is null) = (key_id is null) and (feed is null) = (public_key is null) and (feed is null) = (key_from is null))
);

create unique index source_by_address on service_directory.source (address) where ended_at is null;
create unique index source_by_feed on service_directory.source (feed) where ended_at is null;

-- What came of each reading of a source. Added to, never changed.
create table service_directory.import (
  id uuid primary key,
  nth bigint generated always as identity,
  source_id uuid not null references service_directory.source,
  way text not null check (way in ('address', 'signed', 'upload')),
  received_at timestamptz not null,
  received_by text not null,
  file_name text,
  sequence int,
  sha256 text,
  -- Why nothing could be read, if so.
  problem text,
  added int not null,
  changed int not null,
  unchanged int not null,
  ended int not null,
  -- How many it lacked that did not end, because they were too many.
  kept int not null,
  refused int not null,
  -- The first hundred refused: service, its name, and each field with what is wrong.
  refusals jsonb not null,
  unique (source_id, sequence)
);
create index import_of on service_directory.import (source_id, nth desc);

create table service_directory.service (
  -- The source's own.
  id uuid primary key,
  source_id uuid not null references service_directory.source,
  -- As received, whole: this goes out again.
  record jsonb not null,
  digest text not null,
  name text not null,
  -- What it is and for whom, as it is searched.
  description text not null,
  status text not null check (status in ('active', 'inactive', 'defunct', 'temporarily closed')),
  run_by_name text,
  -- The partner that runs it, where one of its identifiers is a partner's.
  run_by text,
  topics text[] not null,
  topic_words text not null,
  term_ids uuid[] not null,
  taxonomy_ids uuid[] not null,
  cost text not null check (cost in ('free', 'paid', 'not-said')),
  minimum_age numeric,
  maximum_age numeric,
  -- [{day, opens, closes, from, until}] and [{name, line, city, postcode, latitude, longitude}]
  hours jsonb not null,
  places jsonb not null,
  areas text not null,
  assured_on date,
  last_modified timestamptz,
  first_received_at timestamptz not null,
  received_at timestamptz not null,
  -- Its source no longer lists it.
  ended_at timestamptz,
  search tsvector not null generated always as (
    setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', topic_words), 'B') ||
    setweight(to_tsvector('english', description), 'C') || setweight(to_tsvector('english', coalesce(run_by_name, '')), 'D')) stored
);
create index service_search on service_directory.service using gin (search) where ended_at is null;
create index service_of on service_directory.service (source_id) where ended_at is null;

-- How many places are free, said by somebody of whoever runs it. Added to; the latest counts.
create table service_directory.capacity (
  id uuid primary key,
  nth bigint generated always as identity,
  service_id uuid not null references service_directory.service,
  places int not null check (places between 0 and 100000),
  as_of timestamptz not null,
  said_by uuid not null,
  organisation_id text not null
);
create index capacity_of on service_directory.capacity (service_id, nth desc);

-- That somebody looked, and what is listed holds. Added to; the latest counts.
create table service_directory.assurance (
  id uuid primary key,
  nth bigint generated always as identity,
  service_id uuid not null references service_directory.service,
  assured_on date not null,
  assured_at timestamptz not null,
  assured_by uuid not null,
  organisation_id text not null
);
create index assurance_of on service_directory.assurance (service_id, nth desc);

select platform.protect_plain(t) from unnest(array['service_directory.source', 'service_directory.import', 'service_directory.service',
  'service_directory.capacity', 'service_directory.assurance']::regclass[]) t;
select platform.written_by('service_directory.source', 'app', 'service-directory.source.seed', 'service-directory.source.add',
  'service-directory.source.refresh', 'service-directory.source.upload', 'service-directory.source.end', 'service-directory.import');
select platform.written_by('service_directory.import', 'app', 'service-directory.import', 'service-directory.source.upload');
select platform.written_by('service_directory.service', 'app', 'service-directory.import', 'service-directory.source.upload',
  'service-directory.source.end');
select platform.written_by('service_directory.capacity', 'app', 'service-directory.capacity.record');
select platform.written_by('service_directory.assurance', 'app', 'service-directory.service.assure');
