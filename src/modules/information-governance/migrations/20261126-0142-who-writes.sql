-- What the disclosure decision is made from is written by the product itself, when a place is set up and a feed registered. Whoever
-- could add a line to an agreement would be shown what it releases.
do $$
declare t regclass;
begin
  foreach t in array array['information_governance.gateway', 'information_governance.sharing_purpose',
    'information_governance.sharing_agreement', 'information_governance.agreement_purpose', 'information_governance.agreement_recipient',
    'information_governance.sharing_term', 'information_governance.term_cell']::regclass[] loop
    perform platform.written_by(t, 'app', 'governance.seed');
  end loop;
  foreach t in array array['information_governance.dataset', 'information_governance.dataset_class']::regclass[] loop
    perform platform.written_by(t, 'app', 'feeds.feed.register');
  end loop;
end $$;

-- A contact is taken in hand by the act of that name: a grant that names someone is not enough, since a search has one too.
drop policy own_contact_in_hand on information_governance.relationship;
create policy own_contact_in_hand on information_governance.relationship for insert to app
  with check ((select ctx.does('governance.contact.take')) and kind = 'contact-in-hand' and worker_id = (select ctx.actor())
    and source_person_id = any ((select ctx.bound_ids('sources'))::uuid[]));
revoke update on information_governance.relationship from app;
revoke insert, update on information_governance.own_record from app;

-- The purposes whose visits a resident is shown from the first (practice K3). Each line says why it harms nobody; none has been
-- confirmed by a practitioner yet. Whatever is not here starts withheld, with a reviewer and a review date.
select platform.show_in_log(purpose, gateway, because) from (values
  ('childrens-family-help', 'children-act-2004-s10', 'Early help is agreed with the family, who know that it is given'),
  ('homelessness-prevention', 'housing-act-1996-s213', 'A duty owed to the person, who has asked for it or agreed to it'),
  ('tenancy-support', 'housing-act-1996-s213', 'Help to keep a home, given to the person who knows of it'),
  ('homes-safe-from-fire', 'fire-and-rescue-services-act-2004-s6', 'A visit that is announced and can be refused'),
  ('hospital-discharge', 'hsc-safety-and-quality-act-2015-s3', 'The person’s own care, which is discussed with them'),
  ('own-record', 'uk-gdpr-article-15', 'The person looked themselves')
) list (purpose, gateway, because);

-- Offices share nobody's record: were an entry ever written under one, it would be looked at before it is shown.
alter table information_governance.sharing_purpose no force row level security;
update information_governance.sharing_purpose p
set log_visibility = 'withheld', withheld_ground = 'Nobody’s record is shared under this purpose', withheld_reviewer = 'information-governance'
where p.log_visibility = 'shown' and p.gateway_id = 'local-government-act-1972-s111';
alter table information_governance.sharing_purpose force row level security;

-- A purpose starts shown only under the gateway with which it is on the list.
alter table information_governance.sharing_purpose
  add column shown_gateway text generated always as (case when log_visibility = 'shown' then gateway_id end) stored,
  add constraint shown_only_when_on_the_reviewed_list foreign key (id, shown_gateway) references platform.shown_purpose (purpose, gateway);
