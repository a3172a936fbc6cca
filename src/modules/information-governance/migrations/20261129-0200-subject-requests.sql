-- What people ask about their own data: a copy of what is held, that a use of it stops, or that something be put right. One request; one part of it for
-- each controller that has to answer, which sees its own part and no other; and what was done about each part, step by step, never changed.
create table information_governance.subject_request (
  id uuid primary key,
  kind text not null check (kind in ('copy', 'objection', 'complaint')),
  account_id uuid not null,
  -- Whether everyone who holds something is asked, or one organisation.
  whole boolean not null,
  said bytea not null,
  received_at timestamptz not null
);
create index subject_request_by_account on information_governance.subject_request (account_id);
comment on table information_governance.subject_request is 'personal: what somebody asks about her own data, and in her words, sealed; class=need retention=request-plus-six-years';

-- Whose records a request is about. Which others are hers is looked up each time: links change.
create table information_governance.subject_request_source (
  request_id uuid not null,
  controller_id text not null,
  dataset_id text not null references information_governance.dataset,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  primary key (request_id, source_person_id)
);
select platform.describe_personal('information_governance.subject_request_source');
comment on column information_governance.subject_request_source.request_id is 'class=key retention=with-row';

create table information_governance.subject_request_part (
  id uuid primary key,
  request_id uuid not null,
  kind text not null check (kind in ('copy', 'objection', 'complaint')),
  account_id uuid not null,
  controller_id text not null,
  -- A service that may not be known to be involved answers apart, and nobody but its own people knows of this row (practice K2).
  hidden boolean not null,
  received_at timestamptz not null,
  received_on date not null,
  unique (request_id, controller_id, hidden)
);
create index subject_request_part_by_controller on information_governance.subject_request_part (controller_id);
create index subject_request_part_by_account on information_governance.subject_request_part (account_id);
comment on table information_governance.subject_request_part is 'personal: which controller has to answer whom; class=involvement retention=request-plus-six-years';

create table information_governance.subject_request_step (
  id uuid primary key,
  part_id uuid not null,
  kind text not null check (kind in ('acknowledged', 'paused', 'replied', 'resumed', 'extended', 'answered')),
  reason text check (reason in ('identity', 'clarification', 'stop', 'continue')),
  said bytea,
  at timestamptz not null,
  on_day date not null,
  by_id uuid not null,
  by_name text not null,
  nth bigint generated always as identity
);
create index subject_request_step_by_part on information_governance.subject_request_step (part_id, at);
-- Acknowledged, extended and answered once.
create unique index subject_request_step_once on information_governance.subject_request_step (part_id, kind)
  where kind in ('acknowledged', 'extended', 'answered');
comment on table information_governance.subject_request_step is 'personal: what was done about a request, with what was written, sealed; class=need retention=request-plus-six-years';

-- What an officer said of one fact: that it goes into the copy, or is withheld and by which law. The latest counts.
create table information_governance.subject_request_mark (
  id uuid primary key,
  part_id uuid not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null,
  regime text not null,
  source_person_id uuid not null,
  fact_key text not null,
  fact_id bigint not null,
  ground text,
  told boolean not null,
  said bytea,
  marked_by uuid not null,
  marked_by_name text not null,
  marked_at timestamptz not null,
  nth bigint generated always as identity,
  check (ground is null or said is not null)
);
create index subject_request_mark_by_part on information_governance.subject_request_mark (part_id);
select platform.describe_personal('information_governance.subject_request_mark');
comment on column information_governance.subject_request_mark.id is 'class=key retention=with-row';
comment on column information_governance.subject_request_mark.part_id is 'class=key retention=with-row';
comment on column information_governance.subject_request_mark.fact_key is 'class=key retention=with-row';
comment on column information_governance.subject_request_mark.fact_id is 'class=key retention=with-row';
comment on column information_governance.subject_request_mark.ground is 'class=provenance retention=with-row';
comment on column information_governance.subject_request_mark.told is 'class=provenance retention=with-row';
comment on column information_governance.subject_request_mark.said is 'sealed: why, and whom the officer asked; class=need retention=with-row';
comment on column information_governance.subject_request_mark.marked_by is 'class=provenance retention=with-row';
comment on column information_governance.subject_request_mark.marked_by_name is 'class=provenance retention=with-row';
comment on column information_governance.subject_request_mark.nth is 'class=key retention=with-row';
comment on column information_governance.subject_request_mark.marked_at is 'class=provenance retention=with-row';

