-- Where a person's former id leads is the matcher's to say.
select platform.written_by('person_index.redirect', 'feed_in', 'person-index.link');

-- A decision about records is taken, and taken back, by the act of that name: a look at them has a grant that names them, too.
alter policy decide on person_index.link_decision with check ((select ctx.does('person-index.link.decide')) and decided_by = (select ctx.actor())
  and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) and other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
alter policy take_back on person_index.link_decision using ((select ctx.does('person-index.link.decide')) and undone_at is null
  and (source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]) or other_source_person_id = any ((select ctx.bound_ids('sources'))::uuid[])));
