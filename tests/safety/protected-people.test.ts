// One agency keeps a person's address from others: that counts for all that any agency holds of her (practice K1).
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { workers } from '#place/cast/index'
import { openPlace } from '#testing/place'
import { anInvolvement, aPerson, openWorld, type Row, type StaffName, type World } from '#testing/world'

const old = { address: '5 Oldhome Row, Aldermere', postcode: 'AL1 5AA' }
const shelter = { address: '3 Shelter Lane, Aldermere', postcode: 'AL9 9ZZ' }
const next = { address: '8 Haven Mews, Aldermere', postcode: 'AL8 8YY' }
const phone = '07700 900881'

let world: World
let hannah: string
const readers: StaffName[] = ['amina', 'joanne', 'nora', 'colin', 'stranger', 'doug', 'ines']
const sessions = new Map<StaffName, string>()

/** Who she is, at this address, as one system says it on this day; protected or not. */
const her = (record: string, home: typeof old, day: number, more: Row = {}, household?: string): Row[] =>
  aPerson(record, 'Hannah', 'Whitcombe', '1990-06-17', { ...home, ...(household ? { household } : {}) }).map((row) => ({
    ...row,
    eventAt: `2026-03-${String(day).padStart(2, '0')}T10:00:00Z`,
    ...(row.kind === 'identity' ? more : {}),
  }))

before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...her('H1', old, 1, {}, 'home-1'),
    ...aPerson('H2', 'Otto', 'Whitcombe', '1960-01-02', { ...old, household: 'home-1' }),
    ...(['amina', 'joanne'] as const).flatMap((one) => [anInvolvement('H1', one), anInvolvement('H2', one)]),
  ])
  await world.load('nhs-patients', [
    ...her('N1', shelter, 1),
    { kind: 'contact-point', key: 'N1-phone', person: 'N1', eventAt: '2026-03-01T10:00:00Z', system: 'phone', value: phone },
    anInvolvement('N1', 'nora'),
  ])
  await world.load('police-incidents', [...her('P1', old, 1), anInvolvement('P1', 'colin')])
  hannah = await world.personOf('council-housing', 'H1')
  for (const [feed, record] of [
    ['nhs-patients', 'N1'],
    ['police-incidents', 'P1'],
  ] as const)
    assert.equal(await world.personOf(feed, record), hannah, 'all records are one person')
  for (const reader of readers) sessions.set(reader, await world.session(reader))
})
after(() => world.close())

type Stated = { label: string; value: string; sources: { datasetId: string }[] }
type Page = { facts: Stated[]; relatives: { name: string; livesWith: boolean }[] }
/** Where she is and how she is reached, as this reader's page says it, and whose records say so. */
async function whereabouts(reader: StaffName): Promise<string[]> {
  const { facts } = (await world.get(`/api/v1/people/${hannah}`, sessions.get(reader)!)).json() as Page
  return facts
    .filter(({ label }) => /address|phone|email/i.test(label))
    .flatMap(({ value, sources }) => sources.map(({ datasetId }) => `${datasetId}: ${value}`))
    .sort()
}
/** Everything that a reader can ask for, as one text. */
async function everything(reader: StaffName): Promise<string> {
  const asked = [
    `/people/${hannah}`,
    `/api/v1/people/${hannah}`,
    `/people/${hannah}/linked-records`,
    '/my-day',
    ...['name=Hannah+Whitcombe', 'dateOfBirth=1990-06-17'].flatMap((query) => [`/people?${query}`, `/api/v1/people?${query}`]),
  ]
  const replies = await Promise.all(asked.map((url) => world.get(url, sessions.get(reader)!)))
  return replies.map((reply) => reply.body).join('\n')
}
const found = async (reader: StaffName, query: string): Promise<string[]> => {
  const reply = await world.get(`/api/v1/people?${query}`, sessions.get(reader)!)
  if (reply.statusCode !== 200) return []
  return (reply.json() as { people: { name: string }[] }).people.map(({ name }) => name)
}
const livesWith = async (reader: StaffName): Promise<string[]> =>
  ((await world.get(`/api/v1/people/${hannah}`, sessions.get(reader)!)).json() as Page).relatives
    .filter((relative) => relative.livesWith)
    .map(({ name }) => name)

