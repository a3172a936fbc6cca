-- Whether a fact says that there is domestic abuse: noted while the row is in clear, since later no statement of the database can read what is sealed. It tells
-- no more than the fact, and is read with it, under the same policies. It stands with a fact that no longer stands; what its own batch took back never counted.
alter table feeds.fact add column says_abuse boolean not null default false;
comment on column feeds.fact.says_abuse is 'whether it says that there is domestic abuse; class=by-row retention=with-row';
-- Row security lets no migration update these rows; a change of type may read them. Of what is sealed already nobody can tell: it counts as if it said so.
alter table feeds.fact alter column says_abuse type boolean using (
  sealed is not null and kind in ('event', 'need', 'risk-indicator')
  or content is not null and kind in ('event', 'need', 'risk-indicator')
    and regexp_replace(lower(coalesce(content ->> 'code', content ->> 'type', '')), '[\s_-]+', '-', 'g') in ('domestic-abuse', 'domestic-violence', 'domestic-incident',
      'coercive-control', 'honour-based-abuse', 'forced-marriage', 'stalking', 'marac'));
create index fact_says_abuse on feeds.fact (source_person_id) where says_abuse;
create index fact_once_protected on feeds.fact (source_person_id) where kind = 'identity' and content @> '{"addressProtected": true}';

-- Whether any of these records said, in what was applied at this moment or later, that there is domestic abuse, or kept an address from others at this moment
-- or later. No moment: ever. Yes or no, and for functions of the owner alone, in the two acts in which somebody is shown a part of another's page.
create policy danger_for_the_function on feeds.fact for select to owner
  using ((says_abuse or kind = 'identity' and content @> '{"addressProtected": true}')
    and (select ctx.does('governance.proxy.use', 'governance.proxy.accept')));
create policy danger_for_the_function on feeds.batch for select to owner
  using ((select ctx.does('governance.proxy.use', 'governance.proxy.accept')));
create function feeds.danger_recorded(sources uuid[], since timestamptz) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select exists (
    select from feeds.fact f join feeds.batch said on said.id = f.batch_id
    where f.source_person_id = any (sources) and f.says_abuse and f.superseded_by_batch_id is distinct from f.batch_id
      and (since is null or greatest(f.recorded_at, said.applied_at) >= since))
  or exists (
    select from feeds.fact f join feeds.batch said on said.id = f.batch_id left join feeds.batch ended on ended.id = f.superseded_by_batch_id
    where f.source_person_id = any (sources) and f.kind = 'identity' and f.content @> '{"addressProtected": true}'
      and f.superseded_by_batch_id is distinct from f.batch_id
      and (since is null or f.superseded_by_batch_id is null or greatest(f.recorded_at, said.applied_at, ended.applied_at) >= since))
$$;
revoke all on function feeds.danger_recorded(uuid[], timestamptz) from public;
