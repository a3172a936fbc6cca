-- Agreements that run: a version is drafted, put to the parties, closed, signed by each party's approver, and in force after a delay. Nobody adds a line to
-- the policy by hand: what comes into force is copied by a function from the text that every party has signed, letter for letter.
alter table information_governance.sharing_agreement
  drop constraint sharing_agreement_kind_check,
  add constraint sharing_agreement_kind_check check (kind in ('protocol', 'sharing', 'own-service', 'subject-rights')),
  -- The protocol whose principles it stands on: its own parties have signed that first, and without it nothing is shared.
  add column protocol text,
  -- What an agreement says besides its lines, under the headings of the data sharing code: why, necessity, retention, security, contact.
  add column particulars jsonb not null default '{}';

create table information_governance.agreement_draft (
  id uuid primary key,
  code text not null check (code ~ '^[A-Z][A-Z0-9-]{1,19}$'),
  version int not null check (version > 0),
  content jsonb not null,
  drafted_for text not null,
  drafted_by uuid not null,
  drafted_by_name text not null,
  drafted_at timestamptz not null,
  changed_at timestamptz not null,
  -- Open to what the parties say, until a day; and closed, when nothing of it changes any more.
  consulted_from timestamptz,
  consulted_until date,
  closed_at timestamptz,
  fingerprint text,
  withdrawn_at timestamptz,
  published_as uuid references information_governance.sharing_agreement,
  check ((consulted_from is null) = (consulted_until is null)),
  check ((closed_at is null) = (fingerprint is null))
);
create unique index one_draft_of_a_version on information_governance.agreement_draft (code, version) where withdrawn_at is null;
create table information_governance.agreement_comment (
  id uuid primary key,
  draft_id uuid not null references information_governance.agreement_draft,
  organisation_id text not null,
  stance text not null check (stance in ('content', 'change')),
  said text not null,
  said_by uuid not null,
  said_by_name text not null,
  said_at timestamptz not null
);
create index agreement_comment_of on information_governance.agreement_comment (draft_id);
-- A party's answer to the closed text: its fingerprint says which text it was.
create table information_governance.agreement_signature (
  draft_id uuid not null references information_governance.agreement_draft,
  organisation_id text not null,
  answer text not null check (answer in ('signed', 'declined')),
  fingerprint text not null,
  reason text check (reason <> ''),
  answered_by uuid not null,
  answered_by_name text not null,
  answered_at timestamptz not null,
  primary key (draft_id, organisation_id),
  check ((answer = 'declined') = (reason is not null))
);
-- What a party has done to an agreement in force. Whether it gives anything now follows from the rows.
create table information_governance.agreement_stop (
  id uuid primary key,
  nth bigint generated always as identity,
  agreement_id uuid not null references information_governance.sharing_agreement,
  organisation_id text not null,
  kind text not null check (kind in ('suspended', 'resumed', 'ended')),
  reason text not null check (reason <> ''),
  done_by uuid not null,
  done_by_name text not null,
  done_at timestamptz not null,
  on_day date not null
);
create index agreement_stop_of on information_governance.agreement_stop (agreement_id);

select platform.protect_plain(t) from unnest(array['information_governance.agreement_draft', 'information_governance.agreement_comment',
  'information_governance.agreement_signature', 'information_governance.agreement_stop']::regclass[]) t;
grant insert, update on information_governance.agreement_draft to app;
grant insert on information_governance.agreement_comment, information_governance.agreement_signature, information_governance.agreement_stop to app;

-- A draft is its organisation's own, and is read by others once it is put to them.
drop policy in_context on information_governance.agreement_draft;
create policy in_context on information_governance.agreement_draft for select to app
  using ((select ctx.valid()) and (drafted_for = (select ctx.claim('organisation')) or consulted_from is not null));
create policy drafted on information_governance.agreement_draft for insert to app
  with check ((select ctx.does('governance.agreement.draft')) and drafted_for = (select ctx.claim('organisation')) and drafted_by = (select ctx.actor())
    and closed_at is null and published_as is null);
create policy changed on information_governance.agreement_draft for update to app
  using ((select ctx.does('governance.agreement.draft')) and drafted_for = (select ctx.claim('organisation')) and published_as is null)
  with check (drafted_for = (select ctx.claim('organisation')) and published_as is null);
