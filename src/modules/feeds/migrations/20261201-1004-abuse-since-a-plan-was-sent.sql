-- Whether abuse was recorded since is asked of a person's own plan, too (practice K6): yes or no, in the acts in which she reads and answers it.
drop policy danger_for_the_function on feeds.fact;
create policy danger_for_the_function on feeds.fact for select to owner
  using ((says_abuse or kind = 'identity' and content @> '{"addressProtected": true}')
    and (select ctx.does('governance.proxy.use', 'governance.proxy.accept', 'casework.plan.read-own', 'casework.plan.answer')));
drop policy danger_for_the_function on feeds.batch;
create policy danger_for_the_function on feeds.batch for select to owner
  using ((select ctx.does('governance.proxy.use', 'governance.proxy.accept', 'casework.plan.read-own', 'casework.plan.answer')));
