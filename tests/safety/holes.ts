// Holes that could be there, and the attacks that must find them: an attack that finds nothing anywhere proves nothing.
// Each is opened in one database; nothing here may touch a role, since roles are the whole server's.

export type Hole = { readonly hole: string; readonly opens: string; readonly found: readonly string[] }

/** Puts another body into a function of the context, everything else as it is. */
const instead = (declaration: string, body: string) =>
  `create or replace function ${declaration} security definer set search_path = pg_catalog, pg_temp as $hole$ ${body} $hole$;`

export const holes: readonly Hole[] = [
  {
    hole: 'a policy lets everything through',
    opens: 'create policy lax on feeds.fact to app using (true)',
    found: [
      'nothing at all',
      'a cheap function in the filter',
      'a cursor',
      'copy out of the table',
      'a query inside a text function',
    ],
  },
  {
    hole: 'row security were off',
    opens: 'alter table feeds.fact disable row level security',
    found: [
      'the table command',
      'an exists',
      'an error that shows the value',
      'an error that shows the existence',
      'the statistics',
    ],
  },
  {
    hole: 'pg_temp were not named last',
    opens: `do $$ declare f regprocedure; begin
      for f in select oid from pg_proc where pronamespace = 'ctx'::regnamespace and prosecdef loop
        execute format('alter function %s set search_path = pg_catalog', f);
      end loop; end $$`,
    found: ['text', 'uuid', 'jsonb'].map((type) => `a type of hers called ${type}, which looks at the key as it is used`),
  },
  {
    hole: 'the keys could be read',
    opens: 'grant select on ctx.key to app; create policy lax on ctx.key to app using (true)',
    found: ['the keys'],
  },
  {
    hole: 'keys could be added',
    opens: 'grant insert on ctx.key to app, feed_in; create policy lax on ctx.key to app, feed_in with check (true)',
    found: ['a key of her own put among the keys'],
  },
  {
    hole: 'settings needed no signature',
    opens: instead(
      'ctx.trusted(setting text) returns text language sql stable',
      'select substr(current_setting(setting, true), 103)',
    ),
    found: [
      'settings with a signature of noughts',
      'settings signed by an unknown process',
      'her own claims with another person written into them',
    ],
  },
  {
    hole: 'a signature held for every transaction',
    opens: `create or replace function ctx.here() returns text language sql stable set search_path = pg_catalog, pg_temp as $$ select 'anywhere' $$`,
    found: [
      'the settings of another connection',
      'a rightful grant, after its transaction',
      'a rightful grant, in a chained transaction',
    ],
  },
  {
    hole: 'a signature held for the whole connection',
    opens: `create or replace function ctx.here() returns text language sql stable set search_path = pg_catalog, pg_temp as $$ select pg_backend_pid()::text $$`,
    found: ['a rightful grant, after its transaction', 'a rightful grant, after a rollback'],
  },
  {
    hole: 'a grant needed no signature',
    opens: instead(
      'ctx.grant(granted text, process uuid, mac text) returns void language sql',
      `select ctx.store(process, 'ctx.granted', granted)`,
    ),
    found: [
      'a grant signed with another key',
      'a grant signed for another session',
      'the signed grant of another transaction, taken as her own',
    ],
  },
  {
    hole: 'a system context needed no signature',
    opens: instead(
      'ctx.begin_system(actor text, act text, purpose text, process uuid, mac text) returns text language sql',
      `select ctx.store(process, 'ctx.claims', json_build_object('session', null, 'kind', 'system', 'actor', actor, 'organisation', 'system',
         'purpose', purpose, 'act', act, 'vouched', true)::text); select ctx.here()`,
    ),
    found: [
      'a system context without a signature',
      'a system context signed by another',
      'a system context signed for another act',
    ],
  },
  {
    hole: 'a job could be enqueued as another person, and a job were a person',
    opens: `alter table ctx.job_token drop constraint job_token_actor_check;
      ${instead('ctx.actor() returns uuid language sql stable', `select ctx.claim('actor')::uuid`)}`,
    found: ['a job in the name of another person'],
  },
  {
    hole: 'a job could open a session',
    opens: instead(
      `ctx.open_session(id uuid, token text, kind text, actor_id uuid, organisation_id text, purpose text, idle_seconds int, absolute_seconds int,
         strong boolean) returns void language sql`,
      `insert into ctx.session select id, ctx.digest(token, 'sha256'), kind, actor_id, organisation_id, purpose, now(), now(), null, idle_seconds,
         now() + make_interval(secs => absolute_seconds), null where ctx.claim('act') = 'session.open'`,
    ),
    found: ['a job that opens a session for another person'],
  },
  {
    hole: 'a feed saw every dataset',
    opens: `create policy lax on feeds.fact to feed_in using ((select ctx.valid()))`,
    found: ['a feed that is bound to nothing', 'a feed that is bound to another dataset', 'a feed with an empty binding'],
  },
  {
    hole: 'a class were not asked for',
    opens: `create policy lax on feeds.fact to app using (source_person_id in (select g.source_person_id from ctx.granted() g))`,
    found: ['a grant for the right person and the wrong dataset or class'],
  },
]