const all = [old, shelter].flatMap(({ address, postcode }) => [`address=${address}`, `address=${postcode}`])

test('before anybody protects her, those who work with her see where she lives, from every agency that shares it', async () => {
  const seen = await whereabouts('joanne')
  assert.ok(
    seen.some((one) => one.startsWith('nhs-patients: 3 Shelter Lane')),
    seen.join('; '),
  )
  assert.ok(
    seen.some((one) => one.startsWith('nhs-patients: 07700')),
    seen.join('; '),
  )
  assert.ok(
    seen.some((one) => one.startsWith('council-housing: 5 Oldhome Row')),
    seen.join('; '),
  )
  for (const query of all) assert.ok((await found('joanne', query)).includes('Hannah Whitcombe'), query)
  assert.deepEqual(await livesWith('joanne'), ['Otto Whitcombe'])
})

test('one agency protects her: from the moment its file is applied, what any agency holds of where she is stays with that agency', async () => {
  await world.load('police-incidents', her('P1', old, 2, { addressProtected: true }))
  assert.deepEqual(
    await whereabouts('joanne'),
    ['council-housing: 5 Oldhome Row, Aldermere, AL1 5AA'],
    'her own service’s record',
  )
  assert.deepEqual(await whereabouts('amina'), ['council-housing: 5 Oldhome Row, Aldermere, AL1 5AA'])
  assert.deepEqual(
    await whereabouts('nora'),
    [`nhs-patients: ${phone}`, 'nhs-patients: 3 Shelter Lane, Aldermere, AL9 9ZZ'].sort(),
  )
})

test('those whose own service protects her are told so; others are told nothing', async () => {
  for (const reader of readers) {
    const page = await world.get(`/people/${hannah}`, sessions.get(reader)!)
    assert.equal(/kept private|keeps this address private/i.test(page.body), reader === 'colin', reader)
  }
})

test('nobody is found by where she is or was, by nobody, her own service included', async () => {
  for (const reader of readers)
    for (const query of all) assert.ok(!(await found(reader, query)).includes('Hannah Whitcombe'), `${reader}: ${query}`)
  assert.deepEqual(await found('joanne', 'name=Hannah+Whitcombe'), ['Hannah Whitcombe'], 'by her name she is')
  assert.deepEqual(await found('joanne', `address=${old.address}`), ['Otto Whitcombe'], 'and others at that address are')
})

test('a new address from an agency that was never told is seen by nobody else', async () => {
  await world.load('nhs-patients', her('N1', next, 3))
  assert.ok(
    (await whereabouts('nora')).some((one) => one.includes('8 Haven Mews')),
    'who holds it sees it',
  )
  for (const reader of readers.filter((one) => one !== 'nora'))
    assert.doesNotMatch(await everything(reader), /Haven Mews|AL8 ?8YY|Shelter Lane|AL9 ?9ZZ|900881/i, reader)
})

test('what another agency says takes the protection away from nothing; what the agency that set it says does', async () => {
  await world.load('nhs-patients', her('N1', next, 4, { addressProtected: false }))
  await world.load('council-housing', her('H1', old, 4, { addressProtected: false }))
  assert.doesNotMatch(await everything('joanne'), /Haven Mews/)
  await world.load('police-incidents', her('P1', old, 5, { addressProtected: false }))
  assert.match(await everything('joanne'), /Haven Mews/)
  await world.load('police-incidents', her('P1', old, 6, { addressProtected: true }))
  assert.doesNotMatch(await everything('joanne'), /Haven Mews/)
})

test('the record that carries the protection is linked with the others no more: they stay covered', async () => {
  await world.load(
    'police-incidents',
    her('P1', old, 7, { addressProtected: true, givenName: 'Quentin', familyName: 'Unlike', dateOfBirth: '1941-11-30' }),
  )
  assert.notEqual(await world.personOf('police-incidents', 'P1'), hannah)
  assert.doesNotMatch(await everything('joanne'), /Haven Mews/)
  await world.load(
    'police-incidents',
    her('P1', old, 8, { givenName: 'Quentin', familyName: 'Unlike', dateOfBirth: '1941-11-30' }),
  )
  assert.match(await everything('joanne'), /Haven Mews/, 'until its agency lifts it')
})

