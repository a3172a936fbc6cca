// Names of hers in the place of ours: functions, operators, types, tables.
import { literal } from '../attacker.ts'
import { known } from '../loot.ts'
import { type Attack, type Attacks, all, forgedClaims, noughts, sql } from './means.ts'

export const names: Attacks = {
  'search_path with her functions first': sql(
    `create function pg_temp.valid() returns boolean language sql as 'select true'`,
    `create function pg_temp.hmac(bytea, bytea, text) returns bytea language sql as $$ select ''::bytea $$`,
    `set search_path = pg_temp, ctx, pg_catalog`,
    all,
  ),
  'search_path with her operators first': sql(
    `create function pg_temp.yes(text, text) returns boolean language sql as 'select true'`,
    `create operator pg_temp.= (function = pg_temp.yes, leftarg = text, rightarg = text)`,
    `set search_path = pg_temp, pg_catalog`,
    `select set_config('ctx.claims', ${literal(`${known.id}|${noughts}|${forgedClaims}`)}, false)`,
    all,
  ),
  'search_path without the catalogue': sql(`set search_path = ''`, all),
  ...Object.fromEntries(
    ['text', 'uuid', 'jsonb', 'bytea', 'timestamptz'].map((type) => [
      `a type of hers called ${type}, which looks at the key as it is used`,
      typeOfHers(type),
    ]),
  ),
  'a table of hers called like a type': sql(
    `create temp table jsonb (a int)`,
    `create temp table text (a int)`,
    'select ctx.valid()',
    all,
  ),
  'a table of hers called like the sessions': sql(
    'create temp table session (token_hash bytea)',
    `set search_path = pg_temp, ctx`,
    `select * from ctx.begin('x', '${known.id}')`,
    all,
  ),
}

function typeOfHers(type: string): Attack {
  return sql(
    `create function pg_temp.look(v pg_catalog.${type}) returns pg_catalog.bool language plpgsql as $$
         declare r pg_catalog.text;
         begin
           -- What she looks at asks for the type again: once is enough.
           if pg_catalog.current_setting('look.at', true) operator(pg_catalog.=) 'on' then return true; end if;
           perform pg_catalog.set_config('look.at', 'on', false);
           for r in select 'key: ' || current_user || '1 rows seen' from ctx.key k loop raise notice '%', r; end loop;
           for r in select pg_catalog.to_jsonb(t)::pg_catalog.text from {table} t loop raise notice '%', r; end loop;
           perform pg_catalog.set_config('look.at', '', false);
           return true;
         exception when insufficient_privilege then
           perform pg_catalog.set_config('look.at', '', false);
           return true;
         end $$`,
    `create domain pg_temp.${type} as pg_catalog.${type} check (pg_temp.look(value))`,
    `select pg_catalog.set_config('ctx.claims', '${known.id}|' || pg_catalog.repeat('x', 200), false)`,
    'select ctx.valid()',
    `select ctx.claim('session')`,
    `select * from ctx.begin('x', '${known.id}')`,
    `select * from ctx.begin_job('x', '{}', '${known.id}', 'd')`,
    `select ctx.begin_system('a', 'b', 'c', '${known.id}', 'd')`,
    `select * from ctx.granted()`,
  )
}
