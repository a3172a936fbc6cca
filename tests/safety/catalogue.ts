// What must be true of every table, view, function and role, asked of the database itself, so that a new one starts closed.

/** Each has its own reason to be let off a rule. `what` is written as the rule's own query writes it. */
type Exemption = { readonly what: string; readonly because: string }

export type CatalogueRule = {
  readonly id: string
  readonly sentence: string
  /** Gives one row `what` for each breach. */
  readonly find: string
  readonly exempt?: readonly Exemption[]
  /** Faults, each planted alone as the administrator: the rule must then name `what`. */
  readonly planted: readonly { readonly what: string; readonly sql: string }[]
}

// Schema `jobs` is the job library's own: it holds ids only, and is the one named exemption.
const ours = `nspname !~ '^pg_' and nspname not in ('information_schema', 'jobs')`
const tables = `pg_class c join pg_namespace n on n.oid = c.relnamespace and ${ours} and c.relkind in ('r', 'p')`
const name = `n.nspname || '.' || c.relname`
const personal = `exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'source_person_id' and not a.attisdropped)`
const connected = ['app', 'feed_in'].map((role) => `'${role}'`).join(', ')

/** The columns that every personal row hangs on. */
const hangsOn = ['controller_id', 'dataset_id', 'field_class', 'regime', 'source_person_id']
const soundPersonalTable = (extra = '') => `
  create table feeds.sound (id uuid primary key, controller_id text not null, dataset_id text not null, field_class text not null,
    regime text not null, source_person_id uuid not null${extra});
  alter table feeds.sound owner to owner;
  select platform.protect_personal('feeds.sound');
  comment on column feeds.sound.id is 'class=key retention=with-row';`

const logIndex: Exemption = {
  what: 'platform.access_entry_source',
  because: "it is the access log's own index from source person to entry: the entry holds dataset and classes",
}

