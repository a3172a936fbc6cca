// A protected person is in nobody's household because of an address, now or before: whose page is opened, and wherever she lives.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { anInvolvement, aPerson, openWorld, type Row, type StaffName, type World } from '#testing/world'

const ottos = { address: '7 Ashgrove Road, Aldermere', postcode: 'AL4 4AA' }
const elsewhere = { address: '3 Shelter Lane, Aldermere', postcode: 'AL9 9ZZ' }
const at = '2026-03-01T10:00:00Z'
const readers: StaffName[] = ['amina', 'joanne', 'nora', 'colin', 'stranger']
const worlds: World[] = []
after(async () => {
  for (const world of worlds) await world.close()
})

/** Otto and his daughter Hannah, whose surgery writes down these homes of hers; protected by the police, or by nobody. */
async function aWorld(isProtected: boolean, ...homes: Row[]): Promise<World> {
  const world = await openWorld()
  worlds.push(world)
  const hannah = (record: string) =>
    aPerson(record, 'Hannah', 'Whitcombe', '1990-06-17', elsewhere).filter(({ kind }) => kind === 'identity')
  const otto = (record: string) => aPerson(record, 'Otto', 'Whitcombe', '1960-01-02', ottos)
  const kin = (record: string, other: string) => ({
    kind: 'relationship',
    key: `${record}-${other}`,
    person: record,
    eventAt: at,
    other,
    type: 'parent-of',
  })
  await world.load('nhs-patients', [
    ...hannah('N1'),
    ...otto('N2'),
    kin('N2', 'N1'),
    ...homes.map((home, nth) => ({ kind: 'residence', key: `N1-home-${nth}`, person: 'N1', eventAt: at, ...home })),
    anInvolvement('N1', 'nora'),
    anInvolvement('N2', 'nora'),
  ])
  await world.load('council-housing', [...otto('H2'), ...(['amina', 'joanne'] as const).map((one) => anInvolvement('H2', one))])
  const marked = hannah('P1').map((row) => ({ ...row, addressProtected: isProtected }))
  await world.load('police-incidents', [...marked, anInvolvement('P1', 'colin')])
  return world
}

/** All that each reader sees of Otto, with ids in the order in which they appear. */
async function ottosPages(world: World): Promise<string> {
  const otto = await world.personOf('nhs-patients', 'N2')
  const said: string[] = []
  for (const reader of readers) {
    const token = await world.session(reader, { token: `the-token-of-${reader}` })
    for (const url of [`/people/${otto}`, `/people/${otto}?alone=yes`, `/people/${otto}/timeline`, `/api/v1/people/${otto}`]) {
      const reply = await world.get(url, token, { 'x-request-id': '00000000-0000-4000-8000-000000000001' })
      said.push(`${reader} ${url} ${reply.statusCode} ${reply.body}`)
    }
  }
  const ids = new Map<string, string>()
  return said.join('\n').replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, (id) => {
    if (!ids.has(id)) ids.set(id, `id-${ids.size}`)
    return ids.get(id)!
  })
}
const namedAtHome = async (world: World): Promise<string[]> => {
  const token = await world.session('nora')
  const reply = await world.get(`/api/v1/people/${await world.personOf('nhs-patients', 'N2')}`, token)
  const { homes } = reply.json().homes as { homes: { stand: string; household: { name: string; stand: string }[] }[] }
  return homes.flatMap((home) => home.household.map(({ name, stand }) => `${name} ${stand}`))
}

test('whom nobody protects is at home with family who work with the same service, now and before', async () => {
  assert.deepEqual(await namedAtHome(await aWorld(false, ottos)), ['Hannah Whitcombe now'])
  assert.deepEqual(await namedAtHome(await aWorld(false, { ...ottos, to: '2025-01-01' }, elsewhere)), ['Hannah Whitcombe past'])
})

test('a protected person leaves her family’s page as it is, wherever she lives and lived: nobody reads from it where she is (A8)', async () => {
  const apart = await ottosPages(await aWorld(true, elsewhere))
  assert.match(apart, /Ashgrove/)
  const together = await aWorld(true, ottos)
  assert.deepEqual(await namedAtHome(together), [])
  assert.equal(await ottosPages(together), apart, 'at the same address')
  assert.equal(await ottosPages(await aWorld(true, { ...ottos, to: '2025-01-01' }, elsewhere)), apart, 'there before')
  assert.equal(await ottosPages(await aWorld(true)), apart, 'nobody knows where')
})

test('those who live in one refuge are not told of each other by its address', async () => {
  const refuge = { address: 'Harbour House, 9 Hidden Lane', postcode: 'AL9 9ZZ' }
  const world = await openWorld()
  worlds.push(world)
  const women = [
    ['N1', 'Hannah', '1990-06-17'],
    ['N2', 'Rita', '1985-02-03'],
  ] as const
  await world.load(
    'nhs-patients',
    women.flatMap(([record, name, born]) => [...aPerson(record, name, `Of${name}`, born, refuge), anInvolvement(record, 'nora')]),
  )
  const token = await world.session('nora')
  for (const [record, , ,] of women) {
    const other = women.find((one) => one[0] !== record)![1]
    const page = await world.get(`/people/${await world.personOf('nhs-patients', record)}`, token)
    assert.equal(page.statusCode, 200)
    assert.match(page.body, /Hidden Lane/)
    assert.doesNotMatch(page.body, new RegExp(other))
  }
})
