// Two do the same at one moment, each in the midst of a transaction that reads from one snapshot: one does it, and the other reads that somebody was first.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { anInvolvement, aPerson, openWorld, type Reply, type World } from '#testing/world'

let world: World
let account: string
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'),
    ...aPerson('H2', 'Kay', 'Marsh', '1993-07-04', { postcode: 'AL1 9ZZ', address: '9 Oldham Court, Aldermere' }),
    anInvolvement('H1', 'joanne'),
    anInvolvement('H1', 'amina', { key: 'H1-worker' }),
    anInvolvement('H2', 'joanne'),
  ])
  account = await world.account('kayleigh', { feed: 'council-housing', person: 'H1' })
})
after(() => world.close())

type Two = readonly [string, string]
/** Sends the same form from two sessions, and lets neither do anything before both are there. */
async function atOnce(urls: string | Two, sessions: Two, form: Record<string, string>): Promise<Reply[]> {
  const end = world.meetBefore((statement) => statement.includes('platform.hold('), 2)
  const [first, second] = typeof urls === 'string' ? [urls, urls] : urls
  try {
    return await Promise.all([world.post(first, sessions[0], form), world.post(second, sessions[1], form)])
  } finally {
    end()
  }
}
/** One did it; the other is told, and nothing of hers was kept. */
function oneWasFirst(replies: readonly Reply[]): void {
  const [done, second] = replies.toSorted((a, b) => a.statusCode - b.statusCode)
  assert.deepEqual([done!.statusCode, second!.statusCode], [303, 409], second!.body)
  assert.match(second!.body, /Somebody else did something to this at the same moment/)
}
const count = async (from: string, values: readonly string[] = []): Promise<number> =>
  (await world.admin.query<{ n: number }>(`select count(*)::int as n from ${from}`, [...values])).rows[0]!.n
const partOf = async (request: string): Promise<string> =>
  (await world.admin.query('select id from information_governance.subject_request_part where request_id = $1', [request])).rows[0]
    .id
const twice = async (open: () => Promise<string>) => [await open(), await open()] as const

test('a fact is disputed once', async () => {
  const sessions = await twice(() => world.session({ resident: account }))
  const page = (await world.get('/account/facts', sessions[0])).body
  const urlOf = (says: string) =>
    /href="(\/account\/facts\/[^"]+)"/.exec(page.split('<tr').find((one) => one.includes(says))!)![1]!
  const words = { wrong: 'It was never so.', right: '', share: 'no' }
  // What is made at the first dispute, and once, stands then.
  assert.equal((await world.post(urlOf('4 July 1993'), sessions[0], words)).statusCode, 303)
  oneWasFirst(await atOnce(urlOf('1 Weavers Row'), sessions, words))
  assert.equal(await count("information_governance.fact_dispute where fact_key ~ 'residence'"), 1)
})

test('the clock of a request is stopped once', async () => {
  const id = randomUUID()
  await world.post('/account/subject-requests?kind=copy', await world.session({ resident: account }), {
    id,
    to: 'everyone',
    said: '',
  })
  const part = await partOf(id)
  const sessions = await twice(() => world.session('rosa', { purpose: 'subject-rights' }))
  const form = { reason: 'clarification', ask: 'Which flat do you mean?' }
  oneWasFirst(await atOnce(`/subject-requests/${part}/pause`, sessions, form))
  assert.equal(await count('information_governance.subject_request_step where part_id = $1', [part]), 1)
})

test('of two who say who two records are one is heard', async () => {
  const [one, other] = [await world.personOf('council-housing', 'H1'), await world.personOf('council-housing', 'H2')]
  assert.notEqual(one, other)
  const sessions = await twice(() => world.session('joanne'))
  oneWasFirst(await atOnce(`/people/${one}/linked-records/join`, sessions, { other, reason: 'Known by both names.' }))
  assert.equal(await count('(select distinct decision_id from person_index.link_decision) d'), 1)
})

test('who does something to another thing at the same moment does it', async () => {
  const parts: string[] = []
  for (const id of [randomUUID(), randomUUID()]) {
    await world.post('/account/subject-requests?kind=complaint', await world.session({ resident: account }), {
      id,
      to: 'GB-LAE-ALD',
      said: 'It was late.',
    })
    parts.push(await partOf(id))
  }
  const sessions = await twice(() => world.session('rosa', { purpose: 'subject-rights' }))
  const urls = [`/subject-requests/${parts[0]}/acknowledge`, `/subject-requests/${parts[1]}/acknowledge`] as const
  const replies = await atOnce(urls, sessions, { said: 'We have it.' })
  assert.deepEqual(
    replies.map((one) => one.statusCode),
    [303, 303],
  )
})

test('of two frozen accounts of one person one is given back', async () => {
  await world.work()
  const person = await world.personOf('council-housing', 'H1')
  const page = await world.post(`/people/${person}/code`, await world.session('amina'))
  const code = /class="cw-code">([A-Z0-9-]+)</.exec(page.body)![1]!
  await world.post('/account/code', await world.session({ resident: await world.account('kayleigh-again') }), { code })
  const frozen = 'resident_portal.account_freeze where thawed_at is null'
  const { rows } = await world.admin.query<{ id: string }>(`select id from ${frozen}`)
  assert.equal(rows.length, 2)
  const urls = [`/frozen-accounts/${rows[0]!.id}/thaw`, `/frozen-accounts/${rows[1]!.id}/thaw`] as const
  const sessions = await twice(() => world.session('joanne', { steppedUp: true }))
  oneWasFirst(await atOnce(urls, sessions, { reason: 'Met her at home; she showed me this one.' }))
  assert.equal(await count(frozen), 1)
})