export const catalogueRules: readonly CatalogueRule[] = [
  {
    id: 'row-security',
    sentence: 'every table has row security, enabled and forced on its owner',
    find: `select ${name} as what from ${tables} where not (c.relrowsecurity and c.relforcerowsecurity)`,
    planted: [
      { what: 'platform.open_door', sql: 'create table platform.open_door (id int)' },
      {
        what: 'platform.ajar',
        sql: 'create table platform.ajar (id int); alter table platform.ajar enable row level security',
      },
      {
        what: 'partnership.worker',
        sql: 'alter table partnership.worker no force row level security',
      },
      { what: 'public.stray', sql: 'create table public.stray (id int)' },
    ],
  },
  {
    id: 'policy',
    sentence: 'every table has a policy, or none on purpose',
    find: `select ${name} as what from ${tables} where not exists (select from pg_policy p where p.polrelid = c.oid)`,
    exempt: [{ what: 'migration.applied', because: 'the migrator alone reads it, as the administrator' }],
    planted: [
      {
        what: 'platform.shut',
        sql: 'create table platform.shut (id int); alter table platform.shut enable row level security, force row level security',
      },
    ],
  },
  {
    id: 'policy-for-named-roles',
    sentence: 'a policy is for named roles, never for everyone',
    find: `select ${name} || ' ' || p.polname as what from pg_policy p join ${tables} on c.oid = p.polrelid where 0 = any (p.polroles)`,
    planted: [
      {
        what: 'partnership.team lax',
        sql: 'create policy lax on partnership.team using ((select ctx.valid()))',
      },
    ],
  },
  {
    id: 'policy-asks-the-context',
    sentence: 'what the product sees or writes depends on the signed context',
    find: `
      select ${name} || ' ' || p.polname as what
      from pg_policy p join ${tables} on c.oid = p.polrelid
      cross join lateral (values (pg_get_expr(p.polqual, p.polrelid)), (pg_get_expr(p.polwithcheck, p.polrelid))) e(expression)
      where e.expression !~ 'ctx\\.' and p.polpermissive and p.polroles && (select array_agg(oid) from pg_roles where rolname in (${connected}))`,
    exempt: [
      {
        what: 'platform.access_entry about_granted',
        because: 'it asks access_entry_source, whose own policy asks the context',
      },
    ],
    planted: [
      { what: 'partnership.team lax', sql: 'create policy lax on partnership.team to app using (true)' },
      {
        what: 'partnership.team lax',
        sql: 'create policy lax on partnership.team to feed_in using ((select ctx.valid())) with check (true)',
      },
    ],
  },
  {
    id: 'context-asked-once',
    sentence: 'a policy asks the context in a subquery, once for each statement and not for each row',
    find: `
      select ${name} || ' ' || p.polname as what
      from pg_policy p join ${tables} on c.oid = p.polrelid
      cross join lateral (values (pg_get_expr(p.polqual, p.polrelid)), (pg_get_expr(p.polwithcheck, p.polrelid))) e(expression)
      where regexp_count(e.expression, 'ctx\\.') > regexp_count(e.expression, '(SELECT|FROM) \\(?ctx\\.')`,
    planted: [{ what: 'partnership.team eager', sql: 'create policy eager on partnership.team to app using (ctx.valid())' }],
  },
  {
    id: 'in-the-edition',
    sentence: 'what the process may remember of agreements and organisations is a new edition with every change (ADR 0024)',
    find: `
      select ${name} as what from ${tables}
      where (n.nspname = 'information_governance' and not ${personal} or ${name} = 'partnership.organisation')
        and 2 <> (select count(*) from pg_trigger t where t.tgrelid = c.oid and t.tgfoid = 'platform.move_edition()'::regprocedure and t.tgenabled = 'O'
          and t.tgtype in (29, 32))`, // after each row that is added, changed or removed; after a truncate
    exempt: [
      {
        what: 'information_governance.access_request_answer',
        because: 'nothing of it is remembered: what an answer releases is read anew for each request',
      },
      ...['agreement_draft', 'agreement_comment', 'agreement_signature', 'agreement_stop', 'assessment', 'public_register'].map(
        (table) => ({
          what: `information_governance.${table}`,
          because: 'nothing of it is remembered: what comes of it stands in the agreement, which is',
        }),
      ),
      ...['', '_entry', '_part', '_notice', '_public_notice', '_list'].map((table) => ({
        what: `information_governance.incident${table}`,
        because: 'nothing of it is remembered: each page reads it',
      })),
      ...['odd_look', 'odd_look_step', 'odd_look_run'].map((table) => ({
        what: `information_governance.${table}`,
        because: 'nothing of it is remembered: each page and each weighing reads it',
      })),
      ...['continuity_list', 'continuity_opening', 'continuity_merge', 'continuity_review'].map((table) => ({
        what: `information_governance.${table}`,
        because: 'nothing of it is remembered: each page, list and merge reads it',
      })),
      ...['journal_comparison', 'journal_item', 'journal_review'].map((table) => ({
        what: `information_governance.${table}`,
        because: 'nothing of it is remembered: each page and comparison reads it',
      })),
      { what: 'information_governance.emergency_count', because: 'nothing of it is remembered: each opening reads it' },
      { what: 'information_governance.emergency_review', because: 'nothing of it is remembered: each page reads it' },
      {
        what: 'information_governance.legal_hold',
        because: 'nothing of it is remembered: each listing, page and erasure reads it',
      },
      {
        what: 'information_governance.erasure_batch',
        because: 'nothing of it is remembered: each listing, page and erasure reads it',
      },
      {
        what: 'information_governance.erasure_approval',
        because: 'nothing of it is remembered: each listing, page and erasure reads it',
      },
      {
        what: 'information_governance.retention_count',
        because: 'nothing of it is remembered: each listing, page and erasure reads it',
      },
      { what: 'information_governance.access_request_climb', because: 'nothing of it is remembered: each page reads it' },
      ...['', '_part', '_step', '_pack'].map((one) => ({
        what: `information_governance.subject_request${one}`,
        because: 'nothing of it is remembered: each page reads it',
      })),
    ],
    planted: [
      {
        what: 'information_governance.waiver',
        sql: `create table information_governance.waiver (id int); select platform.protect_plain('information_governance.waiver')`,
      },
      {
        what: 'information_governance.term_cell',
        sql: 'alter table information_governance.term_cell disable trigger moves_edition',
      },
      {
        what: 'partnership.organisation',
        sql: `drop trigger moves_edition on partnership.organisation;
          create trigger moves_edition after insert or update on partnership.organisation for each row execute function platform.move_edition()`,
      },
    ],
  },
  {
    id: 'view',
    sentence: 'a view sees what its reader may see: security_invoker',
    find: `
      select ${name} as what from pg_class c join pg_namespace n on n.oid = c.relnamespace and ${ours}
      where c.relkind = 'v' and not coalesce(c.reloptions && array['security_invoker=true', 'security_invoker=on', 'security_invoker=1'], false)`,
    planted: [
      { what: 'feeds.everything', sql: 'create view feeds.everything as select * from feeds.fact' },
      {
        what: 'feeds.barred',
        sql: 'create view feeds.barred with (security_barrier = true) as select * from feeds.fact',
      },
      {
        what: 'feeds.undone',
        sql: 'create view feeds.undone with (security_invoker = false) as select * from feeds.fact',
      },
    ],
  },
  {
    id: 'no-copies',
    sentence: 'there is no materialised view and no foreign table: neither knows row security',
    find: `select ${name} as what from pg_class c join pg_namespace n on n.oid = c.relnamespace and ${ours} where c.relkind in ('m', 'f')`,
    planted: [{ what: 'feeds.frozen', sql: 'create materialized view feeds.frozen as select * from feeds.fact' }],
  },
  {
    id: 'no-rules',
    sentence: 'no table has a rewrite rule, which would run with its owner’s rights',
    find: `select ${name} || ' ' || r.rulename as what from pg_rewrite r join ${tables} on c.oid = r.ev_class`,
    planted: [
      {
        what: 'partnership.team also',
        sql: 'create rule also as on insert to partnership.team do also select * from feeds.fact',
      },
    ],
  },
  {
    id: 'leakproof',
    sentence: 'no function of ours says that it is leakproof',
    find: `
      select n.nspname || '.' || p.proname as what from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and p.proleakproof`,
    planted: [
      {
        what: 'platform.quiet',
        sql: `create function platform.quiet(x text) returns boolean language sql leakproof as 'select true'`,
      },
    ],
  },
  {
    id: 'definer-search-path',
    sentence: 'a function that runs as its owner pins its search_path, with pg_temp last',
    find: `
      select n.nspname || '.' || p.proname as what from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname !~ '^pg_' and p.prosecdef and not coalesce('search_path=pg_catalog, pg_temp' = any (p.proconfig), false)`,
    planted: [
      {
        what: 'platform.loose',
        sql: `create function platform.loose() returns int language sql security definer as 'select 1';
          revoke all on function platform.loose from public`,
      },
      {
        // pg_temp left out comes first for types: a caller's own type "text" would run the caller's code as the owner.
        what: 'platform.half_pinned',
        sql: `create function platform.half_pinned() returns int language sql security definer set search_path = pg_catalog as 'select 1';
          revoke all on function platform.half_pinned from public`,
      },
    ],
  },
  {
    id: 'definer-not-public',
    sentence: 'a function that runs as its owner is for named roles only, and its owner is `owner`',
    find: `
      select n.nspname || '.' || p.proname as what from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname !~ '^pg_' and p.prosecdef and (p.proowner <> 'owner'::regrole
        or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0 and a.privilege_type = 'EXECUTE'))`,
    planted: [
      {
        what: 'platform.for_all',
        sql: `create function platform.for_all() returns int language sql security definer set search_path = pg_catalog, pg_temp as 'select 1';
          alter function platform.for_all owner to owner`,
      },
      {
        what: 'platform.too_mighty',
        sql: `create function platform.too_mighty() returns int language sql security definer set search_path = pg_catalog, pg_temp as 'select 1';
          revoke all on function platform.too_mighty from public`,
      },
    ],
  },
  {
    id: 'roles',
    sentence: 'no role of ours is a superuser, bypasses row security, makes roles or databases, or replicates',
    // Role 10 is the administrator that the server was made with: it migrates, and the product never connects as it.
    find: `
      select rolname as what from pg_roles
      where oid <> 10 and rolname !~ '^pg_' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    planted: [
      { what: 'helper', sql: 'create role helper bypassrls' },
      { what: 'chief', sql: 'create role chief superuser' },
      { what: 'stats', sql: 'alter role stats createrole' },
    ],
  },
  {
    id: 'owns-nothing',
    sentence: 'app and feed_in own nothing, in any schema',
    find: `
      select r.rolname || ' owns ' || pg_describe_object(d.classid, d.objid, d.objsubid) as what
      from pg_shdepend d join pg_roles r on r.oid = d.refobjid and d.refclassid = 'pg_authid'::regclass
      where r.rolname in (${connected}) and d.deptype = 'o' and d.dbid in (0, (select oid from pg_database where datname = current_database()))
        -- what a session keeps for itself is gone with it
        and not (d.classid = 'pg_class'::regclass and exists (select from pg_class c where c.oid = d.objid and c.relpersistence = 't'))`,
    planted: [
      {
        what: 'app owns table platform.own',
        sql: 'create table platform.own (id int); alter table platform.own owner to app',
      },
      { what: 'feed_in owns schema mine', sql: 'create schema mine authorization feed_in' },
      {
        what: 'app owns function platform.f()',
        sql: `create function platform.f() returns int language sql as 'select 1'; alter function platform.f owner to app`,
      },
    ],
  },
  {
    id: 'member-of-nothing',
    sentence: 'app and feed_in are members of no role',
    find: `
      select member::regrole || ' is a member of ' || roleid::regrole as what from pg_auth_members
      where member in (select oid from pg_roles where rolname in (${connected}))`,
    planted: [
      { what: 'app is a member of owner', sql: 'grant owner to app' },
      { what: 'feed_in is a member of app', sql: 'grant app to feed_in' },
      { what: 'app is a member of pg_read_all_data', sql: 'grant pg_read_all_data to app' },
    ],
  },
  {
    id: 'makes-nothing',
    sentence: 'app and feed_in can make nothing in any schema that stays',
    find: `
      select r.rolname || ' may make things in ' || n.nspname as what from pg_roles r cross join pg_namespace n
      where r.rolname in (${connected}) and n.nspname !~ '^pg_(toast_)?temp_' and has_schema_privilege(r.oid, n.oid, 'create')
      union all
      select r.rolname || ' may make schemas' from pg_roles r where r.rolname in (${connected}) and has_database_privilege(r.oid, current_database(), 'create')`,
    planted: [
      { what: 'app may make things in partnership', sql: 'grant create on schema partnership to app' },
      { what: 'feed_in may make things in public', sql: 'grant create on schema public to public' },
      {
        what: 'app may make schemas',
        sql: `do $$ begin execute format('grant create on database %I to app', current_database()); end $$`,
      },
    ],
  },
  {
    id: 'temporary-things',
    sentence: 'only the feeds’ role may make temporary tables, types and functions, for its staging',
    find: `
      select rolname || ' may' as what from pg_roles
      where oid <> 10 and rolname !~ '^pg_' and rolname <> 'feed_in' and has_database_privilege(oid, current_database(), 'temporary')`,
    planted: [
      {
        what: 'app may',
        sql: `do $$ begin execute format('grant temporary on database %I to public', current_database()); end $$`,
      },
    ],
  },
  {
    id: 'grants',
    sentence: 'tables are granted to named roles, and nobody may truncate, reference or put triggers on them',
    find: `
      select ${name} || ' ' || lower(a.privilege_type) || ' to ' || case a.grantee when 0 then 'everyone' else a.grantee::regrole::text end as what
      from pg_class c join pg_namespace n on n.oid = c.relnamespace and ${ours}
      cross join lateral aclexplode(c.relacl) a
      where c.relkind in ('r', 'p', 'v') and a.grantee <> c.relowner
        and (a.grantee = 0 or a.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER', 'MAINTAIN'))`,
    planted: [
      { what: 'feeds.fact select to everyone', sql: 'grant select on feeds.fact to public' },
      { what: 'feeds.fact truncate to app', sql: 'grant truncate on feeds.fact to app' }, // row security does not see it
      { what: 'feeds.fact references to feed_in', sql: 'grant all on feeds.fact to feed_in' },
    ],
  },
  {
    id: 'log-never-changed',
    sentence: 'the product can neither change nor delete what the access log and the audit say (L6)',
    find: `
      select ${name} || ' ' || lower(privilege) || ' to ' || r.rolname as what
      from ${tables} cross join pg_roles r cross join unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) privilege
      where r.rolname in (${connected}) and ${name} in ('platform.access_entry', 'platform.access_entry_source', 'platform.audit_event')
        and has_table_privilege(r.oid, c.oid, privilege)`,
    planted: [
      {
        what: 'platform.access_entry update to app',
        sql: 'grant update on platform.access_entry to app',
      },
      {
        what: 'platform.audit_event delete to feed_in',
        sql: 'grant delete on platform.audit_event to feed_in',
      },
    ],
  },
  {
    id: 'personal-columns',
    sentence: `a table about people says of each row whose it is: ${hangsOn.join(', ')}, each not null`,
    find: `
      select ${name} || coalesce(' ' || string_agg(w.wanted, ', ' order by w.wanted), '') as what
      from ${tables} cross join unnest(array[${hangsOn.map((column) => `'${column}'`).join(', ')}]) w(wanted)
      where ${personal} and ${name} <> '${logIndex.what}'
        and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = w.wanted and a.attnotnull)
      group by ${name}`,
    exempt: [logIndex],
    planted: [
      {
        what: 'feeds.careless controller_id, dataset_id, field_class, regime',
        sql: 'create table feeds.careless (source_person_id uuid not null)',
      },
      {
        what: 'feeds.unsure regime, source_person_id',
        sql: `create table feeds.unsure (controller_id text not null, dataset_id text not null, field_class text not null, regime text, source_person_id uuid)`,
      },
    ],
  },
  {
    id: 'personal-comments',
    sentence: 'every column about people says what class it is and how long it is kept',
    find: `
      select ${name} || '.' || a.attname as what
      from ${tables} join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where ${personal} and ${name} <> '${logIndex.what}'
        and coalesce(col_description(c.oid, a.attnum), '') !~ '(^|[ ;])class=[a-z-]+ retention=[a-z-]+$'`,
    exempt: [logIndex],
    planted: [
      { what: 'feeds.sound.nickname', sql: soundPersonalTable(', nickname text') },
      {
        what: 'feeds.sound.id',
        sql: `${soundPersonalTable()} comment on column feeds.sound.id is 'class=key'`,
      },
    ],
  },
  {
    id: 'personal-unique',
    sentence: 'a unique key on a table about people tells nobody of a row that another controller hides',
    // It may be a key that means nothing (one id), or lie within one dataset, controller or source person.
    find: `
      select ${name} || ' (' || string_agg(coalesce(a.attname, 'an expression'), ', ' order by k.place) || ')' as what
      from ${tables} join pg_index i on i.indrelid = c.oid and i.indisunique
      cross join lateral unnest(i.indkey) with ordinality k(attnum, place)
      left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
      where ${personal} and ${name} <> '${logIndex.what}'
      group by c.oid, n.nspname, c.relname, i.indexrelid
      having not coalesce(bool_or(a.attname in ('controller_id', 'dataset_id', 'source_person_id')), false)
        and not coalesce(count(*) = 1 and bool_and(a.attname = 'id'), false)`,
    exempt: [
      logIndex,
      {
        what: 'feeds.confirmation (batch_id, fact_id)',
        because: 'both are ids that mean nothing, and a batch is of one dataset',
      },
      {
        what: 'information_governance.relationship (source_room, source_key, kind)',
        because: 'a room writes keys that begin with its own dataset or are random',
      },
    ],
    planted: [
      {
        what: 'feeds.sound (nhs_number)',
        sql: `${soundPersonalTable(', nhs_number text unique')}
          comment on column feeds.sound.nhs_number is 'class=identifier retention=with-row'`,
      },
      {
        what: 'feeds.sound (an expression)',
        sql: `${soundPersonalTable()} create unique index on feeds.sound (lower(regime))`,
      },
    ],
  },
  {
    id: 'personal-references',
    sentence: 'no foreign key leads to a table about people: a failed insert would tell of a hidden row',
    find: `
      select k.conrelid::regclass || ' ' || k.conname as what from ${tables} join pg_constraint k on k.confrelid = c.oid and k.contype = 'f'
      where ${personal}`,
    planted: [
      {
        what: 'partnership.badge badge_holder_fkey',
        sql: 'create table partnership.badge (holder uuid references feeds.source_person (id))',
      },
    ],
  },
]
