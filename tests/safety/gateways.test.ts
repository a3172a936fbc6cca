// A purpose stands on a power or duty in law. Where that is not in force, nothing is shared for it, whatever an agreement says.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { anInvolvement, aPerson, openWorld, type World } from '#testing/world'

let world: World
let person: string
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('H1', 'amina')])
  person = await world.personOf('council-housing', 'H1')
})
after(() => world.close())

const gateway = 'housing-act-1996-s213'
const set = (from: string | null, to: string | null) =>
  world.admin.query('update information_governance.gateway set in_force_from = $1, in_force_to = $2 where id = $3', [
    from,
    to,
    gateway,
  ])
// It is 1 April 2026.
const rows: [what: string, from: string | null, to: string | null, status: number][] = [
  ['in force', '2018-10-01', null, 200],
  ['in force until tomorrow', '2018-10-01', '2026-04-02', 200],
  ['that ends today', '2018-10-01', '2026-04-01', 409],
  ['that ended', '2018-10-01', '2020-01-01', 409],
  ['that begins tomorrow', '2026-04-02', null, 409],
  ['that nobody has confirmed to be in force', null, null, 409],
]
for (const [what, from, to, status] of rows)
  test(`under a law ${what} her record is ${status === 200 ? 'shown' : 'not shown, and that is logged'} (A3, A1)`, async () => {
    await set(from, to)
    const reply = await world.get(`/people/${person}`, await world.session('amina'))
    assert.equal(reply.statusCode, status)
    assert.equal(/Weavers Row/.test(reply.body), status === 200)
    await set('2018-10-01', null)
  })

test('the law is a page that says how sure we are of each', async () => {
  const page = await world.get('/gateways', await world.session('ines'))
  assert.equal(page.statusCode, 200)
  for (const says of [
    /Housing Act 1996/,
    /General knowledge; to be checked/,
    /Read at its source; not confirmed/,
    /Not confirmed/,
    /section 16LA/,
  ])
    assert.match(page.body, says)
})

test('no purpose stands on a law that is not in force', async () => {
  const { rows: wrong } = await world.admin.query(
    `select p.id from information_governance.sharing_purpose p join information_governance.gateway g on g.id = p.gateway_id
     where g.in_force_from is null or g.in_force_to is not null`,
  )
  assert.deepEqual(wrong, [])
})
