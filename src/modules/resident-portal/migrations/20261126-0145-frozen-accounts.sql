-- Why an account was frozen, of whom it is about, and who thawed it. A worker with a relationship to that person sees it (practice
-- K4: the worker is told), and her lead decides.
create table resident_portal.account_freeze (
  id uuid primary key,
  account_id uuid not null references resident_portal.resident_account,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  was_tied boolean not null,
  code_from uuid,
  frozen_at timestamptz not null,
  thawed_at timestamptz,
  thawed_by uuid,
  thawed_reason text,
  check ((thawed_at is null) = (thawed_by is null) and (thawed_at is null) = (thawed_reason is null))
);
create index standing_freeze on resident_portal.account_freeze (source_person_id) where thawed_at is null;
alter table resident_portal.account_freeze enable row level security;
alter table resident_portal.account_freeze force row level security;
create policy at_the_freezing on resident_portal.account_freeze for insert to app
  with check ((select ctx.does('resident-portal.code.use')) and account_id = any ((select ctx.bound_ids('accounts'))::uuid[])
    and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and thawed_at is null);
create policy about_those_named on resident_portal.account_freeze for select to app
  using ((select ctx.does('resident-portal.frozen.read', 'resident-portal.account.thaw'))
    and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create policy thawed on resident_portal.account_freeze for update to app
  using ((select ctx.does('resident-portal.account.thaw')) and thawed_at is null and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]))
  with check ((select ctx.does('resident-portal.account.thaw')) and thawed_by = (select ctx.actor()));
grant select, insert, update (thawed_at, thawed_by, thawed_reason) on resident_portal.account_freeze to app;
select platform.describe_personal('resident_portal.account_freeze');
do $$
declare
  c text;
  say text;
begin
  for c, say in select * from (values
    ('id', 'class=key'), ('account_id', 'class=key'), ('was_tied', 'whether it was tied to this person; class=provenance'),
    ('code_from', 'the worker who gave the code; class=provenance'), ('frozen_at', 'class=provenance'), ('thawed_at', 'class=provenance'),
    ('thawed_by', 'class=provenance'), ('thawed_reason', 'in the worker''s words; class=identity')
  ) v loop
    execute format('comment on column resident_portal.account_freeze.%I is %L', c, say || ' retention=with-row');
  end loop;
end $$;

-- Accounts that are frozen already, and tied: the other one of each pair stands in the audit.
alter table resident_portal.account_binding no force row level security;
alter table resident_portal.resident_account no force row level security;
alter table resident_portal.account_freeze no force row level security;
insert into resident_portal.account_freeze (id, account_id, controller_id, dataset_id, regime, source_person_id, was_tied, code_from, frozen_at)
select gen_random_uuid(), a.id, b.controller_id, b.dataset_id, b.regime, b.source_person_id, true, b.bound_by, a.frozen_at
from resident_portal.resident_account a join resident_portal.account_binding b on b.account_id = a.id and b.ended_at is null
where a.frozen_at is not null;
alter table resident_portal.account_binding force row level security;
alter table resident_portal.resident_account force row level security;
alter table resident_portal.account_freeze force row level security;

-- Each change by the act of its name: a grant that names an account, a person or a code is not enough.
alter policy frozen on resident_portal.resident_account
  using ((select ctx.does('resident-portal.code.use')) and id = any ((select ctx.bound_ids('accounts'))::uuid[]))
  with check ((select ctx.does('resident-portal.code.use')) and id = any ((select ctx.bound_ids('accounts'))::uuid[]) and frozen_at is not null);
create policy thawed on resident_portal.resident_account for update to app
  using ((select ctx.does('resident-portal.account.thaw')) and id = any ((select ctx.bound_ids('accounts'))::uuid[]))
  with check ((select ctx.does('resident-portal.account.thaw')) and id = any ((select ctx.bound_ids('accounts'))::uuid[]) and frozen_at is null);
create policy ended_at_the_thaw on resident_portal.account_binding for update to app
  using ((select ctx.does('resident-portal.account.thaw')) and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]))
  with check ((select ctx.does('resident-portal.account.thaw')) and ended_at is not null);
grant update (ended_at) on resident_portal.account_binding to app;
alter policy for_the_person_decided_on on resident_portal.binding_code
  with check ((select ctx.does('resident-portal.code.issue')) and issued_by = (select ctx.actor())
    and person_id = any ((select ctx.bound_ids('persons'))::uuid[]) and used_at is null);
alter policy used_up on resident_portal.binding_code
  using ((select ctx.does('resident-portal.code.use')) and code_hash = (select ctx.bound('code')) and used_at is null)
  with check (used_by = (select ctx.actor()));
alter policy bound_by_code on resident_portal.account_binding
  with check ((select ctx.does('resident-portal.code.use')) and account_id = (select ctx.actor())
    and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
