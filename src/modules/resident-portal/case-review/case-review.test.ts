// The case review that a resident asks for: in her own words at the front door, and hers alone to follow.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openWorld, type World } from '#testing/world'

let world: World
let account: string
let duty: () => Promise<string>
before(async () => {
  world = await openWorld()
  account = await world.account('kim')
  const fiona = await world.hire('fiona', { organisationId: 'GB-LAE-ALD', name: 'Fiona Front', roles: ['front-door'] })
  duty = () => fiona('anti-social-behaviour')
})
after(() => world.close())
const kim = () => world.session({ resident: account })
const home = '/account/case-review'
const words = {
  what: 'He shouts at night. Ruby is afraid.',
  reports: 'Council in May, police in June and July',
  reach: '01632 960123, mornings',
}

test('she asks in three answers, the front door has it in her words, and she reads who has it (K15)', async () => {
  const id = randomUUID()
  assert.match((await world.get('/account', await kim())).body, /Ask for a case review/)
  const missing = await world.post(home, await kim(), { ...words, id, reports: '' })
  assert.equal(missing.statusCode, 422)
  assert.match(missing.body, /Write an answer: Whom did you tell, and when\?/)
  assert.match(missing.body, /<textarea[^>]*>He shouts at night/)

  assert.equal((await world.post(home, await kim(), { ...words, id })).headers.location, `${home}/${id}`)
  assert.equal((await world.post(home, await kim(), { ...words, id })).statusCode, 303, 'sent twice it is the same')
  const { rows } = await world.admin.query('select count(*)::int as n from casework.contact')
  assert.equal(rows[0].n, 1)
  assert.match((await world.get(`${home}/${id}`, await kim())).body, /The front door has it/)
  await world.post(`/contacts/${id}/take`, await duty())
  assert.match((await world.get(`/contacts/${id}`, await duty())).body, /Asks for a case review[\s\S]*He shouts at night/)
  assert.match((await world.get(`${home}/${id}`, await kim())).body, /Fiona Front has read it/)
})

test('what one asked nobody else follows', async () => {
  const id = randomUUID()
  await world.post(home, await kim(), { ...words, id })
  const other = await world.session({ resident: await world.account('other') })
  assert.equal((await world.get(`${home}/${id}`, other)).statusCode, 404)
  assert.match((await world.get(home, await kim())).body, /lang=cy/)
  assert.match((await world.get(`${home}?lang=cy`, await kim())).body, /Gofyn am adolygiad/)
})
