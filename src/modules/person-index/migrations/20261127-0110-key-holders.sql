-- What may be a protected person's record goes to the key-holders of the agency that protects her, and to no other desk; until one of them has
-- said whose it is, it is held: its own service alone sees it (practice K1).
-- `open`: any reviewer's whose agreement names both datasets. `protected`: the key-holders'. `waiting`: nobody's, until it is settled whether a
-- record of it is a protected person's: that it could not be opened would itself say so.
alter table person_index.review_pair
  add column pool text not null default 'open' check (pool in ('open', 'protected', 'waiting')),
  add column key_holders text[] not null default '{}',
  add check ((pool = 'protected') = (key_holders <> '{}'));
comment on column person_index.review_pair.pool is 'at which desk it waits; class=provenance retention=with-row';
comment on column person_index.review_pair.key_holders is 'the organisations that protect one of the two, whose key-holders decide; class=provenance retention=with-row';
grant update (pool, key_holders, settled_at, settled_by, settled_how) on person_index.review_pair to feed_in;

alter policy desk on person_index.review_pair using (
  pool = 'open' and (select ctx.does('person-index.review.read', 'person-index.review.work', 'person-index.review.answer'))
  and dataset_id in (select jsonb_array_elements_text((select ctx.bound('datasets'))::jsonb))
  and other_dataset_id in (select jsonb_array_elements_text((select ctx.bound('datasets'))::jsonb)));
alter policy taken on person_index.review_pair using (
  pool = 'open' and (select ctx.does('person-index.review.work', 'person-index.review.answer'))
  and dataset_id in (select jsonb_array_elements_text((select ctx.bound('datasets'))::jsonb))
  and other_dataset_id in (select jsonb_array_elements_text((select ctx.bound('datasets'))::jsonb)));
create policy key_holders_desk on person_index.review_pair for select to app using (
  pool = 'protected' and (select ctx.does('person-index.protected-review.read', 'person-index.protected-review.work', 'person-index.protected-review.answer'))
  and (select ctx.claim('organisation')) = any (key_holders)
  and dataset_id in (select jsonb_array_elements_text((select ctx.bound('datasets'))::jsonb))
  and other_dataset_id in (select jsonb_array_elements_text((select ctx.bound('datasets'))::jsonb)));
create policy key_holders_take on person_index.review_pair for update to app using (
  pool = 'protected' and (select ctx.does('person-index.protected-review.work', 'person-index.protected-review.answer'))
  and (select ctx.claim('organisation')) = any (key_holders)
  and dataset_id in (select jsonb_array_elements_text((select ctx.bound('datasets'))::jsonb))
  and other_dataset_id in (select jsonb_array_elements_text((select ctx.bound('datasets'))::jsonb)))
  with check ((select ctx.does('person-index.protected-review.work', 'person-index.protected-review.answer')));

-- An answer is seen at the desk where its pair is, and nowhere else.
alter policy desk on person_index.review_answer using (
  (select ctx.does('person-index.review.read', 'person-index.review.work', 'person-index.review.answer', 'person-index.protected-review.read',
    'person-index.protected-review.work', 'person-index.protected-review.answer'))
  and exists (
  select from person_index.review_pair p where p.source_person_id = review_answer.source_person_id
    and p.other_source_person_id = review_answer.other_source_person_id));
alter policy her_own on person_index.review_answer
  with check ((select ctx.does('person-index.review.answer', 'person-index.protected-review.answer')) and reviewer_id = (select ctx.actor())
    and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
alter policy taken_back on person_index.review_answer
  using ((select ctx.does('person-index.review.answer', 'person-index.protected-review.answer')) and reviewer_id = (select ctx.actor()))
  with check ((select ctx.does('person-index.review.answer', 'person-index.protected-review.answer')) and reviewer_id = (select ctx.actor()));
alter policy decide on person_index.link_decision
  with check ((select ctx.does('person-index.link.decide', 'person-index.review.answer', 'person-index.protected-review.answer'))
  and decided_by = (select ctx.actor())
  and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
alter policy take_back on person_index.link_decision
  using ((select ctx.does('person-index.link.decide', 'person-index.review.answer', 'person-index.protected-review.answer')) and undone_at is null
  and (source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) or other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[])));

