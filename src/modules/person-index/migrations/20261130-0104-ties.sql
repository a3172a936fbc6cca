-- What ties a worker to somebody whose record was opened: the same surname, home or former home, family or household, a neighbour, a colleague. Yes or no, for the
-- product itself while it weighs looks, and for nobody else; no name, no address and no id of the worker's own leaves here. Besides, whose records they are, and who is kept from reading about them.
-- Of somebody whose address an agency keeps from others, or of whom nobody has said yet whether she is such a one, nothing is compared that says where she is: only a home that she has left (ADR 0022).
create function person_index.ties_of(looks jsonb, today date)
returns table (look text, records jsonb, surname boolean, bearers bigint, of_records bigint, family boolean, home boolean, former_home boolean, neighbour boolean,
  in_team boolean, at_employer boolean, people int, barred uuid[])
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  l record;
  of_worker uuid;
  persons uuid[];
  theirs uuid[];
  own uuid[];
  names text[];
  homely uuid[];
  hidden boolean;
  shared text;
  of_all bigint;
begin
  if not ctx.vouched('governance.odd-look.notice') then raise exception 'the product weighs looks' using errcode = '42501'; end if;
  for l in select * from jsonb_to_recordset(looks) as x(id text, worker uuid, organisation text, surname text, sources uuid[]) order by x.worker loop
    if l.worker is distinct from of_worker then
      of_worker := l.worker;
      own := information_governance.own_records_of(l.worker);
      persons := array(select k.person_id from person_index.link k where k.source_person_id = any (own) and k.ended_at is null);
      own := array(select k.source_person_id from person_index.link k where k.person_id = any (persons) and k.ended_at is null);
      names := feeds.surnames_of(own) || feeds.plain_surname(l.surname);
    end if;
    persons := array(select distinct k.person_id from person_index.link k where k.source_person_id = any (l.sources) and k.ended_at is null);
    theirs := array(select k.source_person_id from person_index.link k where k.person_id = any (persons) and k.ended_at is null);
    hidden := cardinality(person_index.address_protected_among(persons) || person_index.held_among(persons)) > 0;

    look := l.id;
    records := (select jsonb_agg(jsonb_build_object('sourcePersonId', k.source_person_id, 'controllerId', k.controller_id, 'datasetId', k.dataset_id, 'regime', k.regime))
      from person_index.link k where k.source_person_id = any (l.sources) and k.ended_at is null);
    shared := (select s from unnest(feeds.surnames_of(theirs)) s where s = any (names) limit 1);
    surname := shared is not null;
    bearers := 0; of_records := 0;
    if surname then
      -- Counted once, and only where somebody bears a worker's name at all.
      of_all := coalesce(of_all, feeds.named_records());
      bearers := feeds.bearers_of(shared);
      of_records := of_all;
    end if;
    family := false; home := false; former_home := false; neighbour := false;
    if own <> '{}' then
      family := exists (select from feeds.network_of(own, today) n where n.source_person_id = any (theirs) and not (hidden and n.lives_there));
      with mine as materialized (select * from feeds.homes_of(own, today)), hers as materialized (select * from feeds.homes_of(theirs, today))
      select coalesce(bool_or(m.home = h.home and m.is_now and h.is_now), false) and not hidden,
        coalesce(bool_or(m.home = h.home and not (m.is_now and h.is_now) and not (hidden and exists (select from hers c where c.home = h.home and c.is_now))), false),
        coalesce(bool_or(m.postcode = h.postcode and m.is_now and h.is_now), false) and not hidden
        into home, former_home, neighbour
        from mine m cross join hers h;
    end if;
    -- Whoever is this person herself, or lives with her, reads nothing about a look at her.
    homely := array(select k.person_id from person_index.link k join feeds.network_of(theirs, today) n on n.source_person_id = k.source_person_id
      where n.lives_there and k.ended_at is null);
    barred := information_governance.workers_among(theirs || array(
      select k.source_person_id from person_index.link k where k.person_id = any (homely) and k.ended_at is null));
    select c.in_team, c.at_employer, c.people into in_team, at_employer, people from partnership.colleague_among(l.worker, l.organisation, theirs, today) c;
  return next;
  end loop;
end $$;
revoke all on function person_index.ties_of(jsonb, date) from public;
grant execute on function person_index.ties_of(jsonb, date) to app;
