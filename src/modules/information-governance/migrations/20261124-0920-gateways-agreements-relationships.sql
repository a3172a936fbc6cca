-- What the disclosure decision decides on: gateways, purposes, agreements, datasets, and who has a relationship with whom.
create schema information_governance;
grant usage on schema information_governance to app, feed_in;

-- The library of legal gateways: a power, a duty or a limit. `checked_on` is empty until a practitioner has confirmed it.
create table information_governance.gateway (
  id text primary key,
  statute text not null,
  provision text not null,
  kind text not null check (kind in ('power', 'duty', 'limit')),
  bodies text not null,
  objective text not null,
  limits text not null,
  in_force_from date not null,
  in_force_to date,
  checked_on date
);

-- Why data is used. Its plain words are what the resident reads in "Who looked".
create table information_governance.sharing_purpose (
  id text primary key,
  name text not null,
  plain_words_en text not null,
  plain_words_cy text,
  gateway_id text not null references information_governance.gateway,
  article_6 text not null,
  article_9 text,
  schedule_1 text,
  regime text not null check (regime in ('general', 'law-enforcement', 'direct-care')),
  roles text[] not null,
  -- How an entry under this purpose starts in the resident's log. A withheld one is looked at again by someone, by a date.
  log_visibility text not null check (log_visibility in ('shown', 'withheld')),
  withheld_ground text,
  withheld_reviewer text,
  in_force_from date not null,
  in_force_to date,
  check ((log_visibility = 'withheld') = (withheld_ground is not null and withheld_reviewer is not null))
);

create table information_governance.dataset (
  id text primary key,
  controller_id text not null,
  name text not null,
  -- As a resident would name the service behind it.
  plain_name text not null,
  standard text not null,
  update_frequency text not null,
  promised_hours int not null check (promised_hours > 0),
  -- What others may know of the bare fact that this service is involved (practice K2).
  existence text not null check (existence in ('shown', 'named', 'brokered', 'sealed')),
  duty_team text not null,
  duty_phone text not null,
  regime text not null check (regime in ('general', 'law-enforcement', 'direct-care'))
);
create table information_governance.dataset_class (
  dataset_id text not null references information_governance.dataset,
  field_class text not null,
  special_category boolean not null,
  retention text not null,
  primary key (dataset_id, field_class)
);

-- One version of one agreement. A signed version is never edited: a change is a new version.
create table information_governance.sharing_agreement (
  id uuid primary key,
  code text not null,
  version int not null check (version > 0),
  title text not null,
  kind text not null check (kind in ('sharing', 'own-service', 'subject-rights')),
  signed_on date not null,
  in_force_from date not null,
  in_force_to date,
  review_on date not null,
  suspended_at timestamptz,
  unique (code, version)
);
create table information_governance.agreement_purpose (
  agreement_id uuid not null references information_governance.sharing_agreement,
  purpose_id text not null references information_governance.sharing_purpose,
  primary key (agreement_id, purpose_id)
);
create table information_governance.agreement_recipient (
  agreement_id uuid not null references information_governance.sharing_agreement,
  organisation_id text not null,
  primary key (agreement_id, organisation_id)
);
-- One line of an agreement: to these roles, so trained, in these relationships, these classes of these datasets.
create table information_governance.sharing_term (
  id uuid primary key,
  agreement_id uuid not null references information_governance.sharing_agreement,
  name text not null,
  roles text[] not null check (roles <> '{}'),
  relationships text[] not null check (relationships <> '{}'),
  trainings text[] not null,
  unique (agreement_id, name)
);
create table information_governance.term_cell (
  term_id uuid not null references information_governance.sharing_term,
  dataset_id text not null,
  field_class text not null,
  primary key (term_id, dataset_id, field_class),
  foreign key (dataset_id, field_class) references information_governance.dataset_class
);

-- A worker's or a team's relationship with a source person: opened and ended by the room in which it arises.
create table information_governance.relationship (
  id uuid primary key,
  worker_id uuid,
  team_id uuid,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'involvement',
  regime text not null,
  source_person_id uuid not null,
  kind text not null check (kind in ('allocated-worker', 'team', 'contact-in-hand')),
  source_room text not null,
  source_key text not null,
  active_from timestamptz not null,
  active_to timestamptz,
  reason text,
  check ((worker_id is null) <> (team_id is null)),
  unique (source_room, source_key, kind)
);
create index relationship_by_source on information_governance.relationship (source_person_id);
create index relationship_by_worker on information_governance.relationship (worker_id) where worker_id is not null;
create index relationship_by_team on information_governance.relationship (team_id) where team_id is not null;

-- Which source person a worker is herself. She opens no record of that person at work, nor of those who live with her: who
-- does is asked of the current household facts at each decision, so that it is never out of date.
create table information_governance.own_record (
  worker_id uuid not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  primary key (worker_id, source_person_id)
);

select platform.protect_plain(t) from unnest(array['information_governance.gateway', 'information_governance.sharing_purpose',
  'information_governance.dataset', 'information_governance.dataset_class', 'information_governance.sharing_agreement',
  'information_governance.agreement_purpose', 'information_governance.agreement_recipient', 'information_governance.sharing_term',
  'information_governance.term_cell']::regclass[]) t;

-- Relationships and own records are what the decision is made from: each worker sees her own and her teams', nobody else's.
do $$
declare t regclass;
begin
  foreach t in array array['information_governance.relationship', 'information_governance.own_record']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy own_dataset on %s to feed_in using (dataset_id = (select ctx.bound(''dataset'')))
      with check (controller_id = (select ctx.bound(''controller'')) and dataset_id = (select ctx.bound(''dataset'')))', t);
    execute format('grant select, insert, update on %s to app, feed_in', t);
    perform platform.describe_personal(t);
  end loop;
end $$;
create policy own_relationships on information_governance.relationship for select to app
  using (worker_id = (select ctx.actor()) or team_id = any ((select ctx.bound_ids('teams'))::uuid[]));
create policy own_contact_in_hand on information_governance.relationship for insert to app
  with check (kind = 'contact-in-hand' and worker_id = (select ctx.actor()) and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create policy her_own on information_governance.own_record for select to app using (worker_id = (select ctx.actor()));

comment on column information_governance.relationship.id is 'class=key retention=with-row';
comment on column information_governance.relationship.worker_id is 'the worker who has it; class=involvement retention=with-row';
comment on column information_governance.relationship.team_id is 'or the team; class=involvement retention=with-row';
comment on column information_governance.relationship.kind is 'class=involvement retention=with-row';
comment on column information_governance.relationship.source_room is 'the room that opened it; class=provenance retention=with-row';
comment on column information_governance.relationship.source_key is 'what it arose from there; class=provenance retention=with-row';
comment on column information_governance.relationship.active_from is 'class=involvement retention=with-row';
comment on column information_governance.relationship.active_to is 'class=involvement retention=with-row';
comment on column information_governance.relationship.reason is 'why a contact is in hand; class=involvement retention=with-row';
comment on column information_governance.own_record.worker_id is 'class=key retention=with-row';
