// Ways to read a table when nothing was granted.
import { known } from '../loot.ts'
import { type Attacks, all, sql } from './means.ts'

export const reading: Attacks = {
  'nothing at all': sql(),
  'the table command': sql('table {table}'),
  'a read of one known row': sql(`${all} where source_person_id = '${known.id}'`),
  'a read by the place of the row on disk': sql(`${all} where ctid = '(0,1)'`),
  'an aggregate': sql(`select string_agg(t::text, ',') from {table} t`),
  'an exists': sql(`select case when exists (select from {table}) then '1 rows seen' else '0 rows seen' end as seen`),
  'copy out of the table': sql('copy {table} to stdout'),
  'copy out of a query': sql('copy (select * from {table}) to stdout (format csv)'),
  'a cursor': sql('declare c cursor for select to_jsonb(t) from {table} t', 'fetch all from c'),
  'a prepared statement': sql(`prepare p as ${all}`, 'execute p', 'deallocate p'),
  'a temporary copy': sql('create temp table copied as select * from {table}', 'select to_jsonb(c) from copied c'),
  'a view of her own': sql('create temp view v as select * from {table}', 'select to_jsonb(v) from v'),
  'a view that runs as its owner': sql(
    'create temp view v with (security_invoker = false) as select * from {table}',
    'select to_jsonb(v) from v',
  ),
  'a read for update': sql(`${all} for update`),
  'a read for share, all locks skipped': sql(`${all} for key share skip locked`),
  'a locked table': sql('lock table {table} in access share mode', all),
  'an update that returns': sql('update {table} t set source_person_id = source_person_id returning to_jsonb(t)'),
  'a delete that returns': sql('delete from {table} t returning to_jsonb(t)'),
  'a merge': sql(
    'merge into {table} t using (select 1) s on true when matched then update set source_person_id = t.source_person_id',
  ),
  'a truncate': sql('truncate {table}'),
  'an XML export of the table': sql(
    `select table_to_xml('{table}', true, true, '')`,
    `select query_to_xml('select * from {table}', true, true, '')`,
  ),
  'an XML export of the schema': sql(`select schema_to_xml(split_part('{table}', '.', 1)::name, true, true, '')`),
  'a query inside a text function': sql(`select * from ts_stat($$select to_tsvector(t::text) from {table} t$$)`),
  'a notice for each row': sql(
    `do $$ declare r record; begin for r in select * from {table} loop raise notice '%', r; end loop; end $$`,
  ),
  'a cheap function in the filter': sql(
    `create function pg_temp.tell(t text) returns boolean language plpgsql cost 0.0000001 as $$ begin raise notice '%', t; return true; end $$`,
    `${all} where pg_temp.tell(t::text)`,
  ),
  'a cheap operator in the filter': sql(
    `create function pg_temp.tell(t text, u text) returns boolean language plpgsql cost 0.0000001 as $$ begin raise notice '%', t; return true; end $$`,
    `create operator pg_temp.<~> (function = pg_temp.tell, leftarg = text, rightarg = text)`,
    `${all} where t::text operator(pg_temp.<~>) ''`,
  ),
  'a function that claims to be leakproof': sql(
    `create function pg_temp.tell(t text) returns boolean language plpgsql leakproof as $$ begin raise notice '%', t; return true; end $$`,
    `${all} where pg_temp.tell(t::text)`,
  ),
  'an error that shows the value': sql(`select 1 from {table} t where (t::text)::int = 1`),
  'an error that shows the existence': sql(`select 1 from {table} t where 1 / (length(t::text) - length(t::text)) = 1`),
  'a function of her own that runs as its owner': sql(
    `create function pg_temp.look() returns setof jsonb language sql security definer as $$ select to_jsonb(t) from {table} t $$`,
    'select pg_temp.look()',
  ),
  'the statistics': sql(
    `select most_common_vals::text, histogram_bounds::text from pg_stats where schemaname || '.' || tablename = '{table}'`,
    'select stavalues1::text from pg_statistic',
  ),
  'extended statistics': sql(
    `create statistics pg_temp.s on controller_id, dataset_id from {table}`,
    'select most_common_vals::text from pg_stats_ext',
  ),
  'the plan with its values': sql(`explain (verbose) ${all}`),
  'what others are running': sql(
    'select query from pg_stat_activity where datname = current_database()', // others test beside this one
    'select * from pg_prepared_statements',
    'select * from pg_cursors',
  ),
}
