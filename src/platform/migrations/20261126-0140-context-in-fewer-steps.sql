-- The signed context is looked at by every policy of every statement: each of these does in one step what called four others.

create index key_by_text on ctx.key ((process_id::text));

create or replace function ctx.trusted(setting text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
  raw text := current_setting(setting, true);
begin
  -- process id (36), signature (64) and message, with a bar between each. Whatever has another form has no such process.
  if substr(raw, 38, 64) = encode(ctx.hmac(convert_to(setting || '|' || ctx.here() || '|' || substr(raw, 103), 'UTF8'),
      (select k.key from ctx.key k where k.process_id::text = substr(raw, 1, 36)), 'sha256'), 'hex') then
    return substr(raw, 103);
  end if;
  return null;
end $$;

create or replace function ctx.valid() returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$ begin return ctx.trusted('ctx.claims') is not null; end $$;

create or replace function ctx.claim(name text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$ begin return ctx.trusted('ctx.claims')::jsonb ->> name; end $$;

create or replace function ctx.actor() returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare claims jsonb := ctx.trusted('ctx.claims')::jsonb;
begin return case when claims ->> 'kind' <> 'system' then (claims ->> 'actor')::uuid end; end $$;

create or replace function ctx.vouched(act text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare claims jsonb := ctx.trusted('ctx.claims')::jsonb;
begin return coalesce(claims ->> 'act' = act and claims ->> 'vouched' = 'true', false); end $$;

create or replace function ctx.bound(name text) returns text
language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$ begin return ctx.trusted('ctx.granted')::jsonb -> 'bound' ->> name; end $$;
