// Every sealed field has a word of its own. Wherever the product speaks, writes or keeps something, it is looked for: answers, the log, the queue, the tables, the disk.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { after, before, test } from 'node:test'
import { kept } from '#app/personal-data'
import { handlersOf } from '#app/wiring'
import { freezePublicRegister, listDueNightly, mergeOpenings, sweep } from '#modules/information-governance'
import { wantNightly } from '#modules/person-index'
import { followSubjectRequests } from '#modules/shared-record'
import { withoutValues } from '#platform/errors'
import { type Jobs, openJobs, workJobs } from '#platform/jobs'
import { seed } from '#testing/random'
import { aPerson, openWorld, type World } from '#testing/world'
import { plantedIn, plantedWord } from './needles.ts'
import { filesBelow, tablesWithPlanted, walk, wrongly } from './outlets.ts'
import { type PlantedWorld, plantEverywhere } from './planted.ts'

let world: World
let made: PlantedWorld
let queue: Jobs | undefined
const log: string[] = []
/** One more, that is only typed. */
const typed = plantedWord(99)
before(async () => {
  world = await openWorld({ logTo: (line) => log.push(line) })
  made = await plantEverywhere(world)
})
after(async () => {
  await queue?.stop({ graceful: false })
  await world.close()
})
const fieldsOf = (word: string): readonly string[] => made.planted.find((one) => one.word.toLowerCase() === word)?.fields ?? []

// ---- Each has a word.

/** Columns of bytes that nobody can read back: what they hold was put in to be compared, or is a key that is itself wrapped. */
const notWords = /(^ctx\.\w+\.(key|token_hash|work_hash)|hash|digest|sha256|wrapped|wrapped_key|leaf|leaves|salt|rest|root)$/
/** What can be written down and has no word here, because … */
const without: Readonly<Record<string, string>> = {
  'feeds.fact.surname': 'it is the surname of a fact, in small letters',
  'information_governance.use_limit.ground': 'one of a list',
  'information_governance.proxy_right.person_name': 'the name of a fact, which whoever holds the right reads',
  'information_governance.proxy_right.proxy_name': 'the name of the account that took it up',
  'feeds.fact.source_key': 'a key in the sender’s system',
  'feeds.fact.household_key': 'a key in the sender’s system',
  'feeds.source_person.source_key': 'a key in the sender’s system',
  'information_governance.fact_dispute.fact_key': 'a key in the sender’s system',
}
const ofAList = /\.(kind|scopes|evidence_kind)$/

async function writtenFields(): Promise<string[]> {
  const { rows } = await world.admin.query<{ field: string }>(`
    select n.nspname || '.' || c.relname || '.' || a.attname as field
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname !~ '^(pg_|information_schema|jobs)'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind in ('r', 'p') and (a.atttypid in ('bytea'::regtype, 'bytea[]'::regtype) or a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype)
      and col_description(c.oid, a.attnum) ~ 'class=(identity|identifier|contact|address|household|relationship|need|event|education|health|policing|risk|by-row) ')
    order by 1`)
  return rows.map(({ field }) => field).filter((field) => !notWords.test(field) && !ofAList.test(field))
}
async function fieldsWithoutWord(): Promise<string[]> {
  const planted = new Set(made.planted.flatMap(({ fields }) => fields.map((field) => field.split(':')[0])))
  return (await writtenFields()).filter((field) => !planted.has(field) && !(field in without))
}

test('what is said to need no word is there', async () => {
  const fields = await writtenFields()
  assert.deepEqual(
    Object.keys(without).filter((field) => !fields.includes(field)),
    [],
  )
})

test('each field that is sealed, or in which something is said of somebody, has a word; a new one that has none is found', async () => {
  assert.deepEqual(await fieldsWithoutWord(), [])
  for (const [sql, field] of [
    ['alter table casework.contact add column whispered bytea', 'casework.contact.whispered'],
    [
      `alter table person_index.link add column heard text; comment on column person_index.link.heard is 'class=need retention=with-row'`,
      'person_index.link.heard',
    ],
  ]) {
    await world.admin.query('begin')
    await world.admin.query(sql!)
    assert.deepEqual(await fieldsWithoutWord(), [field])
    await world.admin.query('rollback')
  }
})

// ---- Answers.

test('no answer to anybody has a word that she may not read, in its body or its headers', async () => {
  // A fifth of the routes of each reader, drawn by lot, and one address of each; the long set has all of them.
  let drawn = seed
  const { answers, seen } = await walk(world, made, (addresses) => (drawn++ % 5 ? [] : [addresses[drawn % addresses.length]!]))
  assert.ok(answers > 150 && seen.length > 5, `${answers} answers, ${seen.length} words`)
  assert.deepEqual(wrongly(seen, made), [])
})

