// What a resident is shown she can prove to anybody; what she is not shown cannot be proved to be there.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { settleLog, verified } from '#testing/log'
import { anInvolvement, aPerson, openWorld, type World } from '#testing/world'

let world: World
let hers: string
const of = { person: '' }
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'),
    ...aPerson('H2', 'Ruby', 'Holt', '1980-01-01'),
    anInvolvement('H1', 'amina'),
    anInvolvement('H2', 'amina'),
  ])
  await world.load('drug-and-alcohol', [...aPerson('R1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('R1', 'ruth')])
  of.person = await world.personOf('council-housing', 'H1')
  hers = await world.session({ resident: await world.account('kayleigh', { feed: 'council-housing', person: 'H1' }) })
  await world.get(`/people/${of.person}`, await world.session('amina'))
  await world.get(`/people/${of.person}`, await world.session('ruth'))
  await world.get(`/people/${await world.personOf('council-housing', 'H2')}`, await world.session('amina'))
})
after(() => world.close())

const links = async () => {
  const page = await world.get('/account/access-events', hers)
  return [...page.body.matchAll(/href="(\/account\/access-events\/[0-9a-f-]{36}\/proof)"/g)].map(([, href]) => href!)
}
const entryOf = async (worker: 'amina' | 'ruth', about: string) =>
  (
    await world.admin.query('select id from platform.access_entry where actor_id = $1 and subject_id = $2', [
      world.workers[worker],
      about,
    ])
  ).rows[0].id as string

test('a look that is not sealed yet says so, in words', async () => {
  const [first] = await links()
  const reply = await world.get(first!, hers)
  assert.equal(reply.statusCode, 200)
  assert.match(reply.body, /This look is being sealed/)
})

test('each look on her page has its proof, which a stranger can check, and which says no worker’s name', async () => {
  await settleLog(world.database)
  for (const href of await links()) {
    const reply = await world.get(href, hers)
    assert.equal(reply.statusCode, 200)
    assert.match(String(reply.headers['content-disposition']), /attachment/)
    const { code, said } = await verified('proof', reply.body)
    assert.equal(code, 0, said)
    for (const secret of [world.workers.amina, 'Amina', of.person]) assert.ok(!reply.body.includes(secret), secret)
  }
  assert.ok((await links()).length >= 1)
})

test('a look that is withheld from her, one at somebody else, and one that never was: the same answer', async () => {
  await settleLog(world.database)
  const [withheld, anothers] = [
    await entryOf('ruth', of.person),
    await entryOf('amina', await world.personOf('council-housing', 'H2')),
  ]
  const id = '00000000-0000-4000-8000-000000000001'
  const answers = await Promise.all(
    [withheld, anothers, '00000000-0000-4000-8000-000000000009'].map((entry) =>
      world.get(`/account/access-events/${entry}/proof`, hers, { 'x-request-id': id }),
    ),
  )
  const said = answers.map(({ statusCode, headers, body }) => JSON.stringify([statusCode, { ...headers, date: '' }, body]))
  assert.deepEqual([said[0], said[1]], [said[2], said[2]])
  assert.equal(answers[0]!.statusCode, 404)
})

test('no worker opens a resident’s proof', async () => {
  const entry = await entryOf('amina', of.person)
  const reply = await world.get(`/account/access-events/${entry}/proof`, await world.session('amina'))
  assert.equal(reply.statusCode, 403)
})
