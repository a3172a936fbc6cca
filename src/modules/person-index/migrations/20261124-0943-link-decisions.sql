-- What people decided: that two source persons are one human, or are not. One row for each pair, so that a later decision can
-- take back a part of an earlier one. Taken back, a row stays; the rules go by the standing ones before anything else.
create table person_index.link_decision (
  decision_id uuid not null,
  kind text not null check (kind in ('together', 'apart')),
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  other_source_person_id uuid not null,
  reason text not null check (reason <> ''),
  decided_at timestamptz not null,
  decided_by uuid not null,
  decided_by_name text not null,
  followed_at timestamptz,
  undone_at timestamptz,
  undone_by uuid,
  undone_by_name text,
  undone_reason text,
  primary key (decision_id, source_person_id, other_source_person_id),
  check (source_person_id <> other_source_person_id),
  check ((undone_at is null) = (undone_by is null) and (undone_at is null) = (undone_reason is null))
);
create index standing_decision on person_index.link_decision (source_person_id) where undone_at is null;
create index standing_decision_on_other on person_index.link_decision (other_source_person_id) where undone_at is null;

alter table person_index.link_decision enable row level security;
alter table person_index.link_decision force row level security;
-- A worker sees, takes and takes back decisions about records that her grant names, both of them, in her own name.
create policy both_named on person_index.link_decision for select to app
  using (source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create policy her_own on person_index.link_decision for select to app
  using (decided_by = (select ctx.actor())
    and (source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) or other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[])));
create policy decide on person_index.link_decision for insert to app
  with check (decided_by = (select ctx.actor())
    and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create policy take_back on person_index.link_decision for update to app
  using (undone_at is null
    and (source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) or other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[])))
  with check (undone_by = (select ctx.actor()));
create policy matcher on person_index.link_decision for select to feed_in using ((select ctx.claim('act')) = 'person-index.link');
create policy followed on person_index.link_decision for update to feed_in using ((select ctx.claim('act')) = 'person-index.link')
  with check ((select ctx.claim('act')) = 'person-index.link');
grant select, insert, update on person_index.link_decision to app;
grant select, update on person_index.link_decision to feed_in;
select platform.describe_personal('person_index.link_decision');

-- On what two records agree is shown to whoever may see both.
create policy named_in_grant on person_index.match_key for select to app
  using (source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
grant select on person_index.match_key to app;

do $$
declare
  c text;
  say text;
begin
  for c, say in select * from (values
    ('decision_id', 'class=key'), ('kind', 'together or apart; class=provenance'),
    ('other_source_person_id', 'whom it was, or was not, said to be; class=key'), ('reason', 'in the worker''s words; class=identity'),
    ('decided_at', 'class=provenance'), ('decided_by', 'class=provenance'), ('decided_by_name', 'as she was called then; class=provenance'),
    ('followed_at', 'when the links said so; class=provenance'), ('undone_at', 'class=provenance'), ('undone_by', 'class=provenance'),
    ('undone_by_name', 'class=provenance'), ('undone_reason', 'class=identity')
  ) v loop
    execute format('comment on column person_index.link_decision.%I is %L', c, say || ' retention=with-row');
  end loop;
end $$;
