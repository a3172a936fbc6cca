create table ballot (id uuid primary key);
create table if not exists decisions.ballot (id uuid primary key);
create or replace view public.open_ballot as select id from decisions.ballot;
create schema votes;
create temporary table staged (id uuid) on commit drop;