create policy said on information_governance.agreement_comment for insert to app
  with check ((select ctx.does('governance.agreement.comment')) and organisation_id = (select ctx.claim('organisation')) and said_by = (select ctx.actor())
    and draft_id in (select d.id from information_governance.agreement_draft d where d.consulted_from is not null and d.closed_at is null and d.withdrawn_at is null));
create policy answered on information_governance.agreement_signature for insert to app
  with check ((select ctx.does('governance.agreement.sign')) and organisation_id = (select ctx.claim('organisation')) and answered_by = (select ctx.actor())
    and draft_id in (select d.id from information_governance.agreement_draft d
      where d.fingerprint = agreement_signature.fingerprint and d.withdrawn_at is null and d.published_as is null and d.drafted_by <> (select ctx.actor())));
create policy done on information_governance.agreement_stop for insert to app
  with check (done_by = (select ctx.actor()) and organisation_id = (select ctx.claim('organisation'))
    and ((kind = 'suspended' and (select ctx.does('governance.agreement.suspend'))) or (kind <> 'suspended' and (select ctx.does('governance.agreement.end')))));

do $$
declare t regclass;
begin
  foreach t in array array['information_governance.agreement_draft', 'information_governance.agreement_comment', 'information_governance.agreement_signature',
    'information_governance.agreement_stop', 'information_governance.sharing_agreement', 'information_governance.agreement_purpose',
    'information_governance.agreement_recipient', 'information_governance.sharing_term', 'information_governance.term_cell', 'information_governance.dataset',
    'information_governance.dataset_class']::regclass[] loop
    execute format('create policy for_the_function on %s to owner using (true) with check (true)', t);
  end loop;
end $$;

-- Once closed, a text stands as it is: whoever wants it otherwise withdraws it and drafts another. Its fingerprint is made here, from what is kept.
create function information_governance.keep_closed() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
  if old.closed_at is not null and (new.content, new.code, new.version, new.closed_at, new.fingerprint, new.drafted_by, new.drafted_for, new.consulted_from)
     is distinct from (old.content, old.code, old.version, old.closed_at, old.fingerprint, old.drafted_by, old.drafted_for, old.consulted_from) then
    raise exception 'a closed text is never edited' using errcode = '42501';
  end if;
  if old.withdrawn_at is not null and new is distinct from old then raise exception 'a withdrawn draft stays withdrawn' using errcode = '42501'; end if;
  if new.closed_at is not null and old.closed_at is null then
    new.fingerprint := encode(sha256(convert_to(new.content::text, 'UTF8')), 'hex');
  end if;
  return new;
end $$;
create trigger keeps_closed before update on information_governance.agreement_draft for each row execute function information_governance.keep_closed();

-- Who is bound by a text: whoever receives, and whoever is controller of what is given.
create function information_governance.parties_of(content jsonb) returns text[]
language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
  select coalesce(array_agg(distinct party order by party), '{}') from (
    select jsonb_array_elements_text(content -> 'recipients') as party
    union
    select d.controller_id from jsonb_array_elements(content -> 'terms') term, jsonb_array_elements(term -> 'cells') cell
    join information_governance.dataset d on d.id = cell ->> 'dataset') parties
$$;

-- Brings a text into force when the last of its parties has signed it. Answers null while one has not.
create function information_governance.publish_agreement(draft uuid, today date, agreement uuid) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
  d information_governance.agreement_draft;
  starts date;
  term jsonb;
  term_id uuid;
