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
comment on table resident_portal.resident_account is 'personal: who has an account; class=identity retention=while-open';
comment on table resident_portal.binding_code is 'personal: for whom a code was made; class=key retention=90-days';
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

do $$
declare t regclass;
begin
  foreach t in array array['resident_portal.resident_account', 'resident_portal.binding_code', 'resident_portal.account_binding']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('grant select, insert on %s to app', t);
  end loop;
end $$;

-- An account is its owner's, and sign-in's, which finds out whose it is. Two for one person are frozen together: the other one
-- is named by a signed grant.
create policy own_account on resident_portal.resident_account for select to app
  using (id = (select ctx.actor()) or id = any ((select ctx.bound_ids('accounts'))::uuid[]));
create policy at_sign_in on resident_portal.resident_account for select to app
  using ((select ctx.vouched('session.open')) or (select ctx.vouched('resident-portal.personas.open')));
create policy fictional_residents on resident_portal.resident_account for insert to app
  with check ((select ctx.vouched('resident-portal.personas.open')));
create policy frozen on resident_portal.resident_account for update to app
  using (id = any ((select ctx.bound_ids('accounts'))::uuid[])) with check (id = any ((select ctx.bound_ids('accounts'))::uuid[]) and frozen_at is not null);
grant update (frozen_at) on resident_portal.resident_account to app;

-- A code is made for the person whom the decision let its worker see, and known again only by whoever presents it.
create policy for_the_person_decided_on on resident_portal.binding_code for insert to app
  with check (issued_by = (select ctx.actor()) and person_id = any ((select ctx.bound_ids('persons'))::uuid[]) and used_at is null);
create policy presented on resident_portal.binding_code for select to app using (code_hash = (select ctx.bound('code')));
create policy used_up on resident_portal.binding_code for update to app
  using (code_hash = (select ctx.bound('code')) and used_at is null) with check (used_by = (select ctx.actor()));
grant update (used_at, used_by) on resident_portal.binding_code to app;

-- A binding is seen by its account, and by whoever was granted the records it is to: a second account for one person must be
-- noticed (practice K4). It is made by the account itself, to a record that a signed grant names.
create policy own_binding on resident_portal.account_binding for select to app
  using (account_id = (select ctx.actor()) or source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create policy bound_by_code on resident_portal.account_binding for insert to app
  with check (account_id = (select ctx.actor()) and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
-- The residents of a fictional place are tied to their records when it is made, and only then.
create policy fictional_residents on resident_portal.account_binding for insert to app
  with check ((select ctx.vouched('resident-portal.personas.open')));
select platform.describe_personal('resident_portal.account_binding');
comment on column resident_portal.account_binding.id is 'class=key retention=with-row';
comment on column resident_portal.account_binding.account_id is 'class=key retention=with-row';
comment on column resident_portal.account_binding.how is 'class=provenance retention=with-row';
comment on column resident_portal.account_binding.bound_by is 'the worker who knows them; class=provenance retention=with-row';
comment on column resident_portal.account_binding.bound_at is 'class=provenance retention=with-row';
comment on column resident_portal.account_binding.ended_at is 'class=provenance retention=with-row';
