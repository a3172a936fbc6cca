-- One pair in ten that a reviewer answers has been decided already. She is not told: so it is seen how often two say the same, and a wrong decision is found.
alter table person_index.review_answer add column stood text check (stood in ('same', 'different'));
comment on column person_index.review_answer.stood is 'what was decided already when she was asked; class=provenance retention=with-row';

-- What a lead sees of the open desk: how much waits, and how each reviewer gets on. Of protected people nothing is counted, nor of services
-- whose involvement is not told (practice K2).
create policy pairs_for_the_lead on person_index.review_pair for select to owner using (pool = 'open');
create policy answers_for_the_lead on person_index.review_answer for select to owner using (true);
create function person_index.reviewing(since timestamptz, told text[]) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('person-index.reviewing.read') then return null; end if;
  return (
    with answer as materialized (
      select a.* from person_index.review_answer a join person_index.review_pair p using (source_person_id, other_source_person_id)
      where p.pool = 'open' and p.dataset_id = any (told) and p.other_dataset_id = any (told) and a.undone_at is null
    ), judged as materialized (
      select own.*, (select count(*) from answer her where her.source_person_id = own.source_person_id and her.other_source_person_id = own.other_source_person_id
          and her.reviewer_id <> own.reviewer_id and her.answer = own.answer) as said_the_same,
        (select count(*) from answer her where her.source_person_id = own.source_person_id and her.other_source_person_id = own.other_source_person_id
          and her.reviewer_id <> own.reviewer_id and her.answer in ('same', 'different')) as judged_too,
        (select count(*) from answer her where her.source_person_id = own.source_person_id and her.other_source_person_id = own.other_source_person_id
          and her.reviewer_id <> own.reviewer_id and her.answer = own.stood) >= 2 as is_known
      from answer own
    ), waits as materialized (
      select p.made_at, count(a.reviewer_id) filter (where a.answer = 'same') as same, count(a.reviewer_id) filter (where a.answer = 'different') as different,
        count(a.reviewer_id) filter (where a.answer = 'need-more') as need_more
      from person_index.review_pair p left join answer a using (source_person_id, other_source_person_id)
      where p.pool = 'open' and p.dataset_id = any (told) and p.other_dataset_id = any (told) and p.settled_at is null and p.weighed <> '{}'
      group by p.id, p.made_at
    )
    select jsonb_build_object(
      'waiting', (select count(*) from waits), 'oldest', (select min(made_at) from waits),
      'answered', (select count(*) from waits where same + different + need_more > 0),
      'disputed', (select count(*) from waits where same > 0 and different > 0),
      'needMore', (select count(*) from waits where need_more > 0),
      'reviewers', (select coalesce(jsonb_agg(each order by each.reviewer), '[]') from (
        select reviewer_id as reviewer, count(*) as answers, count(*) filter (where answer in ('unsure', 'need-more')) as unsure,
          count(*) filter (where judged_too > 0 and answer in ('same', 'different')) as "judgedByTwo",
          count(*) filter (where said_the_same > 0 and answer in ('same', 'different')) as "saidTheSame",
          count(*) filter (where is_known and answer in ('same', 'different')) as known, count(*) filter (where is_known and answer = stood) as "asKnown"
        from judged where answered_at >= since group by reviewer_id) each)));
end $$;
revoke all on function person_index.reviewing(timestamptz, text[]) from public;
grant execute on function person_index.reviewing(timestamptz, text[]) to app;
