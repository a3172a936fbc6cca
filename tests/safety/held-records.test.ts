// What may be a protected person's record goes to those who keep hers, and is held until one of them has said whose it is (practice K1).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anInvolvement, aPerson, openWorld, type StaffName, type World } from '#testing/world'

const old = { address: '5 Oldhome Row, Aldermere', postcode: 'AL1 5AA' }
const shelter = { address: '3 Shelter Lane, Aldermere', postcode: 'AL9 9ZZ' }

let world: World
const sessions = new Map<StaffName, string>()
const staff: StaffName[] = ['amina', 'joanne', 'nora', 'colin', 'petra', 'kezia', 'karim', 'stranger', 'doug', 'ines', 'dana']

const hannah = (record: string, home = old) => aPerson(record, 'Hannah', 'Whitcombe', '1990-06-17', home)
/** Who may be Hannah: her name, and a birthday a month out. */
const namesake = (record: string, system: 'housing' | 'nhs') => [
  ...aPerson(record, 'Hannah', 'Whitcombe', '1990-07-17', shelter),
  {
    kind: 'contact-point',
    key: `${record}-phone`,
    person: record,
    eventAt: '2026-03-01T10:00:00Z',
    system: 'phone',
    value: system === 'nhs' ? '07700 900882' : '07700 900883',
  },
  anInvolvement(record, system === 'nhs' ? 'nora' : 'amina'),
]

before(async () => {
  world = await openWorld()
  await world.load('council-housing', [...hannah('H1'), ...(['amina', 'joanne'] as const).map((one) => anInvolvement('H1', one))])
  await world.load('police-incidents', [
    ...hannah('P1').map((row) => (row.kind === 'identity' ? { ...row, addressProtected: true } : row)),
    anInvolvement('P1', 'colin'),
  ])
  assert.equal(await world.personOf('police-incidents', 'P1'), await world.personOf('council-housing', 'H1'))
  for (const one of staff) sessions.set(one, await world.session(one))
})
after(() => world.close())

/** Everything that somebody can ask for who does not know any id. Without what differs from one request to the next. */
async function everything(reader: StaffName): Promise<Map<string, string>> {
  const asked = [
    '/my-day',
    '/feeds',
    '/contacts',
    '/match-candidates',
    '/api/v1/match-candidates',
    ...['name=Hannah+Whitcombe', 'dateOfBirth=1990-06-17', 'dateOfBirth=1990-07-17', 'address=3+Shelter+Lane'].flatMap(
      (query) => [`/people?${query}`, `/api/v1/people?${query}`],
    ),
  ]
  const replies = new Map<string, string>()
  for (const url of asked) {
    const reply = await world.get(url, sessions.get(reader)!)
    const body = reply.body.replaceAll(/name="csrf"[^>]*|"(decisionId|traceId)":"[^"]*"|(<code>|about=)[0-9a-f-]{36}/g, '')
    replies.set(url, `${reply.statusCode} ${body}`)
  }
  return replies
}
/** Which of the two systems' telephone numbers this reader sees of whoever NHS record N1 belongs to. */
async function phones(reader: StaffName): Promise<string[]> {
  const page = await world.get(`/people/${await world.personOf('nhs-patients', 'N1')}`, sessions.get(reader)!)
  return [...new Set(page.body.match(/07700 ?90088[23]/g) ?? [])].map((one) => (one.endsWith('2') ? 'nhs' : 'housing')).sort()
}
type Desk = { waiting: number; next: { id: string; agencies: string[] }[] }
const desk = async (who: StaffName) => {
  const reply = await world.get('/api/v1/protected-matches', sessions.get(who)!)
  return reply.statusCode === 200 ? (reply.json() as Desk) : reply.statusCode
}
const answer = (who: StaffName, id: string, said: string, reason = '') =>
  world.post(`/protected-matches/${id}`, sessions.get(who)!, { answer: said, reason })

const others = staff.filter((one) => one !== 'nora' && one !== 'doug' && one !== 'kezia')
let id: string

