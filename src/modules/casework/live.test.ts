// What a page that stands open is told: that something has changed, once it has, and nothing else.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { tellChanged } from '#platform/live'
import { inTransaction } from '#platform/transactions'
import { anInvolvement, aPerson, openWorld, type World } from '#testing/world'

let world: World
let url: string
let kayleigh: string
let front: (purpose: string) => Promise<string>
let elsewhere: (purpose: string) => Promise<string>
before(async () => {
  world = await openWorld()
  const today = world.services.house.now().toString().slice(0, 10)
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'),
    anInvolvement('H1', 'amina', { openedOn: today }),
  ])
  kayleigh = await world.personOf('council-housing', 'H1')
  front = await world.hire('fay', { organisationId: 'GB-LAE-ALD', name: 'Fay Front', roles: ['front-door'] })
  elsewhere = await world.hire('fred', { organisationId: 'GB-POL-ALD', name: 'Fred Front', roles: ['front-door'] })
  url = await world.app.listen({ port: 0, host: '127.0.0.1' })
})
after(() => world?.close())

type Stream = { text(): string; ended: Promise<void>; until(what: RegExp): Promise<void>; leave(): void }
/** What a browser hears that follows with this session. */
async function follow(token: string): Promise<Stream> {
  const leaving = new AbortController()
  const answer = await fetch(`${url}/live`, {
    headers: { cookie: `session=${token}`, accept: 'text/event-stream' },
    signal: leaving.signal,
  })
  assert.equal(answer.status, 200)
  assert.match(answer.headers.get('content-type') ?? '', /text\/event-stream/)
  let heard = ''
  const read = async () => {
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) heard += part
  }
  const ended = read().catch(() => {})
  return {
    text: () => heard,
    ended,
    async until(what) {
      for (let tries = 0; !what.test(heard); tries++) {
        assert.ok(tries < 100, `not heard within two seconds: ${what} in ${JSON.stringify(heard)}`)
        await wait(20)
      }
    },
    leave: () => leaving.abort(),
  }
}
const aWorry = {
  seen: 'The flat was cold, and there was no food in the kitchen.',
  danger: 'no',
  agrees: 'yes',
}
async function recordWorry(): Promise<string> {
  const concernId = randomUUID()
  const token = await world.session('amina')
  const sent = await world.post(`/people/${kayleigh}/concerns`, token, { concernId, ...aWorry })
  assert.equal(sent.statusCode, 303, sent.body)
  return concernId
}

test('a worry is told to the front door that has it and to its writer, by the name of the topic alone, and to no other organisation', async () => {
  const streams = [
    await follow(await front('childrens-family-help')),
    await follow(await world.session('amina')),
    await follow(await elsewhere('childrens-family-help')),
    await follow(await world.session('colin')),
  ]
  const [duty, writer, otherDuty, other] = streams as [Stream, Stream, Stream, Stream]
  await recordWorry()
  await duty.until(/event: changed\ndata: contacts\n\n/)
  await writer.until(/data: contacts/)
  await wait(100)
  for (const { text } of [otherDuty, other]) assert.equal(text(), 'retry: 3000\n\n')
  for (const { text } of streams) assert.match(text(), /^retry: \d+\n\n(event: changed\ndata: [a-z]+\n\n)*$/)
  for (const { leave } of streams) leave()
})

test('what is taken, decided and sent on is told to whom it concerns', async () => {
  const dutyToken = await front('childrens-family-help')
  const id = await recordWorry()
  const [duty, writer] = [await follow(dutyToken), await follow(await world.session('amina'))]
  const taken = await world.post(`/concerns/${id}/take`, dutyToken)
  assert.equal(taken.statusCode, 303, taken.body)
  await duty.until(/data: contacts/)
  await writer.until(/data: contacts/)
  const decided = await world.post(`/concerns/${id}/decide`, dutyToken, { decision: 'advice', reason: 'Housing helps.' })
  assert.equal(decided.statusCode, 303, decided.body)
  await writer.until(/data: contacts[\s\S]*data: contacts[\s\S]*data: day|data: contacts[\s\S]*data: day[\s\S]*data: contacts/)

  const police = await follow(await world.session('colin'))
  const referralId = randomUUID()
  const sent = await world.post(`/people/${kayleigh}/referrals`, await world.session('amina'), {
    referralId,
    to: 'GB-POL-ALD',
    need: 'A safer door',
    agrees: 'yes',
  })
  assert.equal(sent.statusCode, 303, sent.body)
  await police.until(/data: referrals/)
  for (const { leave } of [duty, writer, police]) leave()
})

const founder = {
  requestId: randomUUID(),
  system: { actor: 'founder', act: 'place.read', purpose: 'running-the-product' },
} as const

test('what is rolled back is not told, nor what is not committed yet', async () => {
  const stream = await follow(await front('childrens-family-help'))
  const { house } = world.services
  const telling = (fails: boolean) =>
    inTransaction(house, founder, founder.system.act, async (tx) => {
      await tellChanged(tx, 'contacts:GB-LAE-ALD')
      await wait(100)
      assert.equal(stream.text(), 'retry: 3000\n\n')
      if (fails) throw new Error('it fails at the end')
    })
  await assert.rejects(telling(true), /fails at the end/)
  await wait(100)
  assert.equal(stream.text(), 'retry: 3000\n\n')
  await telling(false)
  await stream.until(/data: contacts/)
  stream.leave()
})

test('after the connection broke everything may have changed, and what changes then is told', async () => {
  const stream = await follow(await world.session('amina'))
  await world.admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen changed'",
  )
  await stream.until(/data: contacts[\s\S]*data: referrals[\s\S]*data: day/)
  const before = stream.text().length
  await recordWorry()
  await stream.until(new RegExp(`^[\\s\\S]{${before}}[\\s\\S]*data: contacts`))
  stream.leave()
})

test('the stream ends with the session, needs one, and does not make it last', async () => {
  const token = await world.session('amina')
  const seen = "update ctx.session set last_seen_at = now() - interval '10 minutes' where token_hash = ctx.digest($1, 'sha256')"
  await world.admin.query(seen, [token])
  const stream = await follow(token)
  const { rows } = await world.admin.query(
    "select last_seen_at < now() - interval '9 minutes' as old from ctx.session where token_hash = ctx.digest($1, 'sha256')",
    [token],
  )
  assert.deepEqual(rows, [{ old: true }])
  const colleague = await follow(await world.session('stranger'))
  await world.post('/sign-out', token)
  await stream.ended
  await recordWorry()
  assert.equal(colleague.text(), 'retry: 3000\n\n', 'another’s stays open')
  colleague.leave()
  const after = await fetch(`${url}/live`, { headers: { cookie: `session=${token}`, accept: 'text/event-stream' } })
  assert.equal(after.status, 401)
})

test('a reader who takes no stream is not kept waiting', async () => {
  assert.equal((await world.get('/live', await world.session('amina'))).statusCode, 400)
})

test('the server stops while streams are open', async () => {
  const stream = await follow(await world.session('amina'))
  const began = performance.now()
  await world.app.close()
  assert.ok(performance.now() - began < 5000)
  await stream.ended
})