-- Who is held: worked out from the pairs as they stand, like protection itself, so that it holds from the commit that protects the other one.
-- A pair that was called one person still holds until the links have followed; one that was called two holds nobody.
drop index person_index.open_review_pair_of_other;
create index review_pair_of_other on person_index.review_pair (other_source_person_id);
create policy pairs_for_the_function on person_index.review_pair for select to owner using (settled_how is distinct from 'different');
create function person_index.held_among(persons uuid[]) returns uuid[]
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  own uuid[] := array(select l.source_person_id from person_index.link l where l.person_id = any (persons) and l.ended_at is null);
  likely uuid[] := array(
    select p.other_source_person_id from person_index.review_pair p where p.source_person_id = any (own) and p.settled_how is distinct from 'different'
    union all
    select p.source_person_id from person_index.review_pair p where p.other_source_person_id = any (own) and p.settled_how is distinct from 'different');
  protected uuid[];
begin
  -- Nearly always.
  if cardinality(likely) = 0 then return likely; end if;
  protected := person_index.address_protected_among(array(
    select l.person_id from person_index.link l where l.source_person_id = any (likely) and l.ended_at is null));
  if cardinality(protected) = 0 then return protected; end if;
  return array(
    select hers.person_id
    from person_index.link hers
    join (select p.source_person_id as one, p.other_source_person_id as other from person_index.review_pair p
          where p.source_person_id = any (own) and p.settled_how is distinct from 'different'
          union all select p.other_source_person_id, p.source_person_id from person_index.review_pair p
          where p.other_source_person_id = any (own) and p.settled_how is distinct from 'different') pair on pair.one = hers.source_person_id
    join person_index.link its on its.source_person_id = pair.other and its.ended_at is null
    where hers.person_id = any (persons) and hers.ended_at is null and its.person_id = any (protected) and its.person_id <> hers.person_id
      and not exists (select from person_index.link_decision d where d.kind = 'apart' and d.undone_at is null
        and ((d.source_person_id = pair.one and d.other_source_person_id = pair.other)
          or (d.other_source_person_id = pair.one and d.source_person_id = pair.other)))
    group by hers.person_id);
end $$;
revoke all on function person_index.held_among(uuid[]) from public;

-- Of each of these people: 'address', 'held', or not among them.
create function person_index.protection_among(persons uuid[]) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  protected uuid[] := person_index.address_protected_among(persons);
  held uuid[] := person_index.held_among(persons);
begin
  return (select coalesce(jsonb_object_agg(id, how), '{}') from (
    select id, 'held' as how from unnest(held) as id where id <> all (protected)
    union all select id, 'address' from unnest(protected) as id) each);
end $$;
revoke all on function person_index.protection_among(uuid[]) from public;
grant execute on function person_index.protection_among(uuid[]) to feed_in;

drop function person_index.persons_of_named();
create function person_index.persons_of_named()
returns table (person_id uuid, source_person_id uuid, dataset_id text, controller_id text, regime text, protection text)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp
as $$
  with named as materialized (
    select array(
      select l.person_id from person_index.link l where l.source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and l.ended_at is null
      union select unnest((select ctx.bound_ids('persons'))::uuid[])) as ids
  ), protection as materialized (
    select person_index.protection_among((select ids from named)) as of
  )
  select l.person_id, l.source_person_id, l.dataset_id, l.controller_id, l.regime, coalesce((select of from protection) ->> l.person_id::text, 'none')
  from person_index.link l
  where l.ended_at is null and l.person_id = any ((select ids from named)::uuid[])
$$;
revoke all on function person_index.persons_of_named() from public;
grant execute on function person_index.persons_of_named() to app;

drop function person_index.circle_of_named(date);
create function person_index.circle_of_named(today date)
returns table (person_id uuid, source_person_id uuid, dataset_id text, controller_id text, regime text, protection text)
language sql stable security definer rows 20 set search_path = pg_catalog, pg_temp
as $$
  -- Arrays, not joins: each step is a few ids, and a few look-ups by index, whatever the planner thinks of the tables.
  with named as materialized (
    select ctx.bound_ids('persons') as ids
  ), own as materialized (
    select array(select l.source_person_id from person_index.link l where l.person_id = any ((select ids from named)::uuid[]) and l.ended_at is null) as ids
  ), network as materialized (
    select array(select (feeds.network_of(own.ids, today)).source_person_id from own) as ids
  ), circle as materialized (
    select array(
      select unnest(ids) from named
      union
      select o.person_id from person_index.link o where o.source_person_id = any ((select ids from network)::uuid[]) and o.ended_at is null) as ids
  ), protection as materialized (
    select person_index.protection_among((select ids from circle)) as of
  )
  select l.person_id, l.source_person_id, l.dataset_id, l.controller_id, l.regime, coalesce((select of from protection) ->> l.person_id::text, 'none')
  from person_index.link l
  where l.ended_at is null and l.person_id = any ((select ids from circle)::uuid[])
$$;
revoke all on function person_index.circle_of_named(date) from public;
grant execute on function person_index.circle_of_named(date) to app;
