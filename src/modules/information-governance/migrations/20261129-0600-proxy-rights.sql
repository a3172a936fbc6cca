-- Who may act for somebody on her page: a helper whom she chose, a parent, an attorney, a deputy, somebody named by a court. Each right says by whom it was
-- given, for which part of the page, and the day on which it ends (P5). It is taken up by an account with a code that is handed over in person (practice K4).
create table information_governance.proxy_right (
  id uuid primary key,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'relationship',
  regime text not null,
  source_person_id uuid not null,
  kind text not null check (kind in ('helper', 'parent', 'attorney', 'deputy', 'court-order')),
  scopes text[] not null check (cardinality(scopes) > 0),
  born_on date,
  person_name text not null,
  called text not null check (called <> ''),
  evidence text not null,
  granted_by uuid not null,
  granted_at timestamptz not null,
  until_day date not null,
  reviewed_at timestamptz,
  reviewed_by uuid,
  review_said text,
  code_hash text not null,
  code_expires_at timestamptz not null,
  account_id uuid,
  proxy_name text,
  taken_up_at timestamptz,
  ended_at timestamptz,
  ended_by uuid,
  ended_reason text,
  check (kind = 'helper' or evidence <> ''),
  check ((ended_at is null) = (ended_by is null) and (ended_at is null) = (ended_reason is null)),
  check ((account_id is null) = (taken_up_at is null))
);
create index proxy_right_by_account on information_governance.proxy_right (account_id) where ended_at is null;
create index proxy_right_by_source on information_governance.proxy_right (source_person_id);
create index proxy_right_by_code on information_governance.proxy_right (code_hash) where account_id is null;
-- What stops or narrows such rights: what she decides for herself, an order of a court, a dispute between parents, her death.
create table information_governance.proxy_limit (
  id uuid primary key,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'relationship',
  regime text not null,
  source_person_id uuid not null,
  kind text not null check (kind in ('competence', 'no-contact', 'care-order', 'dispute', 'death')),
  account_id uuid,
  from_at timestamptz not null,
  reason text not null check (reason <> ''),
  recorded_by uuid not null,
  lifted_at timestamptz,
  lifted_by uuid,
  lifted_reason text,
  check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lifted_reason is null))
);
create index proxy_limit_by_source on information_governance.proxy_limit (source_person_id) where lifted_at is null;
do $$
declare t regclass;
begin
  foreach t in array array['information_governance.proxy_right', 'information_governance.proxy_limit']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('grant select, insert on %s to app', t);
    perform platform.describe_personal(t);
  end loop;
end $$;
grant update (account_id, proxy_name, taken_up_at, reviewed_at, reviewed_by, review_said, until_day, ended_at, ended_by, ended_reason)
  on information_governance.proxy_right to app;
grant update (lifted_at, lifted_by, lifted_reason) on information_governance.proxy_limit to app;

-- Her own rights a proxy sees; of whom a signed grant names, the person herself and who works with her see them, by the acts of that name.
create policy held on information_governance.proxy_right for select to app using (account_id = (select ctx.actor()));
create policy presented on information_governance.proxy_right for select to app
  using ((select ctx.does('governance.proxy.accept')) and code_hash = (select ctx.bound('code')));
create policy over_those_named on information_governance.proxy_right for select to app
  using ((select ctx.does('governance.proxy.choose', 'governance.proxy.read', 'governance.proxy.enter'))
    and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create policy chosen on information_governance.proxy_right for insert to app
  with check ((select ctx.does('governance.proxy.choose')) and kind = 'helper' and granted_by = (select ctx.actor()) and account_id is null
    and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create policy entered on information_governance.proxy_right for insert to app
  with check ((select ctx.does('governance.proxy.enter')) and kind <> 'helper' and granted_by = (select ctx.actor()) and account_id is null
    and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create policy fictional_residents on information_governance.proxy_right for insert to app
  with check ((select ctx.vouched('resident-portal.personas.open')));
create policy taken_up on information_governance.proxy_right for update to app
  using ((select ctx.does('governance.proxy.accept')) and code_hash = (select ctx.bound('code')) and account_id is null and ended_at is null)
  with check (account_id = (select ctx.actor()) and ended_at is null);
create policy ended_by_herself on information_governance.proxy_right for update to app
  using ((select ctx.does('governance.proxy.choose')) and ended_at is null and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]))
  with check ((select ctx.does('governance.proxy.choose')) and ended_by = (select ctx.actor()));
create policy changed on information_governance.proxy_right for update to app
  using ((select ctx.does('governance.proxy.enter')) and ended_at is null and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]))
  with check ((select ctx.does('governance.proxy.enter')) and (ended_by = (select ctx.actor()) or (ended_by is null and reviewed_by = (select ctx.actor()))));

create policy about_those_named on information_governance.proxy_limit for select to app
  using ((select ctx.does('governance.proxy.use', 'governance.proxy.accept', 'governance.proxy.read', 'governance.proxy.enter'))
    and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create policy recorded on information_governance.proxy_limit for insert to app
  with check ((select ctx.does('governance.proxy.enter')) and recorded_by = (select ctx.actor()) and lifted_at is null
    and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create policy lifted on information_governance.proxy_limit for update to app
  using ((select ctx.does('governance.proxy.enter')) and lifted_at is null and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]))
  with check ((select ctx.does('governance.proxy.enter')) and lifted_by = (select ctx.actor()));

do $$
declare
  t text;
  c text;
  say text;
begin
  for t, c, say in select * from (values
    ('proxy_right', 'id', 'class=key'), ('proxy_right', 'kind', 'class=relationship'), ('proxy_right', 'scopes', 'class=relationship'),
    ('proxy_right', 'born_on', 'what her age is counted from; class=identity'), ('proxy_right', 'person_name', 'class=identity'),
    ('proxy_right', 'called', 'the proxy, in the words of who gave it; class=relationship'),
    ('proxy_right', 'evidence', 'what was seen; class=relationship'), ('proxy_right', 'granted_by', 'class=provenance'),
    ('proxy_right', 'granted_at', 'class=provenance'), ('proxy_right', 'until_day', 'class=relationship'),
    ('proxy_right', 'reviewed_at', 'class=provenance'), ('proxy_right', 'reviewed_by', 'class=provenance'),
    ('proxy_right', 'review_said', 'her wishes, in the worker''s words; class=relationship'), ('proxy_right', 'code_hash', 'class=key'),
    ('proxy_right', 'code_expires_at', 'class=key'), ('proxy_right', 'account_id', 'class=key'),
    ('proxy_right', 'proxy_name', 'class=relationship'), ('proxy_right', 'taken_up_at', 'class=provenance'),
    ('proxy_right', 'ended_at', 'class=provenance'), ('proxy_right', 'ended_by', 'class=provenance'),
    ('proxy_right', 'ended_reason', 'class=relationship'),
    ('proxy_limit', 'id', 'class=key'), ('proxy_limit', 'kind', 'class=relationship'), ('proxy_limit', 'account_id', 'class=key'),
    ('proxy_limit', 'from_at', 'class=relationship'), ('proxy_limit', 'reason', 'class=relationship'),
    ('proxy_limit', 'recorded_by', 'class=provenance'), ('proxy_limit', 'lifted_at', 'class=provenance'),
    ('proxy_limit', 'lifted_by', 'class=provenance'), ('proxy_limit', 'lifted_reason', 'class=relationship')
  ) v loop
    execute format('comment on column information_governance.%I.%I is %L', t, c, say || ' retention=with-row');
  end loop;
end $$;
