-- What a resident tells once, in her own words: hers, sealed under a key of its own, and read by nobody until she sends it. Sent, it is a contact at the front door.
create table casework.story (
  id uuid primary key,
  account_id uuid not null unique,
  begun_at timestamptz not null,
  changed_at timestamptz not null,
  answers bytea not null,
  sent_at timestamptz,
  contact_id uuid references casework.contact,
  check ((sent_at is null) = (contact_id is null))
);
alter table casework.story enable row level security;
alter table casework.story force row level security;
create policy own_story on casework.story for select to app using (account_id = (select ctx.actor()) and (select ctx.does('casework.story.tell', 'casework.plan.answer')));
create policy own_story_begins on casework.story for insert to app with check (account_id = (select ctx.actor()) and (select ctx.does('casework.story.tell')));
create policy own_story_changes on casework.story for update to app
  using (account_id = (select ctx.actor()) and (select ctx.does('casework.story.tell'))) with check (account_id = (select ctx.actor()));
grant select, insert, update on casework.story to app;
comment on column casework.story.id is 'class=key retention=with-row';
comment on column casework.story.account_id is 'whose it is; class=key retention=with-row';
comment on column casework.story.begun_at is 'class=provenance retention=with-row';
comment on column casework.story.changed_at is 'class=provenance retention=with-row';
comment on column casework.story.answers is 'sealed: her own words, question by question; class=need retention=with-row';
comment on column casework.story.sent_at is 'class=provenance retention=with-row';
comment on column casework.story.contact_id is 'what it became at the front door; class=key retention=with-row';

alter table casework.contact drop constraint contact_way_check;
alter table casework.contact add constraint contact_way_check check (way in ('colleague', 'call', 'resident'));

-- A story goes by its own date: with the contact that it became, or when nobody has touched it for as long.
select platform.erased_by_act('casework.story'::regclass);
create or replace function casework.sweep_contacts(before timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  gone uuid[];
  told uuid[];
begin
  if not ctx.vouched('governance.retention.sweep') then raise exception 'not the clock' using errcode = '42501'; end if;
  gone := array(select c.id from casework.contact c where c.closed_at < before and not information_governance.is_held(null, c.front_door_id));
  told := array(select s.id from casework.story s where s.contact_id = any (gone) or (s.contact_id is null and s.changed_at < before));
  delete from casework.story where id = any (told);
  delete from casework.contact_in_hand where contact_id = any (gone);
  delete from casework.contact where id = any (gone);
  perform platform.destroy_keys(gone || told);
  return cardinality(gone) + cardinality(told);
end $$;
