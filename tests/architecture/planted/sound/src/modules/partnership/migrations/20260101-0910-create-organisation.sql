create schema partnership;
-- Rows of decisions.joint_decision lead here.
create table partnership.organisation (id text primary key, name text not null);
comment on table partnership.organisation is 'whoever votes in decisions.joint_decision';
select platform.protect('partnership.organisation');
create policy reader on partnership.organisation using ((select ctx.claim('act')) in ('decision.close', 'decisions.close.again'));
