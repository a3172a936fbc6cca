// Holes that could be there, and the attacks that must find them: an attack that finds nothing anywhere proves nothing.
// Each is opened in one database; nothing here may touch a role, since roles are the whole server's.

import { known } from './loot.ts'

export type Hole = {
  readonly hole: string
  readonly opens: string
  /** The attacks that then read something: of people, or of the product's bookkeeping. */
  readonly found: readonly string[]
  readonly onBookkeeping?: boolean
  /** The attacks that then change something. */
  readonly changes?: readonly string[]
}

/** Puts another body into a function of the context, everything else as it is. */
const instead = (declaration: string, body: string) =>
  `create or replace function ${declaration} security definer set search_path = pg_catalog, pg_temp as $hole$ ${body} $hole$;`

const beginsUnsigned = instead(
  'ctx.begin_job(token text, work text, process uuid, mac text) returns table (actor text, act text, purpose text, here text) language plpgsql',
  `declare t ctx.job_token; begin
     delete from ctx.job_token x where x.token_hash = ctx.digest(token, 'sha256') returning * into t;
     if t.actor is null then return; end if;
     perform ctx.store(process, 'ctx.claims', json_build_object('session', null, 'kind', 'system', 'actor', t.actor, 'organisation', 'system',
       'purpose', t.purpose, 'act', t.act)::text);
     return query select t.actor, t.act, t.purpose, ctx.here(); end`,
)
const unsignedJobs =
  beginsUnsigned +
  instead(
    'ctx.issue_job_token(token text, actor text, act text, purpose text, work text, process uuid, mac text) returns void language sql',
    `insert into ctx.job_token (token_hash, actor, act, purpose) values (ctx.digest(token, 'sha256'), actor, act, purpose) on conflict do nothing`,
  )

const formerly = `create or replace function ctx.require_signature(process uuid, mac text, statement text) returns void language plpgsql stable
  security definer set search_path = pg_catalog, pg_temp as $hole$ begin
    if mac is distinct from ctx.sign(process, statement) then raise exception 'the signature is wrong' using errcode = '42501'; end if; end $hole$;`