test('a record that may be hers leaves no trace for anybody but the service that sent it', async () => {
  const before = new Map<StaffName, Map<string, string>>()
  for (const one of others) before.set(one, await everything(one))
  await world.load('nhs-patients', namesake('N1', 'nhs'))
  const [pair] = (await world.admin.query('select pool, key_holders from person_index.review_pair where settled_at is null')).rows
  assert.deepEqual(pair, { pool: 'protected', key_holders: ['GB-POL-ALD'] })
  for (const one of others)
    for (const [url, reply] of await everything(one)) {
      if (url === '/feeds') continue // which says that a file came, as of any file
      assert.equal(reply, before.get(one)!.get(url), `${one}: ${url}`)
    }
  const found = await world.get('/api/v1/people?dateOfBirth=1990-07-17', sessions.get('nora')!)
  assert.equal((found.json() as { people: unknown[] }).people.length, 1, 'who holds the record finds it')
})

test('another agency that holds her too sees its own record, and nothing of the other', async () => {
  await world.load('council-housing', namesake('H3', 'housing'))
  assert.equal(await world.personOf('council-housing', 'H3'), await world.personOf('nhs-patients', 'N1'))
  assert.deepEqual(await phones('amina'), ['housing'])
  assert.deepEqual(await phones('nora'), ['nhs'])
  const page = await world.get(`/people/${await world.personOf('nhs-patients', 'N1')}`, sessions.get('amina')!)
  assert.doesNotMatch(page.body, /NHS community services/, 'nor that the other holds her')
  assert.deepEqual(await phones('joanne'), [])
})

test('it waits for the key-holders of the agency that protects her, and for nobody else', async () => {
  const kezias = (await desk('kezia')) as Desk
  assert.equal(kezias.waiting, 1)
  id = kezias.next[0]!.id
  const nothing = { waiting: 0, next: [], agreement: { both: 0, same: 0 }, sitting: { answers: 0, minutes: 0, isLong: false } }
  assert.deepEqual(await desk('karim'), nothing)
  assert.deepEqual(await desk('petra'), 403)
  assert.equal((await world.get(`/protected-matches/${id}`, sessions.get('karim')!)).statusCode, 404)
  assert.equal((await world.get(`/match-candidates/${id}`, sessions.get('petra')!)).statusCode, 404)
  assert.equal((await world.get(`/protected-matches/${id}`, sessions.get('petra')!)).statusCode, 403)
  assert.equal((await world.get(`/match-candidates/${id}`, sessions.get('kezia')!)).statusCode, 403)
})

test('a key-holder compares both; what other agencies know of where the protected one is she is not told', async () => {
  await world.load('council-housing', hannah('H1', { address: '7 Newhome Way', postcode: 'AL2 2BB' }))
  const page = await world.get(`/protected-matches/${id}`, sessions.get('kezia')!)
  assert.equal(page.statusCode, 200, page.body)
  const said = page.body.replaceAll(/<span[^>]*>[^<]*<\/span>|<[^>]*>/g, '')
  assert.match(said, /Shelter Lane/)
  assert.match(said, /Oldhome Row/)
  assert.doesNotMatch(said, /Newhome Way/)
  const entries = await world.admin.query(
    "select visibility from platform.access_entry where view = 'protected-match' and outcome = 'shown'",
  )
  assert.ok(entries.rows.length >= 2)
  assert.ok(entries.rows.every((entry) => entry.visibility === 'withheld'))
})

test('called two people it is seen like any other; taken back it is held again; called one it is protected with the rest', async () => {
  const both = ['housing', 'nhs']
  assert.equal((await answer('kezia', id, 'different')).statusCode, 422, 'not without a reason')
  assert.equal((await answer('kezia', id, 'different', 'Seen together.')).statusCode, 303)
  await world.work()
  assert.deepEqual(await phones('amina'), both)
  assert.equal(((await desk('kezia')) as Desk).waiting, 0)

  assert.equal((await world.post(`/protected-matches/${id}/take-back`, sessions.get('kezia')!)).statusCode, 303)
  assert.deepEqual(await phones('amina'), ['housing'], 'before the links have followed')
  await world.work()
  assert.deepEqual(await phones('amina'), ['housing'])
  const [again] = ((await desk('kezia')) as Desk).next

  assert.equal((await world.get(`/protected-matches/${again!.id}`, sessions.get('kezia')!)).statusCode, 200)
  assert.equal((await answer('kezia', again!.id, 'same')).statusCode, 303)
  assert.deepEqual(await phones('amina'), ['housing'], 'before the links have followed')
  await world.work()
  assert.equal(await world.personOf('nhs-patients', 'N1'), await world.personOf('council-housing', 'H1'))
  assert.deepEqual(await phones('amina'), ['housing'])
  assert.deepEqual(await phones('joanne'), ['housing'], 'her colleague in the same service sees it now')
  assert.deepEqual(await phones('colin'), [])
})

