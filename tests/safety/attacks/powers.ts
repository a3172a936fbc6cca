// Powers that the product’s roles do not have.
import { known } from '../loot.ts'
import { type Attacks, all, sql } from './means.ts'

export const powers: Attacks = {
  'row security switched off': sql('set row_security = off', all),
  'the role owner': sql('set role owner', all),
  'the role owner, for the transaction': sql('set local role owner', all),
  'the role migrator': sql('set role migrator', all),
  'the role backup': sql('set role backup', all),
  'the administrator': sql('set role postgres', all, 'set session authorization postgres', all),
  'a role reset': sql('reset role', 'reset session authorization', 'reset all', all),
  'a setting of the role': sql('alter role app bypassrls', 'alter role current_user set row_security = off', all),
  'a membership': sql('grant owner to current_user', 'grant pg_read_all_data to current_user', all),
  'a grant to herself': sql('grant all on {table} to current_user', all),
  'the table laid open': sql(
    'alter table {table} disable row level security',
    'alter table {table} no force row level security',
    all,
  ),
  'the table taken over': sql('alter table {table} owner to current_user', all),
  'a policy of her own': sql('create policy mine on {table} using (true)', all),
  'the policies dropped': sql(
    'drop policy granted_cells on {table}',
    'drop policy matcher on {table}',
    'alter policy granted_cells on {table} using (true)',
    all,
  ),
  'a trigger': sql(
    `create function pg_temp.tell() returns trigger language plpgsql as $$ begin raise notice '%', old; return old; end $$`,
    'create trigger t before update on {table} for each row execute function pg_temp.tell()',
  ),
  'a rewrite rule': sql('create rule r as on update to {table} do also select * from {table}'),
  'an heir of the table': sql('create temp table heir () inherits ({table})', all),
  'a reference to the table': sql(`create temp table r (id uuid references {table})`, `insert into r values ('${known.id}')`),
  'an index with a function of hers': sql(
    `create function pg_temp.tell(t text) returns text language plpgsql immutable as $$ begin raise notice '%', t; return t; end $$`,
    'create index on {table} (pg_temp.tell(regime))',
  ),
  'the context functions replaced': sql(
    `create or replace function ctx.valid() returns boolean language sql as 'select true'`,
    `create or replace function ctx.granted() returns table (source_person_id uuid, dataset_id text, field_class text) language sql as $$ select '${known.id}'::uuid, '${known.dataset}', '${known.fieldClass}' $$`,
    all,
  ),
  'the context functions altered': sql(
    'alter function ctx.valid() owner to current_user',
    'alter function ctx.trusted(text) reset all',
    'drop function ctx.valid() cascade',
    all,
  ),
  'a schema of her own': sql(
    'create schema mine',
    'create table mine.t as select * from {table}',
    `create function public.f() returns int language sql as 'select 1'`,
  ),
  'triggers switched off': sql('set session_replication_role = replica', all),
  'a file of the server': sql(
    `select pg_read_file('postgresql.conf')`,
    `select pg_ls_dir('.')`,
    `select pg_read_binary_file('base')`,
    `create temp table f (t text)`,
    `copy f from '/etc/passwd'`,
  ),
  'a program of the server': sql(
    `create temp table f (t text)`,
    `copy f from program 'id'`,
    `copy {table} to program 'cat'`,
    `copy {table} to '/tmp/loot'`,
  ),
  'a large object': sql(
    `select lo_import('/etc/passwd')`,
    `select lo_from_bytea(0, (select t::text::bytea from {table} t limit 1))`,
  ),
  'an extension': sql('create extension dblink', 'create extension file_fdw', `load 'auto_explain'`),
  'a replication slot': sql(
    `select pg_create_logical_replication_slot('s', 'test_decoding')`,
    'create publication p for table {table}',
  ),
  'a settings file': sql(`alter system set row_security = off`, `select pg_reload_conf()`),
}