export const holes: readonly Hole[] = [
  {
    hole: 'nothing compared with nothing counted as a signature',
    opens: formerly,
    found: ['a system context in which something is missing'],
    changes: ['a system context in which something is missing, to open a session'],
  },
  {
    hole: 'a plain table could be written in any context',
    opens: `do $$ declare t regclass; begin
      for t in select oid from pg_class where relkind = 'r' and relnamespace::regnamespace::text in
          ('information_governance', 'partnership', 'feeds', 'person_index', 'platform') loop
        execute format('create policy lax on %s to app, feed_in using ((select ctx.valid())) with check ((select ctx.valid()))', t);
        execute format('grant select, insert, update on %s to app, feed_in', t);
      end loop; end $$`,
    found: ['an act of her own that only reads'],
    onBookkeeping: true,
    changes: [
      'a purpose, an agreement or a line of her own',
      'another role, or another’s work, of her own',
      'a feed’s key of her own, or a batch released',
      'where a person’s former id leads',
      'the audit written in another’s name, for another act, or for another day',
      'events marked as delivered, or changed',
      'the keys of sealed records replaced',
      'the place made another',
      'a visit put on somebody’s page',
      'a purpose put on the list of those that are shown',
    ],
  },
  {
    hole: 'the queue were open to whoever enqueues',
    opens: 'grant select, insert, update, delete on all tables in schema jobs to app, feed_in',
    found: ['a session of her own and nothing else'],
    onBookkeeping: true,
    changes: ['a job’s payload changed', 'a job deleted, or put off', 'a queue changed'],
  },
  {
    hole: 'no signature were asked for',
    opens: instead('ctx.require_signature(process uuid, mac text, statement text) returns void language sql', 'select'),
    found: [],
    changes: ['other people’s sessions ended', 'another purpose for her own session', 'a job’s token made by herself'],
  },
  {
    hole: 'any purpose were one that a resident is shown',
    opens: `insert into platform.shown_purpose values ('family-help', 'x', 'x')`,
    found: [],
    changes: ['a visit written as if it could be shown'],
  },
  {
    hole: 'a policy lets everything through',
    opens: 'create policy lax on feeds.fact to app, feed_in using (true)',
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
    found: ['text', 'jsonb'].map((type) => `a type of hers called ${type}, which looks at the key as it is used`),
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
    hole: 'anyone could enqueue a job, as another person, and a job were a person',
    opens: `alter table ctx.job_token drop constraint job_token_actor_check; ${unsignedJobs}
      ${instead('ctx.actor() returns uuid language sql stable', `select ctx.claim('actor')::uuid`)}`,
    found: ['a job in the name of another person', 'a job of the matcher'],
  },
  {
    hole: 'anyone could enqueue a job, and a job could open a session',
    opens:
      unsignedJobs +
      instead(
        `ctx.open_session(id uuid, token text, kind text, actor_id uuid, organisation_id text, purpose text, idle_seconds int, absolute_seconds int,
         strong boolean) returns void language sql`,
        `insert into ctx.session select id, ctx.digest(token, 'sha256'), kind, actor_id, organisation_id, purpose, now(), now(), null, idle_seconds,
         now() + make_interval(secs => absolute_seconds), null where ctx.claim('act') = 'session.open'`,
      ),
    found: ['a job that opens a session for another person'],
  },
  {
    hole: 'a job token could be used without a signature',
    opens: `${beginsUnsigned} grant select on jobs.job to app, feed_in`,
    found: ['a job token read from the queue'],
  },
  {
    hole: 'another act of the feeds’ role read what is compared, and a worker could',
    opens: `create policy lax on person_index.match_record to feed_in using ((select ctx.does('feeds.batch.apply', 'feeds.batch.read')));
      create policy lax on person_index.review_pair to app using ((select ctx.valid()));
      grant select on person_index.review_pair to app`,
    found: [
      'the records that are compared, by the act that applies files',
      'the records that are compared, by the act that makes a batch known',
      'the records that are compared, in a session of her own',
    ],
  },
  {
    hole: 'a pair that waits for somebody’s eyes could be settled by whoever is signed in',
    opens: `create policy lax on person_index.review_pair to app using ((select ctx.valid())) with check ((select ctx.valid()));
      grant select, update on person_index.review_pair to app`,
    found: [],
    changes: ['what is compared of people changed, and a pair settled that waits for somebody’s eyes'],
  },
  {
    hole: 'a scope opened every pointer and link',
    opens: `create policy lax on feeds.fact to app using ((select ctx.bound('scope')) = 'network');
      create policy lax on person_index.link to app using ((select ctx.bound('scope')) in ('network', 'search'))`,
    found: ['a grant of the scope that once opened every pointer and link'],
  },
  {
    hole: 'the functions that follow pointers and links followed all of them',
    opens: `${instead(
      'feeds.network_of_named(today date) returns table (source_person_id uuid, lives_there boolean) language sql stable',
      `select f.source_person_id, true from feeds.fact f where '1 rows seen' <> ''`,
    )} create or replace function ctx.bound_ids(name text) returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp
      as $hole$ select array['${known.id}'::uuid] $hole$;`,
    found: ['pointers and links followed from somebody else'],
  },
  {
    hole: 'a resident could tie her account herself, and a code or an account could be changed by whoever is signed in',
    opens: `create policy lax on resident_portal.account_binding to app using ((select ctx.valid())) with check ((select ctx.valid()));
      create policy lax on resident_portal.binding_code to app using ((select ctx.valid())) with check ((select ctx.valid()));
      create policy lax on resident_portal.resident_account to app using ((select ctx.valid())) with check ((select ctx.valid()));
      grant update on all tables in schema resident_portal to app`,
    found: [
      'an account tied by herself to somebody’s record',
      'a code of her own making for somebody',
      'a code made good again, for somebody else',
      'an account thawed, or made to be another’s',
    ],
  },
  {
    hole: 'whoever is signed in could give herself a right to act for somebody, or lift what stops one',
    opens: `create policy lax on information_governance.proxy_right to app using ((select ctx.valid())) with check ((select ctx.valid()));
      create policy lax on information_governance.proxy_limit to app using ((select ctx.valid())) with check ((select ctx.valid()))`,
    found: ['a right to act for somebody, given to her own account by herself', 'what stops rights to act for somebody, lifted'],
  },
  {
    hole: 'whoever does the act of erasing erased what nobody approved',
    opens: instead('information_governance.require_erasable(records uuid[]) returns void language sql', 'select'),
    found: [],
    changes: ['records erased that nobody approved, a hold lifted, an erasure approved in another’s name'],
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
