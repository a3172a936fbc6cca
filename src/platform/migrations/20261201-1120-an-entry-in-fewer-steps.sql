-- The same as before in fewer steps: the claims are checked once, and an entry's sources are told apart by their key alone. A fifth less time for an entry.
create or replace function platform.record_access(entries text, request uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  given jsonb := entries::jsonb;
  claims jsonb := ctx.trusted('ctx.claims')::jsonb;
  looked text := claims ->> 'purpose';
  doing text := coalesce(claims ->> 'act', ctx.trusted('ctx.granted')::jsonb ->> 'act');
begin
  if doing is null then raise exception 'no act has begun in this transaction' using errcode = '42501'; end if;
  if jsonb_path_exists(given, '$[*] ? (@.visibility == "shown")')
     and not exists (select from platform.shown_purpose s where s.purpose = looked) then
    raise exception 'the purpose "%" is not among those whose visits a resident is shown', looked
      using errcode = '23514', hint = 'Withhold the entry, with a reviewer and a review date; or have the purpose put on platform.shown_purpose, by a migration.';
  end if;
  -- The product itself chooses its own, and means them.
  if claims ->> 'kind' <> 'system' and exists (select from platform.access_entry e where e.request_id = request
    and ((e.actor_id, e.purpose, e.session_id) is distinct from (claims ->> 'actor', looked, (claims ->> 'session')::uuid)
      or e.occurred_at < now() - interval '1 minute')) then
    request := gen_random_uuid();
  end if;
  with told as (
    select * from jsonb_to_recordset(given) as g(id uuid, role text, view text, subject uuid, outcome text, code text, decision_id uuid, decision jsonb,
      agreements text[], cells jsonb, visibility text, ground text, reviewer text, review_on date, sources uuid[])
  ), added as (
    insert into platform.access_entry (id, request_id, actor_kind, actor_id, actor_role, organisation_id, session_id, purpose, act, view,
      subject_id, outcome, refusal_code, decision_id, decision, agreements, cells, visibility, withheld_ground, reviewer, review_on)
    select g.id, request, claims ->> 'kind', claims ->> 'actor', g.role, claims ->> 'organisation', (claims ->> 'session')::uuid, looked, doing, g.view,
      g.subject, g.outcome, g.code, g.decision_id, g.decision, g.agreements, g.cells, g.visibility, g.ground, g.reviewer, g.review_on
    from told g
    on conflict do nothing
    returning id
  ), queued as (
    insert into platform.access_unsequenced (entry_id) select a.id from added a
  )
  insert into platform.access_entry_source (entry_id, source_person_id)
  select a.id, source from added a join told g on g.id = a.id cross join unnest(g.sources) as source
  on conflict do nothing;
end $$;
