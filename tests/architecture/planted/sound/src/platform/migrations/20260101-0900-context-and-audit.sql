create schema platform;
create schema ctx;
create table platform.audit_event (id uuid primary key);
create function ctx.claim(name text) returns text language sql as $$ select name from ctx.key $$;