test('nor has /metrics, nor a refusal or a problem, of what stands in another’s record', async () => {
  await world.get(`/people?name=${typed}`, await world.session('amina'))
  const token = await world.session('stranger')
  const [her] = made.things.people!
  for (const url of [
    '/metrics',
    `/people/${her}`,
    `/api/v1/people/${her}`,
    `/people/${her}/timeline`,
    `/access-reviews`,
    '/api/v1/people?name=x&number=y',
  ])
    assert.deepEqual(
      plantedIn(JSON.stringify((await world.get(url, token)).headers) + (await world.get(url, token)).body),
      [],
      url,
    )
})

// ---- The log, and what the database says when it takes something not.

/** Has the database refuse whatever it is given with a planted word in this column, quoting what it is not given leave to keep. */
const refusing = {
  'a constraint, which quotes the row': (table: string, column: string) =>
    `alter table ${table} add constraint planted check (${column}::text !~* 'zyqvexuwo') not valid`,
  'a message of several lines': (table: string, column: string) => `
    create function public.quote() returns trigger language plpgsql as $$ begin raise exception E'not taken:\n%\n    at %', new.${column}, new.${column}; end $$;
    grant execute on function public.quote to public;
    create trigger planted before insert on ${table} for each row execute function public.quote()`,
  'a text that is no number, which is quoted': (table: string, column: string) => `
    create function public.quote() returns trigger language plpgsql as $$ begin perform new.${column}::text::int; return new; end $$;
    grant execute on function public.quote to public;
    create trigger planted before insert on ${table} for each row execute function public.quote()`,
} as const
const nothingRefused = (table: string) => `
  alter table ${table} drop constraint if exists planted; drop trigger if exists planted on ${table}; drop function if exists public.quote() cascade`

for (const [what, refuse] of Object.entries(refusing))
  test(`neither log nor answer has what the database quotes: ${what}`, async () => {
    const [, child] = made.things.people!
    const [table, column] = ['information_governance.proxy_right', 'called']
    const lines = log.length
    await world.admin.query(refuse(table, column))
    const form = { kind: 'parent', called: typed, scopes: 'who-looked', evidence: typed }
    const reply = await world.post(`/people/${child}/proxies/new`, await world.session('joanne', { steppedUp: true }), form)
    await world.admin.query(nothingRefused(table))
    assert.equal(reply.statusCode, 500)
    assert.deepEqual(plantedIn(reply.body + JSON.stringify(reply.headers)), [])
    const said = log.slice(lines).filter((line) => line.includes('a bug'))
    assert.equal(said.length, 1)
    assert.match(said[0]!, /"message":"error \w{5}".*at .*proxy\.repository\.ts:\d+/, 'what went wrong, and where')
    assert.deepEqual(plantedIn(log.join('')), [])
  })

test('the log has no word of what was asked, typed, sent or answered, at its most talkative', async () => {
  const token = await world.session('amina')
  const json = {
    'content-type': 'application/json',
    origin: 'http://127.0.0.1:3998',
    'x-csrf-token': world.app.kernel.csrfTokenFor(token),
  }
  await world.get(`/people?name=${typed}&address=${typed}`, token, {
    referer: `http://127.0.0.1:3998/people?name=${typed}`,
    'user-agent': typed,
  })
  await world.get(`/nothing/${typed}`, token)
  await world.get(`/people/${typed}`, token)
  await world.get(`/people/%E0%A4%A${typed}`, token)
  await world.get(`/people?name=${typed}`, typed)
  for (const payload of [`{"name": "${typed}`, `{"name": {"${typed}": 1}}`, `"${typed}"`])
    await world.app.inject({
      method: 'POST',
      url: '/api/v1/contacts',
      headers: { ...json, host: '127.0.0.1:3998', cookie: `session=${token}` },
      payload,
    })
  await world.post('/contacts', token, { contactId: typed, worry: typed })
  world.app.log.error(new Error(typed))
  world.app.log.error({ err: new Error(`one\n    at ${typed} (file.ts:1:1)\n${typed}`) }, typed === '' ? '' : 'a line of ours')
  world.app.log.info({ err: new Error(typed) }, typed)
  assert.ok(log.length > 300, `${log.length} lines`)
  assert.ok(made.codes.length > 2)
  assert.deepEqual(plantedIn(log.join(''), made.codes), [])
})

