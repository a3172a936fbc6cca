-- What people say is wrong in what is held about them. A dispute is about one fact of one source person, by the key that its sender gives it, so that it stays
-- with the fact when the sender states it anew, and with the record when records are joined or parted. Whoever may see the fact may know that it is disputed.
create table information_governance.fact_dispute (
  id uuid primary key,
  controller_id text not null,
  dataset_id text not null references information_governance.dataset,
  field_class text not null,
  regime text not null,
  source_person_id uuid not null,
  fact_key text not null,
  -- What it said then, as the sender's statement is told from another.
  fact_hash text not null,
  account_id uuid not null,
  -- Whether her words may stand beside the fact, if the service does not agree.
  share_words boolean not null,
  disputed_at timestamptz not null,
  disputed_on date not null
);
create index fact_dispute_by_source on information_governance.fact_dispute (source_person_id);
create index fact_dispute_by_controller on information_governance.fact_dispute (controller_id);

-- What its controller said, once.
create table information_governance.fact_dispute_answer (
  dispute_id uuid not null,
  controller_id text not null,
  dataset_id text not null references information_governance.dataset,
  field_class text not null,
  regime text not null,
  source_person_id uuid not null,
  outcome text not null check (outcome in ('corrected', 'partly', 'not-corrected')),
  corrected_on date check ((corrected_on is null) = (outcome = 'not-corrected')),
  answered_by uuid not null,
  answered_by_name text not null,
  answered_at timestamptz not null,
  answered_on date not null,
  primary key (source_person_id, dispute_id)
);

-- Her words, and the controller's to her, sealed under the data key of the source person.
create table information_governance.fact_dispute_words (
  dispute_id uuid not null,
  part text not null check (part in ('said', 'answer')),
  controller_id text not null,
  dataset_id text not null references information_governance.dataset,
  field_class text not null,
  regime text not null,
  source_person_id uuid not null,
  sealed bytea not null,
  primary key (source_person_id, dispute_id, part)
);

-- Which other organisations had been shown such facts of this record when it was disputed, and when it was answered: each is told (UK GDPR, article 19).
create table information_governance.fact_dispute_recipient (
  dispute_id uuid not null,
  told_of text not null check (told_of in ('dispute', 'answer')),
  organisation_id text not null,
  controller_id text not null,
  dataset_id text not null references information_governance.dataset,
  field_class text not null,
  regime text not null,
  source_person_id uuid not null,
  last_shown_at timestamptz not null,
  told_at timestamptz not null,
  primary key (source_person_id, dispute_id, told_of, organisation_id)
);

create index fact_dispute_answer_of on information_governance.fact_dispute_answer (dispute_id);
create index fact_dispute_words_of on information_governance.fact_dispute_words (dispute_id);
create index fact_dispute_recipient_of on information_governance.fact_dispute_recipient (dispute_id);

do $$
declare t regclass;
begin
  foreach t in array array['information_governance.fact_dispute', 'information_governance.fact_dispute_answer', 'information_governance.fact_dispute_words',
    'information_governance.fact_dispute_recipient']::regclass[] loop
    execute format('alter table %s enable row level security', t);
    execute format('alter table %s force row level security', t);
    execute format('create policy for_the_function on %s to owner using (true) with check (true)', t);
    execute format('grant select on %s to app', t);
    perform platform.describe_personal(t);
  end loop;
end $$;
grant insert on information_governance.fact_dispute, information_governance.fact_dispute_answer, information_governance.fact_dispute_words to app;

-- Beside the fact, to whoever is granted the fact; and to those who answer for its controller.
create policy beside_the_fact on information_governance.fact_dispute for select to app
  using ((source_person_id, dataset_id, field_class) in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g));
create policy asked_of_us on information_governance.fact_dispute for select to app
  using (controller_id = (select ctx.claim('organisation')) and (select ctx.does('governance.dispute.answer')));
-- What she is not shown herself she cannot dispute here: it would tell whoever sits beside her that it is held.
create policy disputes on information_governance.fact_dispute for insert to app
  with check (account_id = (select ctx.actor()) and (select ctx.does('governance.dispute.raise'))
    and (source_person_id, dataset_id, field_class) in (select g.source_person_id, g.dataset_id, g.field_class from ctx.granted() g)
    and (dataset_id, controller_id) in (select d.id, d.controller_id from information_governance.dataset d));

create policy of_a_dispute on information_governance.fact_dispute_answer for select to app
  using ((select ctx.valid()) and dispute_id in (select d.id from information_governance.fact_dispute d));
create policy answers on information_governance.fact_dispute_answer for insert to app
  with check (answered_by = (select ctx.actor()) and (select ctx.does('governance.dispute.answer')) and controller_id = (select ctx.claim('organisation'))
    and (dispute_id, controller_id, source_person_id) in (select d.id, d.controller_id, d.source_person_id from information_governance.fact_dispute d));

-- Both see both. Of hers, too, whoever works for the controller and may see the fact; and where the controller did not agree and she said so, whoever may see the fact.
create policy hers on information_governance.fact_dispute_words for select to app
  using (dispute_id in (select d.id from information_governance.fact_dispute d where d.account_id = (select ctx.actor())));
create policy of_the_controller on information_governance.fact_dispute_words for select to app
  using (controller_id = (select ctx.claim('organisation')) and (part = 'said' or (select ctx.does('governance.dispute.answer')))
    and dispute_id in (select d.id from information_governance.fact_dispute d));
