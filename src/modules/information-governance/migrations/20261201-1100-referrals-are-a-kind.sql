-- A referral is a kind of information of its own: a service that is asked to help sees it without the worries and plans that others wrote.
alter table information_governance.dataset_class no force row level security;
insert into information_governance.dataset_class (dataset_id, field_class, special_category, retention)
select c.dataset_id, 'referral', false, c.retention from information_governance.dataset_class c where c.field_class = 'need' on conflict do nothing;
alter table information_governance.dataset_class force row level security;
