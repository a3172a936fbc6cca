-- Which record of her own organisation has a reference, for somebody who writes in what its person asked by letter: one reference that she has in hand, and no list.
create function feeds.source_of_reference(dataset text, reference text)
returns table (source_person_id uuid, controller_id text, dataset_id text, regime text)
language plpgsql stable security definer rows 1 set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.rights.enter') then raise exception 'not what this act does' using errcode = '42501'; end if;
  return query select s.source_person_id, s.controller_id, s.dataset_id, s.regime from feeds.source_person s
    where s.dataset_id = dataset and s.source_key = reference and s.controller_id = ctx.claim('organisation');
end $$;
revoke all on function feeds.source_of_reference(text, text) from public;
grant execute on function feeds.source_of_reference(text, text) to app;
create policy by_reference on feeds.source_person for select to owner using (true);
