-- Residents' accounts, and how each was tied to a person: by a worker who knows them, in person, with a one-time code.
create schema resident_portal;
grant usage on schema resident_portal to app;

create table resident_portal.resident_account (
  id uuid primary key,
  issuer text not null,
  subject text not null,
  display_name text not null,
  opened_at timestamptz not null,
  frozen_at timestamptz,
  unique (issuer, subject)
);
create table resident_portal.binding_code (
  code_hash text primary key,
  person_id uuid not null,
  issued_by uuid not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_by uuid references resident_portal.resident_account
);
-- Ties an account to a source person, the stable unit; which other records are linked is looked up at each visit.
create table resident_portal.account_binding (
  id uuid primary key,
  account_id uuid not null references resident_portal.resident_account,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  how text not null check (how in ('worker-in-person', 'outside-provider')),
  bound_by uuid,
  bound_at timestamptz not null,
  ended_at timestamptz
);
create index binding_by_account on resident_portal.account_binding (account_id) where ended_at is null;
create unique index one_account_per_source on resident_portal.account_binding (source_person_id) where ended_at is null;

select platform.protect_plain(t) from unnest(array['resident_portal.resident_account', 'resident_portal.binding_code']::regclass[]) t;
revoke all on resident_portal.resident_account, resident_portal.binding_code from feed_in;
alter table resident_portal.account_binding enable row level security;
alter table resident_portal.account_binding force row level security;
create policy own_binding on resident_portal.account_binding to app
  using (account_id = (select ctx.actor())) with check (account_id = (select ctx.actor()));
-- The residents of a fictional place are tied to their records when it is made, and only then.
create policy fictional_residents on resident_portal.account_binding for insert to app
  with check ((select ctx.claim('act')) = 'resident-portal.personas.open');
grant select, insert, update on resident_portal.account_binding to app;
select platform.describe_personal('resident_portal.account_binding');
comment on column resident_portal.account_binding.id is 'class=key retention=with-row';
comment on column resident_portal.account_binding.account_id is 'class=key retention=with-row';
comment on column resident_portal.account_binding.how is 'class=provenance retention=with-row';
comment on column resident_portal.account_binding.bound_by is 'the worker who knows them; class=provenance retention=with-row';
comment on column resident_portal.account_binding.bound_at is 'class=provenance retention=with-row';
comment on column resident_portal.account_binding.ended_at is 'class=provenance retention=with-row';
-- A second account for one person must be noticed (practice K4): the grant that names the records shows who else is tied to them.
create policy same_records on resident_portal.account_binding for select to app
  using (source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
