// A story told once: kept answer by answer, sent to the front door when she says so, and read by her team when she lets them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { questions } from '#modules/casework'
import { openWorld, type World } from '#testing/world'

let world: World
let account: string
let fiona: (purpose: string) => Promise<string>
before(async () => {
  world = await openWorld()
  account = await world.account('kim')
  fiona = await world.hire('fiona', { organisationId: 'GB-LAE-ALD', name: 'Fiona Front', roles: ['front-door'] })
})
after(() => world.close())
const kim = () => world.session({ resident: account })
const duty = () => fiona('childrens-family-help')
const tell = async (question: string, words: string) => world.post(`/account/story/${question}`, await kim(), { words })

test('without a record of hers, and nothing held being shown, she begins, stops and comes back: each answer is kept', async () => {
  assert.match((await world.get('/account', await kim())).body, /Tell your story once/)
  const first = await tell('now', 'I cannot pay, and I do not sleep.')
  assert.equal(first.headers.location, '/account/story/home')
  const list = (await world.get('/account/story', await kim())).body
  assert.match(list, /I cannot pay, and I do not sleep\./)
  assert.match(list, /Go on/)
  assert.doesNotMatch(list, /Send it to the front door/)
  assert.match((await world.get('/account/story/now', await kim())).body, /<textarea[^>]*>I cannot pay/)
})

test('nobody reads it before she sends it: it is sealed, and at the front door there is none', async () => {
  const { rows } = await world.admin.query('select answers from casework.story')
  assert.equal(rows[0].answers.includes('sleep'), false)
  assert.doesNotMatch((await world.get('/contacts', await duty())).body, /own page/)
  const other = await world.session({ resident: await world.account('other') })
  assert.doesNotMatch((await world.get('/account/story', other)).body, /sleep/)
})

test('sent, the front door has it with how to reach her; nothing can be changed in it, and she reads who has it', async () => {
  for (const question of questions.slice(1)) await tell(question, question === 'reach' ? '' : 'A little')
  assert.match(
    (await world.get('/account/story', await kim())).body,
    /Answer this first[\s\S]*How and when can we reach you safely/,
  )
  assert.equal((await world.post('/account/story/send', await kim())).statusCode, 422)
  await tell('reach', 'Ring 01632 960123 in the morning. Leave no message.')
  assert.equal((await world.post('/account/story/send', await kim())).statusCode, 303)
  assert.match((await world.get('/account/story', await kim())).body, /The front door has it/)
  assert.equal((await tell('now', 'Something else')).statusCode, 409)
  assert.equal((await world.post('/account/story/send', await kim())).statusCode, 409)

  const queue = (await world.get('/contacts', await duty())).body
  const [, contact] = /href="(\/contacts\/[0-9a-f-]{36})"/.exec(queue)!
  assert.match(queue, /on their own page/)
  await world.post(`${contact}/take`, await duty())
  const opened = (await world.get(contact!, await duty())).body
  assert.match(opened, /I cannot pay, and I do not sleep\.[\s\S]*Leave no message/)
  assert.match(opened, /tel:01632960123/)
  assert.match((await world.get('/account/story', await kim())).body, /Fiona Front has read it/)
})

test('in Welsh it is asked in Welsh', async () => {
  const page = (
    await world.get('/account/story/reach?lang=cy', await world.session({ resident: await world.account('cymraes') }))
  ).body
  assert.match(page, /Sut a phryd y gallwn eich cyrraedd yn ddiogel/)
  assert.match(page, /Cwestiwn 7 o 8/)
})
