-- What every room leaves behind: the access log, the audit of changes, events, keys and files.

-- One line for each (request, subject, view) that showed or refused personal data. Never changed, never deleted.
create table platform.access_entry (
  id uuid primary key,
  request_id uuid not null,
  occurred_at timestamptz not null default now(),
  actor_kind text not null check (actor_kind in ('worker', 'resident', 'system')),
  actor_id text not null check (actor_id <> ''),
  actor_role text not null check (actor_role <> ''),
  organisation_id text not null check (organisation_id <> ''),
  session_id uuid,
  purpose text not null check (purpose <> ''),
  act text not null check (act <> ''),
  view text not null check (view <> ''),
  subject_id uuid,
  outcome text not null check (outcome in ('shown', 'refused')),
  refusal_code text,
  decision_id uuid not null,
  decision jsonb not null,
  agreements text[] not null,
  cells jsonb not null,
  visibility text not null check (visibility in ('shown', 'withheld')),
  withheld_ground text,
  reviewer text,
  review_on date,
  check ((outcome = 'refused') = (refusal_code is not null)),
  check (outcome = 'refused' or agreements <> '{}'),
  check ((visibility = 'withheld') = (withheld_ground is not null and reviewer is not null and review_on is not null))
);
create unique index one_entry_per_request_subject_view on platform.access_entry (request_id, coalesce(subject_id, '00000000-0000-0000-0000-000000000000'), view);
comment on table platform.access_entry is 'personal: who looked at whom; class=access-log retention=access-log';

-- Whose data the entry was about, by source person, so that merge and split never show one human another's visits.
create table platform.access_entry_source (
  entry_id uuid not null references platform.access_entry,
  source_person_id uuid not null,
  occurred_at timestamptz not null default now(),
  primary key (source_person_id, entry_id)
);

alter table platform.access_entry enable row level security;
alter table platform.access_entry force row level security;
alter table platform.access_entry_source enable row level security;
alter table platform.access_entry_source force row level security;

create policy own_act on platform.access_entry for insert to app, feed_in
  with check (actor_id = (select ctx.claim('actor')) and session_id is not distinct from (select ctx.claim('session'))::uuid);
create policy own_act on platform.access_entry_source for insert to app, feed_in with check ((select ctx.valid()));
-- A resident reads the entries about her own linked records, unless a current decision withholds them.
create policy about_granted on platform.access_entry_source for select to app
  using (source_person_id in (select g.source_person_id from ctx.granted() g where g.field_class = 'access-log'));
create policy about_granted on platform.access_entry for select to app
  using (visibility = 'shown' and outcome = 'shown' and id in (select s.entry_id from platform.access_entry_source s));
grant select, insert on platform.access_entry, platform.access_entry_source to app;
grant insert on platform.access_entry, platform.access_entry_source to feed_in;

create table platform.audit_event (
  id uuid primary key,
  occurred_at timestamptz not null default now(),
  actor_id text not null,
  act text not null,
  subject text not null,
  facts jsonb not null
);
create table platform.outbox (
  id bigint generated always as identity primary key,
  type text not null,
  aggregate text not null,
  payload jsonb not null,
  occurred_at timestamptz not null default now(),
  delivered_at timestamptz
);
create index outbox_waiting on platform.outbox (aggregate, id) where delivered_at is null;
create table platform.event_delivery (
  event_id bigint not null references platform.outbox,
  subscriber text not null,
  delivered_at timestamptz not null default now(),
  primary key (event_id, subscriber)
);

-- The wrapped key of one subject's sealed columns. Destroying it erases them everywhere, backups included.
create table platform.data_key (
  subject_id uuid primary key,
  wrapped bytea not null,
  made_at timestamptz not null default now()
);

-- Files are kept outside the database, encrypted; the key is here, so that erasure destroys it.
create table platform.stored_file (
  id uuid primary key,
  sha256 text not null,
  bytes bigint not null,
  name text not null,
  wrapped_key bytea not null,
  stored_at timestamptz not null default now()
);

-- What this database is. A fictional place carries its marker and never loses it; a real one never gains it.
create table platform.place (
  only_row boolean primary key default true check (only_row),
  name text not null,
  nation text not null check (nation in ('england', 'wales', 'scotland', 'northern-ireland')),
  zone text not null,
  fictional boolean not null,
  made_from text
);

select platform.protect_plain(t) from unnest(array['platform.audit_event', 'platform.outbox', 'platform.event_delivery', 'platform.data_key',
  'platform.stored_file', 'platform.place']::regclass[]) t;
revoke update on platform.audit_event from app, feed_in;
-- Once set, the marker stands: only the note that the place was made can be added.
revoke update on platform.place from app, feed_in;
grant update (made_from) on platform.place to app;
