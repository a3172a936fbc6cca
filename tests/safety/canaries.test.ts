// Words that stand in protected people's records and nowhere else: after all that the product does with them, in which tables do they stand?
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anInvolvement, aPerson, openWorld, type Row, type StaffName, type World } from '#testing/world'

/** A word like no other, of letters alone, so that it is a name, a street and a way to search. */
const word = (nth: number, what: string) =>
  `${what}${[...nth.toString().padStart(2, '0')].map((digit) => 'bdfghjkmpq'[Number(digit)]).join('u')}zyx`
const planted = Array.from({ length: 50 }, (_, nth) => ({
  given: word(nth, 'Qav'),
  family: word(nth, 'Wex'),
  street: word(nth, 'Jol'),
  phone: `07700 9${String(10_000 + nth)}`,
  born: `19${String(40 + nth)}-03-${String((nth % 28) + 1).padStart(2, '0')}`,
}))

let world: World
before(async () => {
  world = await openWorld()
  const rows = (record: string, nth: number, more: Row = {}): Row[] => {
    const { given, family, street, phone, born } = planted[nth]!
    return [
      ...aPerson(record, given, family, born, { address: `${nth + 1} ${street} Lane`, postcode: 'AL9 9ZZ' }).map((row) =>
        row.kind === 'identity' ? { ...row, ...more } : row,
      ),
      {
        kind: 'contact-point',
        key: `${record}-phone`,
        person: record,
        eventAt: '2026-03-01T10:00:00Z',
        system: 'phone',
        value: phone,
      },
    ]
  }
  // One agency marks them, one knows nothing of it, and one has a record of each that may be hers.
  await world.load(
    'police-incidents',
    planted.flatMap((_, nth) => rows(`P${nth}`, nth, { addressProtected: true })),
  )
  await world.load(
    'nhs-patients',
    planted.flatMap((_, nth) => [...rows(`N${nth}`, nth), anInvolvement(`N${nth}`, 'nora')]),
  )
  await world.load(
    'council-housing',
    planted.flatMap((one, nth) => [
      ...rows(`H${nth}`, nth, { dateOfBirth: one.born.replace('-03-', '-04-') }),
      anInvolvement(`H${nth}`, 'amina'),
    ]),
  )
  for (const who of ['amina', 'nora', 'colin', 'petra', 'kezia', 'stranger'] as StaffName[]) await useEverything(who)
  await world.work()
})
after(() => world.close())

/** Looks for some of them, opens what is found, and compares what waits. */
async function useEverything(who: StaffName): Promise<void> {
  const token = await world.session(who)
  for (const { given, family, street } of planted.slice(0, 3))
    for (const query of [`name=${given}+${family}`, `address=${street}`]) {
      const found = await world.get(`/api/v1/people?${query}`, token)
      if (found.statusCode !== 200) continue
      for (const { personId } of (found.json() as { people: { personId: string }[] }).people)
        for (const page of ['', '/linked-records']) await world.get(`/people/${personId}${page}`, token)
    }
  for (const page of ['/my-day', '/feeds', '/match-candidates']) await world.get(page, token)
  const desk = await world.get('/api/v1/protected-matches', token)
  const [pair] = desk.statusCode === 200 ? (desk.json() as { next: { id: string }[] }).next : []
  if (!pair) return
  assert.equal((await world.get(`/protected-matches/${pair.id}`, token)).statusCode, 200)
  const said = { answer: 'different', reason: 'Known to be two.' }
  assert.equal((await world.post(`/protected-matches/${pair.id}`, token, said)).statusCode, 303)
}

/** Every table in which one of these words stands, as text or in bytes. */
async function tablesWith(words: readonly string[]): Promise<string[]> {
  const { rows } = await world.admin.query<{ name: string; columns: string[] }>(`
    select format('%I.%I', n.nspname, c.relname) as name,
      array_agg(case when a.atttypid = 'bytea'::regtype then format('encode(t.%I, ''escape'')', a.attname) else format('t.%I::text', a.attname) end) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema)' group by 1 order by 1`)
  const any = words.join('|')
  const found: string[] = []
  for (const { name, columns } of rows) {
    const hit = await world.admin.query(`select from ${name} t where concat_ws(' ', ${columns.join(', ')}) ~* $1 limit 1`, [any])
    if (hit.rows.length > 0) found.push(name)
  }
  return found
}

/** What an agency sent stands where its facts do, and in the file as it came, which is sealed. */
const whereFactsAre = ['feeds.fact']

test('names, addresses and numbers of protected people stand among their agencies’ facts, and nowhere else', async () => {
  assert.ok((await world.admin.query("select from person_index.review_pair where pool = 'protected' limit 1")).rows.length > 0)
  assert.deepEqual(await tablesWith(planted.flatMap(({ given, family }) => [given, family])), whereFactsAre)
  assert.deepEqual(await tablesWith(planted.map(({ street }) => street)), whereFactsAre)
  assert.deepEqual(await tablesWith(planted.map(({ phone }) => phone.replace(' ', ' ?'))), whereFactsAre)
})

test('the scan finds what is there: a word in any column, text or bytes', async () => {
  assert.deepEqual(await tablesWith(['Aldermere Police']), ['partnership.organisation'])
  await world.admin.query("create table public.planted (said bytea); insert into public.planted values ('of Qavbubzyx')")
  assert.deepEqual(await tablesWith(['Qavbubzyx']), ['feeds.fact', 'public.planted'])
})