test('whom people join with a protected person is covered, and is not once they take it back', async () => {
  await world.load('council-housing', [
    ...aPerson('H3', 'Rita', 'Marked', '1955-05-06', { address: '2 Elsewhere Close', postcode: 'AL7 7XX' }).map((row) =>
      row.kind === 'identity' ? { ...row, addressProtected: true } : row,
    ),
    anInvolvement('H3', 'joanne'),
  ])
  const [otto, rita] = [await world.personOf('council-housing', 'H2'), await world.personOf('council-housing', 'H3')]
  const token = sessions.get('joanne')!
  const ottoAtHome = async () => (await found('joanne', `address=${old.address}`)).includes('Otto Whitcombe')
  assert.equal(await ottoAtHome(), true)

  const joined = await world.post(`/people/${otto}/linked-records/join`, token, { other: rita, reason: 'Known by both names.' })
  assert.equal(joined.statusCode, 303, joined.body)
  await world.work()
  const one = await world.personOf('council-housing', 'H2')
  assert.equal(await world.personOf('council-housing', 'H3'), one)
  assert.equal(await ottoAtHome(), false)

  const page = (await world.get(`/people/${one}/linked-records`, token)).body
  const [decision] = page.match(/(?<=linked-records\/decisions\/)[0-9a-f-]{36}/)!
  const back = await world.post(`/people/${one}/linked-records/decisions/${decision}`, token, { reason: 'Two people.' })
  assert.equal(back.statusCode, 303, back.body)
  await world.work()
  assert.notEqual(await world.personOf('council-housing', 'H2'), await world.personOf('council-housing', 'H3'))
  assert.equal(await ottoAtHome(), true)
})

test('Hannah Whitlock and her daughter, known to seven agencies of which one was told: nobody at work sees more of where they are than her own service holds', async () => {
  const place = await openPlace()
  try {
    const family = place
      .truth<{ family: string; story: string | null; keys: Record<string, string[]> }>('people')
      .filter((human) => human.story === 'protected-address')
    const keys = family.flatMap((human) =>
      Object.entries(human.keys).flatMap(([feed, its]) => its.map((key) => `${feed}:${key}`)),
    )
    const people = await place.admin<{ id: string; records: number }>(
      `select l.person_id as id, count(*)::int as records from person_index.link l join feeds.source_person s on s.id = l.source_person_id
       where l.ended_at is null and s.dataset_id || ':' || s.source_key = any($1) group by 1 order by 2`,
      [keys],
    )
    assert.deepEqual(
      people.map(({ records }) => records),
      [1, 3, 6],
      'six agencies know the mother, three the child; one record may be the mother’s',
    )
    const told = /Foundry Court|AX1 ?4RT|Station Lane|AX1 ?2CE|0?7700 ?900951/gi
    const said = (text: string) => [...new Set([...text.matchAll(told)].map(([one]) => one.toLowerCase()))].sort()
    let opened = 0
    for (const { id: persona } of workers) {
      const worker = await place.as(persona)
      for (const { id } of people) {
        const [page, alone] = [await worker.get(`/people/${id}`), await worker.get(`/people/${id}?alone=yes`)]
        if (page.status !== 200) continue
        opened++
        assert.deepEqual(said(page.text), said(alone.text), persona)
      }
      for (const query of ['Flat 3, 8 Foundry Court', 'AX1 4RT', '16 Station Lane', 'AX1 2CE']) {
        const found = await worker.get(`/people?address=${encodeURIComponent(query)}`)
        assert.doesNotMatch(found.text, /Whitlock/i, `${persona}: ${query}`)
      }
    }
    assert.ok(opened >= 2, `${opened} pages were opened`)
  } finally {
    await place.close()
  }
})
