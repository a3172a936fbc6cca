-- Every night the whole matching is done once more, all records at once, and compared with the links that came one by one. Analysts see
-- how it went: nothing of any person.
create table person_index.match_run (
  id uuid primary key,
  -- The night it is of; null where somebody asked for it.
  night date unique,
  asked_by text not null,
  asked_at timestamptz not null,
  finished_at timestamptz,
  model text,
  records int,
  people int,
  -- Pairs of records that are one person by the links alone, and by the whole matching alone.
  only_linked int,
  only_at_once int,
  report jsonb,
  check ((finished_at is null) = (report is null))
);
create index match_run_by_time on person_index.match_run (asked_at desc);
select platform.protect_plain('person_index.match_run');
select platform.written_by('person_index.match_run', 'app, feed_in', 'person-index.quality.ask', 'person-index.compare');

-- In which pairs of records the two differ. For the product alone, so that it can link them again.
create table person_index.match_difference (
  run_id uuid not null references person_index.match_run,
  controller_id text not null,
  dataset_id text not null,
  field_class text not null default 'identity',
  regime text not null,
  source_person_id uuid not null,
  other_source_person_id uuid not null,
  other_dataset_id text not null,
  linked boolean not null,
  bits real,
  says jsonb not null,
  again_at timestamptz,
  primary key (run_id, source_person_id, other_source_person_id)
);
alter table person_index.match_difference enable row level security;
alter table person_index.match_difference force row level security;
create policy compared on person_index.match_difference to feed_in
  using ((select ctx.does('person-index.compare', 'person-index.link'))) with check ((select ctx.does('person-index.compare', 'person-index.link')));
grant select, insert, update on person_index.match_difference to feed_in;
select platform.describe_personal('person_index.match_difference');
comment on column person_index.match_difference.run_id is 'class=key retention=with-row';
comment on column person_index.match_difference.other_source_person_id is 'the other record; class=provenance retention=with-row';
comment on column person_index.match_difference.other_dataset_id is 'class=provenance retention=with-row';
comment on column person_index.match_difference.linked is 'whether the links alone join the two; class=provenance retention=with-row';
comment on column person_index.match_difference.bits is 'what the two say for being one person; class=provenance retention=with-row';
comment on column person_index.match_difference.says is 'on what the two agree, in the words of the model; class=provenance retention=with-row';
comment on column person_index.match_difference.again_at is 'when the two were linked again; class=provenance retention=with-row';

create policy differences_for_the_function on person_index.match_difference for select to owner using (true);
-- What an analyst sees of a difference: between which datasets, and on what they agree. Not whose.
create function person_index.differences_of(run uuid)
returns table (dataset text, other_dataset text, linked boolean, bits real, says jsonb, again_at timestamptz)
language plpgsql stable security definer rows 50 set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('person-index.quality.read') then return; end if;
  return query select d.dataset_id, d.other_dataset_id, d.linked, d.bits, d.says, d.again_at
    from person_index.match_difference d where d.run_id = run order by d.linked, d.bits desc nulls last, d.dataset_id limit 200;
end $$;
revoke all on function person_index.differences_of(uuid) from public;
grant execute on function person_index.differences_of(uuid) to app;

-- Comparing reads what linking reads, and writes none of it.
create policy compared on person_index.match_record for select to feed_in using ((select ctx.does('person-index.compare')));
create policy compared on person_index.protected_record for select to feed_in using ((select ctx.does('person-index.compare')));
create policy compared on person_index.link for select to feed_in using ((select ctx.does('person-index.compare')));
create policy compared on person_index.link_decision for select to feed_in using ((select ctx.does('person-index.compare')));
-- Of the reviewers' answers only how often they agree, at the open desk.
create policy compared on person_index.review_pair for select to feed_in using (pool = 'open' and (select ctx.does('person-index.compare')));
create policy compared on person_index.review_answer for select to feed_in using ((select ctx.does('person-index.compare')));
grant select on person_index.review_answer to feed_in;