test('an error that is written down has its kind, its code and its place, and no line of what it says', () => {
  const error = Object.assign(new Error(`Key (name)=(${typed})\n    at ${typed} (planted.ts:1:1)\n${typed}`), {
    code: '23505',
    detail: typed,
  })
  const { message, stack } = withoutValues(error)
  assert.equal(message, 'Error 23505')
  assert.match(stack!, /^Error 23505\n {4}at .*outlets\.test\.ts:\d+:\d+/)
  error.message = 'said otherwise since'
  const later = withoutValues(Object.assign(error, { code: typed.repeat(9), cause: typed }))
  for (const text of [stack!, later.message, later.stack!.replace(/^ {4}at \w+ \(planted\.ts:1:1\)$/m, '')])
    assert.deepEqual(plantedIn(text), [])
  assert.equal(withoutValues(typed).message, 'Error')
})

test('what nobody caught ends the process with its kind and its place, and not with what it quotes', () => {
  const script = `
    import { sayLastWordsOf } from '#app/last-words'
    sayLastWordsOf(process)
    const error = Object.assign(new Error('not taken:\\n${typed}'), { code: '23514', detail: 'Failing row contains (${typed})' })
    void Promise.reject(error)`
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=development', '--input-type=module', '-e', script],
    { encoding: 'utf8' },
  )
  assert.equal(status, 1)
  assert.match(stderr, /^Commonweal has stopped\.\nError 23514\n {4}at /)
  assert.deepEqual(plantedIn(stdout + stderr), [])
})

test('the database server’s own log has nothing of what a session of the product does or fails to do', async () => {
  const { rows } = await world.admin.query<{ role: string; config: string[] | null }>(
    `select rolname as role, rolconfig as config from pg_roles where rolcanlogin and oid <> 10 and rolname !~ '^pg_' order by 1`,
  )
  assert.ok(rows.length >= 8)
  for (const { role, config } of rows) assert.ok(config?.includes('log_min_messages=fatal'), role)
})

// ---- What is kept.

test('a night passes, and each word stands in its own table, or, where it is sealed, in none: not in any other shape either', async () => {
  const { services } = world
  await wantNightly(services)
  for (const night of [mergeOpenings, followSubjectRequests, freezePublicRegister]) await night(services)
  await listDueNightly(services, kept)
  await sweep(services, kept)
  await world.work()
  assert.ok((await world.admin.query('select from person_index.match_run where finished_at is not null')).rowCount)
  const elsewhere = async () =>
    [...(await tablesWithPlanted(world.admin, made.codes))].flatMap(([table, words]) =>
      words
        .filter((word) => !fieldsOf(word).some((field) => field.startsWith(`${table}.`) && !isSealed(field)))
        .map((word) => `${table}: ${word}`),
    )
  assert.deepEqual(await elsewhere(), [])

  const { word } = made.planted.find(({ fields }) => fields[0] === 'casework.contact.told')!
  for (const shape of [
    `'${word}'`,
    `encode('is ${word}', 'base64')`,
    `encode('${word.toLowerCase()}', 'hex')`,
    `convert_to('${word}', 'utf8')`,
    `upper('${word}')`,
  ]) {
    await world.admin.query(`create table public.planted as select ${shape} as said`)
    assert.equal((await elsewhere()).length, 1, shape)
    await world.admin.query('drop table public.planted')
  }
})
const isSealed = (field: string) => /\.(told|not_shared|asked|said|sealed|record_sealed|token)(:|$)/.test(field)

test('no file that the product keeps has a word in it: received files, the continuity list, the journal, what a comparison left', async () => {
  const files = filesBelow(world.services.config.DATA_DIR)
  assert.ok(files.filter(({ path }) => path.includes('/files/')).length >= 5)
  assert.ok(
    files.some(({ path }) => path.endsWith('.sealed')),
    'the continuity list',
  )
  assert.deepEqual(
    files.filter(({ words }) => words.length > 0),
    [],
  )
})

test('a job that fails leaves in the queue what kind of error it was, and not the row that was not taken', async () => {
  await world.admin.query(refusing['a constraint, which quotes the row']('feeds.fact', 'content'))
  const batchId = (await world.feeds['council-housing'].send(aPerson('H99', 'Una', typed, '1990-01-01'))).batchId
  queue = await openJobs(world.database.runnerUrl, 0.5)
  await workJobs(queue, handlersOf(world.services), (name, error) =>
    world.app.log.error({ err: error, queue: name }, 'a job failed'),
  )
  const failed = async () =>
    (
      await world.admin.query(`select output from jobs.job_common where data::text like $1 and output is not null`, [
        `%${batchId}%`,
      ])
    ).rows[0]
  let job = await failed()
  for (const until = Date.now() + 10_000; !job && Date.now() < until; job = await failed())
    await new Promise((resolve) => setTimeout(resolve, 100))
  assert.match(job.output.message, /^\w+ 23514$/)
  assert.deepEqual(plantedIn(JSON.stringify(job)), [])
  assert.ok(log.some((line) => line.includes('a job failed')))
  assert.deepEqual(plantedIn(log.join('')), [])
})
