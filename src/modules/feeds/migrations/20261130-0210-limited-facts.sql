-- Of a record whose use is limited nothing is seen, whatever was granted, unless the decision says that it knew: it is asked once for each statement.
create policy use_not_limited on feeds.fact as restrictive for select to app
  using ((source_person_id, dataset_id) not in (select w.source_person_id, w.dataset_id from information_governance.withheld_here() w));
