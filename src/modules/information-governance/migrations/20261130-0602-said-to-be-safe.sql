-- What a helper or a parent is shown closes when domestic abuse is recorded (practice K6), until a worker says that it is safe: the last time that one did. It is
-- apart from the review at 11. Before whatever is recorded afterwards it counts for nothing.
alter table information_governance.proxy_right
  add column safe_said_at timestamptz,
  add column safe_said_by uuid,
  add column safe_said text check (safe_said <> ''),
  add check ((safe_said_at is null) = (safe_said_by is null) and (safe_said_at is null) = (safe_said is null)),
  add check (safe_said_at is null or kind in ('helper', 'parent'));
comment on column information_governance.proxy_right.safe_said_at is 'class=provenance retention=with-row';
comment on column information_governance.proxy_right.safe_said_by is 'class=provenance retention=with-row';
comment on column information_governance.proxy_right.safe_said is 'why a worker says that it is safe; class=relationship retention=with-row';
grant update (safe_said_at, safe_said_by, safe_said) on information_governance.proxy_right to app;
drop policy changed on information_governance.proxy_right;
create policy changed on information_governance.proxy_right for update to app
  using ((select ctx.does('governance.proxy.enter')) and ended_at is null and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]))
  with check ((select ctx.does('governance.proxy.enter')) and (ended_by = (select ctx.actor())
    or (ended_by is null and (reviewed_by = (select ctx.actor()) or safe_said_by = (select ctx.actor())))));