create policy attached on information_governance.fact_dispute_words for select to app
  using ((select ctx.valid()) and part = 'said' and dispute_id in (select d.id from information_governance.fact_dispute d
    join information_governance.fact_dispute_answer a on a.dispute_id = d.id where d.share_words and a.outcome <> 'corrected'));
create policy says on information_governance.fact_dispute_words for insert to app
  with check (part = 'said' and (select ctx.does('governance.dispute.raise')) and (dispute_id, controller_id, source_person_id) in
    (select d.id, d.controller_id, d.source_person_id from information_governance.fact_dispute d where d.account_id = (select ctx.actor())));
create policy answers on information_governance.fact_dispute_words for insert to app
  with check (part = 'answer' and (select ctx.does('governance.dispute.answer')) and controller_id = (select ctx.claim('organisation'))
    and (dispute_id, controller_id, source_person_id) in (select d.id, d.controller_id, d.source_person_id from information_governance.fact_dispute d));

create policy to_both on information_governance.fact_dispute_recipient for select to app
  using (dispute_id in (select d.id from information_governance.fact_dispute d
    where d.account_id = (select ctx.actor()) or (select ctx.does('governance.dispute.answer'))));

-- Writes down who has to be told. An organisation all of whose services may not be known to be involved stands on no such list (practice K2): its workers see
-- the flag beside the fact like everyone else.
create function information_governance.tell_recipients(dispute uuid, what text, at timestamptz) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare told int;
begin
  insert into information_governance.fact_dispute_recipient (dispute_id, told_of, organisation_id, controller_id, dataset_id, field_class, regime, source_person_id,
    last_shown_at, told_at)
  select d.id, what, r.organisation_id, d.controller_id, d.dataset_id, d.field_class, d.regime, d.source_person_id, r.last_at, at
  from information_governance.fact_dispute d cross join lateral platform.organisations_shown(d.source_person_id, d.dataset_id, d.field_class) r
  where d.id = dispute and r.organisation_id <> d.controller_id
    and ((what = 'dispute' and ctx.does('governance.dispute.raise') and d.account_id = ctx.actor())
      or (what = 'answer' and ctx.does('governance.dispute.answer') and d.controller_id = ctx.claim('organisation')))
    and (r.organisation_id not in (select h.controller_id from information_governance.dataset h where h.existence in ('brokered', 'sealed'))
      or r.organisation_id in (select o.controller_id from information_governance.dataset o where o.existence in ('shown', 'named')))
  on conflict do nothing;
  get diagnostics told = row_count;
  return told;
end $$;
-- What waits for an officer's answer, for the desk: of whom and about what it does not say.
create function information_governance.waiting_disputes() returns table (id uuid, disputed_at timestamptz, disputed_on date)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
  if not ctx.does('governance.desk.read') then raise exception 'the desk is read at the desk' using errcode = '42501'; end if;
  return query select d.id, d.disputed_at, d.disputed_on from information_governance.fact_dispute d
    where d.controller_id = ctx.claim('organisation')
      and not exists (select from information_governance.fact_dispute_answer a where a.dispute_id = d.id);
end $$;
-- What somebody disputed goes with the record that it is about; what was written goes with the record's key.
create function information_governance.erase_disputes(records uuid[]) returns int
language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare gone int;
begin
  perform information_governance.require_erasable(records);
  delete from information_governance.fact_dispute_recipient where source_person_id = any (records);
  delete from information_governance.fact_dispute_words where source_person_id = any (records);
  delete from information_governance.fact_dispute_answer where source_person_id = any (records);
  delete from information_governance.fact_dispute where source_person_id = any (records);
  get diagnostics gone = row_count;
  return gone;
end $$;
revoke all on function information_governance.tell_recipients(uuid, text, timestamptz), information_governance.waiting_disputes(),
  information_governance.erase_disputes(uuid[]) from public;
grant execute on function information_governance.tell_recipients(uuid, text, timestamptz), information_governance.waiting_disputes(),
  information_governance.erase_disputes(uuid[]) to app;

do $$
declare
  t text;
  c text;
  say text;
begin
  for t, c, say in select * from (values
    ('', 'id', 'class=key'), ('', 'fact_key', 'the fact''s key at its sender; class=identifier'),
    ('', 'fact_hash', 'to see whether its sender has changed it; class=by-row'), ('', 'account_id', 'who disputes it; class=key'),
    ('', 'share_words', 'class=need'), ('', 'disputed_at', 'class=provenance'), ('', 'disputed_on', 'class=provenance'),
    ('_answer', 'dispute_id', 'class=key'), ('_answer', 'outcome', 'class=provenance'), ('_answer', 'corrected_on', 'class=provenance'),
    ('_answer', 'answered_by', 'class=provenance'), ('_answer', 'answered_by_name', 'class=provenance'), ('_answer', 'answered_at', 'class=provenance'),
    ('_answer', 'answered_on', 'class=provenance'),
    ('_words', 'dispute_id', 'class=key'), ('_words', 'part', 'class=provenance'), ('_words', 'sealed', 'what was written, sealed; class=need'),
    ('_recipient', 'dispute_id', 'class=key'), ('_recipient', 'told_of', 'class=provenance'), ('_recipient', 'organisation_id', 'class=access-log'),
    ('_recipient', 'last_shown_at', 'class=access-log'), ('_recipient', 'told_at', 'class=provenance')
  ) v loop
    execute format('comment on column information_governance.%I.%I is %L', 'fact_dispute' || t, c, say || ' retention=with-row');
  end loop;
end $$;
