-- Where the law makes whoever knows tell those who could help a child, and a contact was closed without that: why, and under which duty it is asked for.
alter table casework.contact
  add column not_shared bytea,
  add column not_shared_under text,
  add check ((not_shared is null) = (not_shared_under is null)),
  add check (not_shared is null or closed_at is not null);
comment on column casework.contact.not_shared is 'sealed: why those who could help were not told; class=need retention=with-row';
