-- Asking the owner: a worker asks the controller of a record one question, for a purpose, by a deadline; its data owner shares some kinds of it with
-- her for a time, or refuses with the reason. Silence shares nothing: it climbs.
create table information_governance.access_request (
  id uuid primary key,
  controller_id text not null,
  dataset_id text not null references information_governance.dataset,
  field_class text not null default 'involvement',
  regime text not null,
  source_person_id uuid not null,
  -- Her other records in that dataset.
  also uuid[] not null,
  worker_id uuid not null,
  worker_name text not null,
  worker_role text not null,
  worker_organisation text not null,
  purpose text not null references information_governance.sharing_purpose,
  relationship text not null,
  -- Which kinds may be shared with her, as the agreement had it when she asked.
  classes text[] not null check (classes <> '{}'),
  asked bytea not null,
  asked_at timestamptz not null,
  due_at timestamptz not null check (due_at > asked_at)
);
create index access_request_by_worker on information_governance.access_request (worker_id, asked_at);
create index access_request_by_controller on information_governance.access_request (controller_id, due_at);

create table information_governance.access_request_answer (
  request_id uuid primary key,
  answer text not null check (answer in ('shared', 'refused', 'told')),
  ground text check (ground in ('not-necessary', 'another-way', 'would-harm', 'not-held', 'law')),
  said bytea,
  answered_by uuid not null,
  answered_by_name text not null,
  answered_at timestamptz not null,
  check ((answer = 'refused') = (ground is not null)),
  check (answer <> 'refused' or said is not null)
);
-- A request that nobody answered in time, and whom it went up to.
create table information_governance.access_request_climb (
  request_id uuid not null,
  step int not null check (step in (1, 2)),
  climbed_at timestamptz not null,
  primary key (request_id, step)
);

-- What an owner's yes lets one worker see, for one purpose, until a day: nothing that no agreement names on request (A1).
create table information_governance.owner_release (
  request_id uuid not null,
  worker_id uuid not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null,
  regime text not null,
  source_person_id uuid not null,
  purpose text not null,
  active_from timestamptz not null,
  active_to timestamptz not null check (active_to > active_from),
  revoked_at timestamptz,
  primary key (request_id, source_person_id, field_class)
);
create index owner_release_by_worker on information_governance.owner_release (worker_id, source_person_id);

do $$
declare t regclass;
begin
  foreach t in array array['information_governance.access_request', 'information_governance.access_request_answer',
    'information_governance.access_request_climb', 'information_governance.owner_release']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy for_the_function on %s to owner using (true) with check (true)', t);
    execute format('grant select, insert on %s to app', t);
  end loop;
  foreach t in array array['information_governance.access_request', 'information_governance.owner_release']::regclass[] loop
    perform platform.describe_personal(t);
  end loop;
end $$;

-- Who asked sees what she asked. The controller's people see what is asked of them, under the act of answering: who may is the product's policy.
create policy own on information_governance.access_request for select to app using (worker_id = (select ctx.actor()));
create policy asked_of_us on information_governance.access_request for select to app
  using (controller_id = (select ctx.claim('organisation')) and (select ctx.does('governance.request.answer')));
create policy asks on information_governance.access_request for insert to app
  with check (worker_id = (select ctx.actor()) and (select ctx.does('governance.request.ask')) and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create policy of_a_request on information_governance.access_request_answer for select to app
  using ((select ctx.valid()) and request_id in (select r.id from information_governance.access_request r));
create policy answers on information_governance.access_request_answer for insert to app
  with check (answered_by = (select ctx.actor()) and (select ctx.does('governance.request.answer'))
    and request_id in (select r.id from information_governance.access_request r where r.controller_id = (select ctx.claim('organisation'))));
create policy of_a_request on information_governance.access_request_climb for select to app
  using ((select ctx.valid()) and request_id in (select r.id from information_governance.access_request r));
revoke insert on information_governance.access_request_climb from app;
create policy own on information_governance.owner_release for select to app using (worker_id = (select ctx.actor()));
create policy released_by_us on information_governance.owner_release for select to app
  using (controller_id = (select ctx.claim('organisation')) and (select ctx.does('governance.request.answer')));
create policy releases on information_governance.owner_release for insert to app
  with check (controller_id = (select ctx.claim('organisation')) and (select ctx.does('governance.request.answer'))
    and exists (select from information_governance.access_request r where r.id = owner_release.request_id and r.controller_id = (select ctx.claim('organisation'))
      and r.worker_id = owner_release.worker_id and r.dataset_id = owner_release.dataset_id and r.purpose = owner_release.purpose
      and owner_release.field_class = any (r.classes) and owner_release.source_person_id = any (r.source_person_id || r.also)));
create policy revokes on information_governance.owner_release for update to app
  using (controller_id = (select ctx.claim('organisation')) and (select ctx.does('governance.request.answer')))
  with check (controller_id = (select ctx.claim('organisation')) and revoked_at is not null);
grant update (revoked_at) on information_governance.owner_release to app;

-- Requests that nobody answered in time climb: at the deadline to the governance officer, a day later to the approver. Run by the clock.
create function information_governance.climb_requests(at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare climbed int;
begin
  if not ctx.does('governance.request.climb') then raise exception 'not the clock' using errcode = '42501'; end if;
  insert into information_governance.access_request_climb (request_id, step, climbed_at)
  select r.id, s.step, at from information_governance.access_request r, (values (1, interval '0'), (2, interval '1 day')) s(step, after)
  where r.due_at + s.after <= at and not exists (select from information_governance.access_request_answer a where a.request_id = r.id)
  on conflict do nothing;
  get diagnostics climbed = row_count;
  return climbed;
end $$;
revoke all on function information_governance.climb_requests(timestamptz) from public;
grant execute on function information_governance.climb_requests(timestamptz) to app;

comment on column information_governance.access_request.id is 'class=key retention=with-row';
comment on column information_governance.access_request.also is 'class=key retention=with-row';
comment on column information_governance.access_request.worker_id is 'who asked; class=involvement retention=with-row';
comment on column information_governance.access_request.worker_name is 'class=involvement retention=with-row';
comment on column information_governance.access_request.worker_role is 'class=involvement retention=with-row';
comment on column information_governance.access_request.worker_organisation is 'class=involvement retention=with-row';
comment on column information_governance.access_request.purpose is 'class=involvement retention=with-row';
comment on column information_governance.access_request.relationship is 'class=involvement retention=with-row';
comment on column information_governance.access_request.classes is 'class=provenance retention=with-row';
comment on column information_governance.access_request.asked is 'sealed: the question, and why; class=need retention=with-row';
comment on column information_governance.access_request.asked_at is 'class=provenance retention=with-row';
comment on column information_governance.access_request.due_at is 'class=provenance retention=with-row';
comment on column information_governance.owner_release.request_id is 'class=key retention=with-row';
comment on column information_governance.owner_release.worker_id is 'class=involvement retention=with-row';
comment on column information_governance.owner_release.purpose is 'class=involvement retention=with-row';
comment on column information_governance.owner_release.active_from is 'class=provenance retention=with-row';
comment on column information_governance.owner_release.active_to is 'class=provenance retention=with-row';
comment on column information_governance.owner_release.revoked_at is 'class=provenance retention=with-row';
