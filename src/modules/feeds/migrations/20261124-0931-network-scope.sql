-- Before a decision the product must know whom to decide about: who shares a household with this person or is related to
-- her. A grant of scope `network`, signed for this purpose only, opens the rows that say so, and no others.
create policy network_before_decision on feeds.fact for select to app
  using (kind in ('household', 'relationship') and (select ctx.bound('scope')) = 'network');
create index fact_other on feeds.fact (other_source_person_id) where other_source_person_id is not null and superseded_by_batch_id is null;