-- The copy itself, sealed with the request's own key: without the key it is nothing.
create table information_governance.subject_request_pack (
  part_id uuid primary key,
  sealed bytea not null,
  made_at timestamptz not null
);
comment on table information_governance.subject_request_pack is 'personal: the copy that was made for somebody, sealed; class=identity retention=request-plus-six-months';

do $$
declare t regclass;
begin
  foreach t in array array['information_governance.subject_request', 'information_governance.subject_request_source', 'information_governance.subject_request_part',
    'information_governance.subject_request_step', 'information_governance.subject_request_mark', 'information_governance.subject_request_pack']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('grant select, insert on %s to app', t);
  end loop;
end $$;

-- Who asked sees each part of it but a hidden one. A controller's people see their own, in the acts that answer it. The clock sees whose it is, to add what is missing.
create policy own on information_governance.subject_request_part for select to app using (account_id = (select ctx.actor()) and not hidden);
create policy asked_of_us on information_governance.subject_request_part for select to app
  using (controller_id = (select ctx.claim('organisation')) and (select ctx.does('governance.rights.answer', 'governance.desk.read')));
create policy followed on information_governance.subject_request_part for select to app using ((select ctx.does('governance.rights.follow')));
create policy asks on information_governance.subject_request_part for insert to app
  with check (account_id = (select ctx.actor()) and (select ctx.does('governance.rights.ask')));
create policy follows on information_governance.subject_request_part for insert to app
  with check ((select ctx.does('governance.rights.follow')) and kind = 'copy');

create policy own on information_governance.subject_request for select to app using (account_id = (select ctx.actor()));
create policy asked_of_us on information_governance.subject_request for select to app
  using ((select ctx.does('governance.rights.answer')) and (id, account_id) in (select p.request_id, p.account_id from information_governance.subject_request_part p));
create policy followed on information_governance.subject_request for select to app using ((select ctx.does('governance.rights.follow')));
create policy asks on information_governance.subject_request for insert to app
  with check (account_id = (select ctx.actor()) and (select ctx.does('governance.rights.ask')));

create policy asked_of_us on information_governance.subject_request_source for select to app
  using ((select ctx.does('governance.rights.answer')) and request_id in (select r.id from information_governance.subject_request r));
create policy followed on information_governance.subject_request_source for select to app using ((select ctx.does('governance.rights.follow')));
create policy asks on information_governance.subject_request_source for insert to app
  with check ((select ctx.does('governance.rights.ask')) and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[])
    and request_id in (select r.id from information_governance.subject_request r where r.account_id = (select ctx.actor())));

create policy of_a_part on information_governance.subject_request_step for select to app
  using ((select ctx.valid()) and part_id in (select p.id from information_governance.subject_request_part p));
create policy answers on information_governance.subject_request_step for insert to app
  with check (by_id = (select ctx.actor()) and kind <> 'replied' and (select ctx.does('governance.rights.answer'))
    and part_id in (select p.id from information_governance.subject_request_part p where p.controller_id = (select ctx.claim('organisation'))));
create policy replies on information_governance.subject_request_step for insert to app
  with check (by_id = (select ctx.actor()) and kind = 'replied' and (select ctx.does('governance.rights.ask'))
    and part_id in (select p.id from information_governance.subject_request_part p where p.account_id = (select ctx.actor())));

create policy ours on information_governance.subject_request_mark for select to app
  using (controller_id = (select ctx.claim('organisation')) and (select ctx.does('governance.rights.answer')));
create policy marks on information_governance.subject_request_mark for insert to app
  with check (controller_id = (select ctx.claim('organisation')) and marked_by = (select ctx.actor()) and (select ctx.does('governance.rights.answer'))
    and part_id in (select p.id from information_governance.subject_request_part p where p.controller_id = (select ctx.claim('organisation'))));

create policy hers on information_governance.subject_request_pack for select to app
  using (part_id in (select p.id from information_governance.subject_request_part p where p.account_id = (select ctx.actor())));
create policy makes on information_governance.subject_request_pack for insert to app
  with check ((select ctx.does('governance.rights.answer'))
    and part_id in (select p.id from information_governance.subject_request_part p where p.controller_id = (select ctx.claim('organisation')) and not p.hidden));

-- The visits of whoever makes the copy are shown to the person from the first (practice K3): she has asked for it. Those of a service that may not be known
-- to be involved stay withheld, whatever their purpose.
select platform.show_in_log('subject-rights', 'uk-gdpr-article-15', 'The person asked, and the page where she asked says who answers');
