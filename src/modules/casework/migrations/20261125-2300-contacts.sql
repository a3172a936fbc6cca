-- Contacts: what someone told the front door about a person, and whom it turned out to be about.
create schema casework;
grant usage on schema casework to app;

-- What was told is about someone whom nobody has found yet: it is sealed, under a key of the contact's own.
create table casework.contact (
  id uuid primary key,
  -- The organisation whose front door has it.
  front_door_id text not null,
  way text not null check (way in ('colleague', 'call')),
  sent_by uuid not null,
  sent_by_name text not null,
  sent_by_organisation text not null,
  received_at timestamptz not null,
  told bytea not null,
  taken_by uuid,
  taken_by_name text,
  taken_at timestamptz,
  closed_at timestamptz,
  result text check (result in ('rang-back', 'passed-on', 'nobody-found')),
  check ((taken_by is null) = (taken_at is null) and (taken_by is null) = (taken_by_name is null)),
  check ((closed_at is null) = (result is null))
);
create index contact_waiting on casework.contact (front_door_id, received_at) where closed_at is null;
create index contact_by_sender on casework.contact (sent_by, received_at);

-- Whom a contact is about, as the front door found it: seen there, never by the one who sent it (practice K5).
create table casework.contact_in_hand (
  contact_id uuid not null references casework.contact,
  person_id uuid not null,
  taken_by uuid not null,
  active_to timestamptz not null,
  primary key (contact_id, person_id, taken_by)
);

alter table casework.contact enable row level security;
alter table casework.contact force row level security;
alter table casework.contact_in_hand enable row level security;
alter table casework.contact_in_hand force row level security;
-- Who sent it sees what she sent. The queue is open to the front door's own organisation, where the act opened it.
create policy own_sent on casework.contact for select to app using (sent_by = (select ctx.actor()));
create policy own_send on casework.contact for insert to app with check (sent_by = (select ctx.actor()));
create policy queue_read on casework.contact for select to app
  using (front_door_id = (select ctx.bound('queue')) and front_door_id = (select ctx.claim('organisation')));
create policy queue_change on casework.contact for update to app
  using (front_door_id = (select ctx.bound('queue')) and front_door_id = (select ctx.claim('organisation')))
  with check (front_door_id = (select ctx.claim('organisation')));
create policy own_in_hand on casework.contact_in_hand to app
  using (taken_by = (select ctx.actor())) with check (taken_by = (select ctx.actor()));
grant select, insert, update on casework.contact, casework.contact_in_hand to app;

comment on column casework.contact.told is 'sealed: who, what is worrying, whom to ring; class=need retention=with-row';
comment on column casework.contact_in_hand.person_id is 'class=key retention=with-row';
