-- Assessments: what was thought through before people's data is used for a purpose (data protection impact, equality impact), and the policy that a condition
-- for special category data asks for. Written, advised on, approved by another, and never edited from then on: a change is a new version.
create table information_governance.assessment (
  id uuid primary key,
  code text not null check (code ~ '^[A-Z][A-Z0-9-]{1,29}$'),
  version int not null check (version > 0),
  kind text not null check (kind in ('dpia', 'eia', 'apd')),
  title text not null,
  purposes text[] not null,
  content jsonb not null,
  written_for text not null,
  written_by uuid,
  written_by_name text not null,
  changed_at timestamptz not null,
  advice text,
  advised_by uuid,
  advised_by_name text,
  advised_at timestamptz,
  -- Where the approver did not follow the advice, why.
  overruled text check (overruled <> ''),
  approved_by uuid,
  approved_by_name text,
  approved_at timestamptz,
  review_on date,
  -- The kinds of information and roles that it covered when it was approved: what is in force beyond them, nobody has assessed.
  covers jsonb,
  unique (code, version),
  check ((advice is null) = (advised_at is null)),
  check ((approved_at is null) = (review_on is null) and (approved_at is null) = (covers is null)),
  check (approved_at is null or advised_at is not null)
);
select platform.protect_plain('information_governance.assessment');
grant insert, update on information_governance.assessment to app;
create policy written on information_governance.assessment for insert to app
  with check ((select ctx.does('governance.seed')) or ((select ctx.does('governance.assessment.write')) and written_by = (select ctx.actor())
    and written_for = (select ctx.claim('organisation')) and approved_at is null and advised_at is null));
create policy changed on information_governance.assessment for update to app
  using ((select ctx.does('governance.assessment.write', 'governance.assessment.approve')) and written_for = (select ctx.claim('organisation')) and approved_at is null)
  with check (written_for = (select ctx.claim('organisation')) and (approved_at is null or ((select ctx.does('governance.assessment.approve'))
    and approved_by = (select ctx.actor()) and approved_by is distinct from written_by and approved_by is distinct from advised_by)));
-- Approving changes nothing of what was written and advised.
create function information_governance.keep_assessed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if new.approved_at is not null and (new.content, new.purposes, new.kind, new.code, new.version, new.title, new.advice, new.advised_by, new.written_by)
     is distinct from (old.content, old.purposes, old.kind, old.code, old.version, old.title, old.advice, old.advised_by, old.written_by) then
    raise exception 'what is approved is what was written and advised on' using errcode = '42501';
  end if;
  -- Advice is about one text: when the text changes, it has to be given again.
  if new.approved_at is null and (new.content, new.purposes) is distinct from (old.content, old.purposes) then
    new.advice := null; new.advised_by := null; new.advised_by_name := null; new.advised_at := null;
  end if;
  return new;
end $$;
create trigger keeps_assessed before update on information_governance.assessment for each row execute function information_governance.keep_assessed();