begin
  if not ctx.does('governance.agreement.sign') then raise exception 'only a signature brings an agreement into force' using errcode = '42501'; end if;
  select * into d from information_governance.agreement_draft x where x.id = draft for update;
  if d.closed_at is null or d.withdrawn_at is not null or d.published_as is not null then
    raise exception 'this text is not one to sign' using errcode = '42501';
  end if;
  if d.fingerprint <> encode(sha256(convert_to(d.content::text, 'UTF8')), 'hex') then raise exception 'the text is not the one that was closed'; end if;
  if exists (select from unnest(information_governance.parties_of(d.content)) party where not exists (
      select from information_governance.agreement_signature s
      where s.draft_id = d.id and s.organisation_id = party and s.answer = 'signed' and s.fingerprint = d.fingerprint)) then
    return null;
  end if;
  -- A version that is already there, signed on another way, is not put aside in silence.
  if exists (select from information_governance.sharing_agreement a where a.code = d.code and a.version >= d.version) then
    raise exception 'a newer version is in the register' using errcode = '23505';
  end if;
  starts := greatest((d.content ->> 'inForceFrom')::date, today + 7);
  insert into information_governance.sharing_agreement (id, code, version, title, kind, protocol, particulars, signed_on, in_force_from, in_force_to, review_on)
  values (agreement, d.code, d.version, d.content ->> 'title', d.content ->> 'kind', d.content ->> 'protocol', d.content -> 'particulars', today, starts,
    (d.content ->> 'endsOn')::date, (d.content ->> 'reviewOn')::date);
  insert into information_governance.agreement_purpose select agreement, jsonb_array_elements_text(d.content -> 'purposes');
  insert into information_governance.agreement_recipient select agreement, jsonb_array_elements_text(d.content -> 'recipients');
  for term in select * from jsonb_array_elements(d.content -> 'terms') loop
    term_id := gen_random_uuid();
    insert into information_governance.sharing_term (id, agreement_id, name, roles, relationships, trainings)
    values (term_id, agreement, term ->> 'name', array(select jsonb_array_elements_text(term -> 'roles')),
      array(select jsonb_array_elements_text(term -> 'relationships')), array(select jsonb_array_elements_text(term -> 'trainings')));
    -- A class that the dataset does not have breaks the foreign key: what was signed is in force whole, or not at all.
    insert into information_governance.term_cell
    select distinct term_id, cell ->> 'dataset', jsonb_array_elements_text(cell -> 'classes') from jsonb_array_elements(term -> 'cells') cell;
  end loop;
  -- The version before it holds until this one begins.
  update information_governance.sharing_agreement a set in_force_to = greatest(starts, a.in_force_from)
  where a.code = d.code and a.version < d.version and (a.in_force_to is null or a.in_force_to > starts);
  update information_governance.agreement_draft x set published_as = agreement where x.id = d.id;
  return agreement;
end $$;
revoke all on function information_governance.publish_agreement(uuid, date, uuid), information_governance.parties_of(jsonb) from public;
grant execute on function information_governance.publish_agreement(uuid, date, uuid), information_governance.parties_of(jsonb) to app;

-- A stop is at once, everywhere: the decision reads what this sets. Whoever suspended lifts it; where two did, both have to.
create function information_governance.apply_stop() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare a information_governance.sharing_agreement;
begin
  select * into a from information_governance.sharing_agreement x where x.id = new.agreement_id for update;
  if a.kind not in ('protocol', 'sharing') then raise exception 'only what partners agreed is stopped by one of them' using errcode = '42501'; end if;
  if not (exists (select from information_governance.agreement_recipient r where r.agreement_id = a.id and r.organisation_id = new.organisation_id)
      or exists (select from information_governance.sharing_term t join information_governance.term_cell c on c.term_id = t.id
        join information_governance.dataset d on d.id = c.dataset_id where t.agreement_id = a.id and d.controller_id = new.organisation_id)) then
    raise exception 'a stop is a party’s' using errcode = '42501';
  end if;
  if new.kind = 'ended' then
    update information_governance.sharing_agreement x set in_force_to = least(coalesce(x.in_force_to, 'infinity'), greatest(x.in_force_from, new.on_day)),
      suspended_at = coalesce(x.suspended_at, new.done_at)
    where x.id = a.id;
    -- One that never began has not taken the place of the version before it, which runs on as it was signed.
    if a.in_force_from > new.on_day then
      update information_governance.sharing_agreement x set in_force_to =
        (select (d.content ->> 'endsOn')::date from information_governance.agreement_draft d where d.published_as = x.id)
      where x.code = a.code and x.version < a.version and x.in_force_to = a.in_force_from;
    end if;
    return null;
  end if;
  update information_governance.sharing_agreement x set suspended_at = (
    select min(last.done_at) from (
      select distinct on (s.organisation_id) s.kind, s.done_at from information_governance.agreement_stop s
      where s.agreement_id = a.id order by s.organisation_id, s.nth desc) last
    where last.kind in ('suspended', 'ended'))
  where x.id = a.id;
  return null;
end $$;
revoke all on function information_governance.apply_stop() from public;
create trigger applies_stop after insert on information_governance.agreement_stop for each row execute function information_governance.apply_stop();
