-- The desk where pairs are settled that say too much to be passed over and too little to be joined. A pair waits there without a value:
-- how much hangs on it, and on what both agree, in words. What a reviewer sees of the records is decided when she opens it.
alter table person_index.review_pair
  add column id uuid not null default gen_random_uuid() unique,
  add column other_dataset_id text not null default '',
  add column settles int not null default 1,
  add column records int not null default 2,
  add column weighed jsonb not null default '{}',
  add column taken_by uuid,
  add column taken_until timestamptz;

-- What a reviewer said of a pair. An answer that was taken back stays.
create table person_index.review_answer (
  id uuid primary key,
  pair_id uuid not null,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  other_source_person_id uuid not null,
  reviewer_id uuid not null,
  answer text not null check (answer in ('same', 'different', 'unsure', 'need-more')),
  reason text not null,
  answered_at timestamptz not null,
  decision_id uuid,
  undone_at timestamptz
);
create index review_answer_of_pair on person_index.review_answer (source_person_id, other_source_person_id);
create unique index one_standing_answer on person_index.review_answer (source_person_id, other_source_person_id, reviewer_id) where undone_at is null;
alter table person_index.review_answer enable row level security;
alter table person_index.review_answer force row level security;

-- Only pairs between datasets that her grant names: that two records of a hidden service wait would itself say that it is involved.
create policy desk on person_index.review_pair for select to app
  using ((select ctx.does('person-index.review.read', 'person-index.review.work', 'person-index.review.answer'))
    and dataset_id in (select jsonb_array_elements_text((select ctx.bound('datasets'))::jsonb))
    and other_dataset_id in (select jsonb_array_elements_text((select ctx.bound('datasets'))::jsonb)));
create policy taken on person_index.review_pair for update to app
  using ((select ctx.does('person-index.review.work', 'person-index.review.answer'))
    and dataset_id in (select jsonb_array_elements_text((select ctx.bound('datasets'))::jsonb))
    and other_dataset_id in (select jsonb_array_elements_text((select ctx.bound('datasets'))::jsonb)))
  with check ((select ctx.does('person-index.review.work', 'person-index.review.answer')));
grant select (id, controller_id, dataset_id, regime, source_person_id, other_source_person_id, other_dataset_id, bits, model, made_at, settles, records,
  weighed, settled_at, settled_by, settled_how, taken_by, taken_until) on person_index.review_pair to app;
grant update (taken_by, taken_until, settled_at, settled_by, settled_how) on person_index.review_pair to app;
-- The matcher says anew what an open pair weighs, and leaves its id, its reviewer and its place in time as they are.
grant update (bits, model, other_dataset_id, settles, records, weighed) on person_index.review_pair to feed_in;

create policy desk on person_index.review_answer for select to app
  using ((select ctx.does('person-index.review.read', 'person-index.review.work', 'person-index.review.answer'))
    and dataset_id in (select jsonb_array_elements_text((select ctx.bound('datasets'))::jsonb)));
create policy her_own on person_index.review_answer for insert to app
  with check ((select ctx.does('person-index.review.answer')) and reviewer_id = (select ctx.actor())
    and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
create policy taken_back on person_index.review_answer for update to app
  using ((select ctx.does('person-index.review.answer')) and reviewer_id = (select ctx.actor()))
  with check ((select ctx.does('person-index.review.answer')) and reviewer_id = (select ctx.actor()));
grant select, insert on person_index.review_answer to app;
grant update (undone_at) on person_index.review_answer to app;
select platform.describe_personal('person_index.review_answer');

-- An answer that decides writes a decision like any other.
alter policy decide on person_index.link_decision with check ((select ctx.does('person-index.link.decide', 'person-index.review.answer')) and decided_by = (select ctx.actor())
  and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
alter policy take_back on person_index.link_decision using ((select ctx.does('person-index.link.decide', 'person-index.review.answer')) and undone_at is null
  and (source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) or other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[])));

do $$
declare
  t text;
  c text;
  say text;
begin
  for t, c, say in select * from (values
    ('review_pair', 'id', 'class=key'), ('review_pair', 'other_dataset_id', 'whose the other record is; class=provenance'),
    ('review_pair', 'settles', 'how many pairs of records hang on it; class=provenance'), ('review_pair', 'records', 'how many records both sides have; class=provenance'),
    ('review_pair', 'weighed', 'on what both agree and how much it says, never the values; class=provenance'),
    ('review_pair', 'taken_by', 'the reviewer who has it open; class=provenance'), ('review_pair', 'taken_until', 'class=provenance'),
    ('review_answer', 'id', 'class=key'), ('review_answer', 'pair_id', 'class=key'), ('review_answer', 'other_source_person_id', 'the other record; class=key'),
    ('review_answer', 'reviewer_id', 'class=provenance'), ('review_answer', 'answer', 'class=provenance'), ('review_answer', 'reason', 'in the reviewer''s words; class=identity'),
    ('review_answer', 'answered_at', 'class=provenance'), ('review_answer', 'decision_id', 'the decision that it made; class=key'), ('review_answer', 'undone_at', 'class=provenance')
  ) v loop
    execute format('comment on column person_index.%I.%I is %L', t, c, say || ' retention=with-row');
  end loop;
end $$;

-- An id that led on to another and is somebody's own again leads nowhere: until now the row stayed, since nobody could delete it.
create policy removed_by_act on person_index.redirect for delete to feed_in using ((select ctx.does('person-index.link')));
grant delete on person_index.redirect to feed_in;
delete from person_index.redirect r where exists (select from person_index.link l where l.person_id = r.from_person_id and l.ended_at is null);
