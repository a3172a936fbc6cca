-- What the function compares that tells whether a look was odd: surnames, and homes. For functions of the owner, while the product itself does that act.
create policy ties_for_the_function on feeds.fact for select to owner
  using (kind in ('identity', 'residence') and (select ctx.vouched('governance.odd-look.notice')));
create index fact_residence_of on feeds.fact (source_person_id) where kind = 'residence';

-- A surname as it is compared: small letters without accents, marks or spaces. It is kept beside the fact, since row security lets no index be used for what a
-- function makes of one.
create function feeds.plain_surname(name text) returns text
language sql immutable set search_path = pg_catalog, pg_temp
as $$ select nullif(lower(regexp_replace(normalize(name, NFD), '[^[:alpha:]]', '', 'g')), '') $$;
revoke all on function feeds.plain_surname(text) from public;
grant execute on function feeds.plain_surname(text) to feed_in;
alter table feeds.fact add column surname text generated always as (case when kind = 'identity' then feeds.plain_surname(content ->> 'familyName') end) stored;
comment on column feeds.fact.surname is 'a surname as it is compared; class=by-row retention=with-row';
create index fact_surname on feeds.fact (surname) where kind = 'identity' and superseded_by_batch_id is null;

create function feeds.surnames_of(sources uuid[]) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select array(select distinct f.surname from feeds.fact f
    where f.source_person_id = any (sources) and f.kind = 'identity' and f.superseded_by_batch_id is null and f.surname is not null)
$$;
-- How many records bear a surname, and how many say how somebody is called.
create function feeds.bearers_of(surname text) returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select count(*) from feeds.fact f where f.surname = bearers_of.surname and f.kind = 'identity' and f.superseded_by_batch_id is null $$;
create function feeds.named_records() returns bigint
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$ select count(*) from feeds.fact f where f.kind = 'identity' and f.superseded_by_batch_id is null $$;
-- The homes of these records, now and once: by the number that the sender gave the home, and by postcode with what tells one house from the next.
create function feeds.homes_of(sources uuid[], today date) returns table (home text, postcode text, is_now boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  with lived as (
    select upper(f.content ->> 'address') as address, nullif(upper(regexp_replace(coalesce(f.content ->> 'postcode', ''), '\s', '', 'g')), '') as postcode,
      nullif(ltrim(coalesce(f.content ->> 'uprn', ''), '0 '), '') as uprn,
      f.superseded_by_batch_id is null and coalesce(f.valid_from <= today, true) and coalesce(f.valid_to > today, true) as is_now
    from feeds.fact f where f.source_person_id = any (sources) and f.kind = 'residence' and f.content is not null
  ), plain as (
    select l.*, regexp_replace(replace(replace(l.address, ' ', ''), coalesce(l.postcode, ' '), ''), '[^A-Z0-9]', '', 'g') as text,
      array_to_string(array(select m[1] from regexp_matches(regexp_replace(l.address, '\m[A-Z]{1,2}[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}\M', '', 'g'), '\m([0-9]+[A-Z]?)\M', 'g') m), '-') as numbers
    from lived l
  )
  select 'uprn ' || p.uprn, p.postcode, p.is_now from plain p where p.uprn is not null
  union all select p.postcode || ' ' || coalesce(nullif(p.numbers, ''), p.text), p.postcode, p.is_now from plain p where p.postcode is not null
$$;
revoke all on function feeds.surnames_of(uuid[]), feeds.bearers_of(text), feeds.named_records(), feeds.homes_of(uuid[], date) from public;