test('whoever is protected after a possible match was put up: that match is held from the commit that protects her', async () => {
  const ella = (record: string, born: string) => aPerson(record, 'Ella', 'Quill', born, shelter)
  await world.load('council-housing', [
    ...ella('H7', '1984-03-05').filter((row) => row.kind !== 'residence'),
    anInvolvement('H7', 'amina'),
    ...ella('H8', '1984-04-05'),
    anInvolvement('H8', 'joanne'),
  ])
  await world.load('nhs-patients', [...ella('N8', '1984-04-05'), anInvolvement('N8', 'nora')])
  const hers = await world.personOf('council-housing', 'H8')
  assert.equal(await world.personOf('nhs-patients', 'N8'), hers)
  const seesTheNhs = async () => /NHS community services/.test((await world.get(`/people/${hers}`, sessions.get('joanne')!)).body)
  const waiting = async () => ((await world.get('/api/v1/match-candidates', sessions.get('petra')!)).json() as Desk).next
  const [pair] = await waiting()
  assert.ok(pair, 'they are put up for review')
  assert.equal(await seesTheNhs(), true)

  await world.admin.query(
    `update feeds.fact set content = content || '{"addressProtected": true}' where kind = 'identity' and superseded_by_batch_id is null and source_person_id = $1`,
    [await world.sourceOf('council-housing', 'H7')],
  )
  assert.equal(await seesTheNhs(), false)
  assert.equal((await world.get(`/match-candidates/${pair.id}`, sessions.get('petra')!)).statusCode, 404)
})

test('a possible match of one who is covered by an earlier link alone goes to the key-holders of the agency whose mark it was', async () => {
  const piet = (record: string, born: string) => aPerson(record, 'Piet', 'Overbeek', born, shelter)
  const marked = (rows: ReturnType<typeof piet>, more: object) =>
    rows.map((row) => (row.kind === 'identity' ? { ...row, eventAt: '2026-03-08T10:00:00Z', ...more } : row))
  await world.load('police-incidents', [
    ...marked(piet('P20', '1971-02-03'), { addressProtected: true }),
    anInvolvement('P20', 'colin'),
  ])
  await world.load('nhs-patients', [...piet('N20', '1971-02-03'), anInvolvement('N20', 'nora')])
  assert.equal(await world.personOf('nhs-patients', 'N20'), await world.personOf('police-incidents', 'P20'))
  const other = { givenName: 'Quentin', familyName: 'Unlike', dateOfBirth: '1941-11-30', eventAt: '2026-03-09T10:00:00Z' }
  await world.load('police-incidents', marked(piet('P20', '1971-02-03'), { ...other, addressProtected: true }))
  assert.notEqual(await world.personOf('nhs-patients', 'N20'), await world.personOf('police-incidents', 'P20'))

  await world.load('council-housing', [...piet('H20', '1971-03-03'), anInvolvement('H20', 'amina')])
  const deskOf = async () =>
    (
      await world.admin.query(
        'select pool, key_holders from person_index.review_pair where $1 in (source_person_id, other_source_person_id) and settled_at is null',
        [await world.sourceOf('council-housing', 'H20')],
      )
    ).rows
  assert.deepEqual(await deskOf(), [{ pool: 'protected', key_holders: ['GB-POL-ALD'] }])
  const its = ((await desk('kezia')) as Desk).next
  assert.equal(its.length, 1)
  assert.equal((await world.get(`/protected-matches/${its[0]!.id}`, sessions.get('kezia')!)).statusCode, 200)

  await world.load(
    'police-incidents',
    marked(piet('P20', '1971-02-03'), { ...other, eventAt: '2026-03-10T10:00:00Z', addressProtected: false }),
  )
  assert.deepEqual(await deskOf(), [{ pool: 'open', key_holders: [] }], 'lifted: a pair like any other')
})
