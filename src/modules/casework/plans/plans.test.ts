// Who may see a plan and for how long, what two who write at once read, and what stands on its person's own page.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { anInvolvement, aPerson, openWorld, type Row, type StaffName, type World } from '#testing/world'

let world: World
let her: string
let account: string
const purposes: Partial<Record<StaffName, string>> = { amina: 'tenancy-support' }
const as = (who: StaffName) => world.session(who, { purpose: purposes[who] ?? 'childrens-family-help' })
before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', '1993-07-04'),
    anInvolvement('H1', 'amina'),
    anInvolvement('H1', 'joanne', { key: 'H1-lead' }),
  ])
  await world.load('nhs-patients', [...aPerson('N1', 'Kayleigh', 'Marsden', '1993-07-04'), anInvolvement('N1', 'nora')])
  her = await world.personOf('council-housing', 'H1')
  account = await world.account('kayleigh', { feed: 'council-housing', person: 'H1' })
})
after(() => world.close())

/** A plan that Joanne leads, with these in its team, and one goal. */
async function aPlan(...members: StaffName[]): Promise<{ id: string; goal: string }> {
  const [id, goal] = [randomUUID(), randomUUID()]
  const form = { planId: id, kind: 'family-help', lead: world.workers.joanne, why: 'Rent and school' }
  const body = { ...form, ...(members.length > 0 ? { members: world.workers[members[0]!] } : {}) }
  const begun = await world.post(`/people/${her}/plans`, await as('joanne'), body)
  assert.equal(begun.statusCode, 303, begun.body)
  for (const more of members.slice(1)) await write('joanne', id, { kind: 'joined', 'joined-who': world.workers[more] })
  assert.equal((await write('joanne', id, { kind: 'goal-set', id: goal, 'goal-set-words': 'A warm home' })).statusCode, 303)
  return { id, goal }
}
const last = async (id: string): Promise<string> =>
  (await world.admin.query('select max(seq)::text as seq from casework.plan_entry where plan_id = $1', [id])).rows[0].seq
const write = async (who: StaffName, id: string, fields: Record<string, string>) =>
  world.post(`/plans/${id}/entries`, await as(who), { after: await last(id), id: '', nth: '', ...fields })
const mine = async () => (await world.get('/account/plan', await world.session({ resident: account }))).body

test('whoever is in the team sees the plan, of whichever employer; who is not sees none, and who leaves sees it no more from that moment', async () => {
  const { id } = await aPlan('amina')
  assert.equal((await world.get(`/plans/${id}`, await as('nora'))).statusCode, 404)
  assert.equal((await write('joanne', id, { kind: 'joined', 'joined-who': world.workers.nora })).statusCode, 303)
  const twin = (await world.get(`/api/v1/plans/${id}`, await as('nora'))).json() as {
    goals: { words: string }[]
    due: { step: string }[]
  }
  assert.equal(twin.goals[0]?.words, 'A warm home')
  assert.ok(twin.due.some(({ step }) => step === 'assessment'))
  assert.equal((await world.get('/api/v1/plans', await as('nora'))).json().plans.length, 1)
  const opened = await world.get(`/plans/${id}`, await as('nora'))
  assert.match(opened.body, /A warm home/)
  assert.match((await world.get('/plans', await as('nora'))).body, /Kayleigh Marsden/)
  assert.match((await world.get('/my-day', await as('nora'))).body, /You are in the team around a person/)

  assert.equal((await write('joanne', id, { kind: 'left', 'left-who': world.workers.nora })).statusCode, 303)
  for (const url of [`/plans/${id}`, `/api/v1/plans/${id}`])
    assert.equal((await world.get(url, await as('nora'))).statusCode, 404)
  assert.equal((await write('nora', id, { kind: 'goal-set', id: randomUUID(), 'goal-set-words': 'Mine' })).statusCode, 404)
  assert.doesNotMatch((await world.get('/plans', await as('nora'))).body, /Kayleigh/)

  // Asked back, she sees it again.
  assert.equal((await write('joanne', id, { kind: 'joined', 'joined-who': world.workers.nora })).statusCode, 303)
  assert.equal((await world.get(`/plans/${id}`, await as('nora'))).statusCode, 200)
})

test('when a plan ends, what its team had by it ends for all of them at once', async () => {
  const { id, goal } = await aPlan('nora')
  assert.equal((await world.get(`/plans/${id}`, await as('nora'))).statusCode, 200)
  assert.match(
    (await write('joanne', id, { kind: 'ended', 'ended-outcome': 'needs-met' })).body,
    /each goal says how far it was reached/,
  )
  await write('joanne', id, { kind: 'goal-graded', id: goal, nth: '1', 'goal-graded-grade-1': 'achieved' })
  assert.equal(
    (await write('joanne', id, { kind: 'ended', 'ended-outcome': 'needs-met', 'ended-words': 'We manage.' })).statusCode,
    303,
  )
  const { rows } = await world.admin.query(
    `select count(*)::int as n from information_governance.relationship where kind = 'team-around' and source_key like $1 and active_to is null`,
    [`${id}|%`],
  )
  assert.equal(rows[0].n, 0)
  // Her own service still holds her record, and what was written on it.
  assert.match((await world.get(`/plans/${id}`, await as('joanne'))).body, /What was needed is in place/)
  assert.equal((await write('joanne', id, { kind: 'goal-set', id: randomUUID(), 'goal-set-words': 'More' })).statusCode, 422)
})

test('nobody is asked into a team who does not work with the person, and nobody outside it writes', async () => {
  const { id } = await aPlan()
  assert.equal((await write('joanne', id, { kind: 'joined', 'joined-who': world.workers.colin })).statusCode, 422)
  assert.equal((await write('amina', id, { kind: 'goal-set', id: randomUUID(), 'goal-set-words': 'Mine' })).statusCode, 403)
})

test('two who write at once: one is kept, and the other reads it beside her own words, which are still there', async () => {
  const { id } = await aPlan('amina')
  const after = await last(id)
  const form = (words: string) => ({ after, id: randomUUID(), nth: '', kind: 'goal-set', 'goal-set-words': words })
  const sessions = [await as('joanne'), await as('amina')] as const
  const end = world.meetBefore((statement) => statement.includes('insert into casework.plan_entry'), 2)
  const replies = await Promise.all([
    world.post(`/plans/${id}/entries`, sessions[0], form('The rent is paid')),
    world.post(`/plans/${id}/entries`, sessions[1], form('The boiler is repaired')),
  ])
  end()
  const [done, second] = replies.toSorted((a, b) => a.statusCode - b.statusCode)
  assert.deepEqual([done!.statusCode, second!.statusCode], [303, 409], second!.body)
  const [kept, typed] =
    replies[0] === done ? ['The rent is paid', 'The boiler is repaired'] : ['The boiler is repaired', 'The rent is paid']
  assert.match(second!.body, new RegExp(`${kept}[\\s\\S]*`), 'what the other wrote')
  assert.match(second!.body, new RegExp(`<textarea[^>]*>${typed}`), 'her own words, to be sent again')
  // And later than at the same moment.
  const late = await world.post(`/plans/${id}/entries`, sessions[0], form('Too late'))
  assert.equal(late.statusCode, 409)
  assert.match(late.body, /<textarea[^>]*>Too late/)
})

test('a plan leaves its person’s own page, as if it had never been there, as soon as a service records abuse; sent anew, it is back (K6)', async () => {
  const before = await mine()
  const { id } = await aPlan()
  await write('joanne', id, { kind: 'sent' })
  assert.match(await mine(), /A warm home/)
  const abuse: Row = {
    kind: 'need',
    key: 'N1-abuse',
    person: 'N1',
    eventAt: '2026-03-30T10:00:00Z',
    code: 'domestic-abuse',
    statement: 'Afraid at home',
    statedOn: '2026-03-30',
  }
  await world.load('nhs-patients', [abuse])
  const forget = (body: string) => body.replaceAll(/name="csrf" value="[^"]*"/g, '')
  assert.equal(forget(await mine()), forget(before))
  const answer = await world.post(`/account/plan/${id}/agree`, await world.session({ resident: account }), {
    after: await last(id),
  })
  assert.equal(answer.statusCode, 404)

  world.setNow(world.services.house.now().add({ hours: 1 }))
  await write('joanne', id, { kind: 'taken-off-page', 'taken-off-page-words': 'He reads it with her.' })
  await write('joanne', id, { kind: 'sent' })
  assert.match(await mine(), /A warm home/)
})

test('what is about another in the family, and a helper whose service tells too much, stand in no line of the person’s page (K6)', async () => {
  const { id } = await aPlan('amina', 'nora')
  const [about, hers] = [randomUUID(), randomUUID()]
  const fields = { kind: 'goal-set', id: about, 'goal-set-words': 'Dan goes to the course', 'goal-set-readers': 'team' }
  const refused = await write('joanne', id, fields)
  assert.match(refused.body, /Write why nobody in the family reads it/)
  assert.match(refused.body, /value="team"[^>]*checked/)
  await write('joanne', id, { ...fields, 'goal-set-why': 'It is about her partner' })
  const task = (words: string, goal: string, who: string, nth: string) =>
    write('joanne', id, {
      kind: 'action-set',
      id: goal,
      nth,
      [`action-set-what-${nth}`]: words,
      [`action-set-who-${nth}`]: who,
      [`action-set-by-${nth}-day`]: '1',
      [`action-set-by-${nth}-month`]: '5',
      [`action-set-by-${nth}-year`]: '2026',
    })
  assert.equal((await task('Ring the course', about, world.workers.amina, '2')).statusCode, 303)
  assert.match((await task('Ask Dan', about, 'person', '2')).body, /the person does not read that goal/)
  await write('joanne', id, { kind: 'goal-set', id: hers, 'goal-set-words': 'Ruby sleeps well' })
  await task('Sleep diary', hers, world.workers.nora, '3')
  const unnamed = {
    kind: 'helper-readers-set',
    'helper-readers-set-who': world.workers.nora,
    'helper-readers-set-readers': 'team',
  }
  await write('joanne', id, { ...unnamed, 'helper-readers-set-why': 'He does not know of the clinic' })
  await write('joanne', id, { kind: 'sent' })
  await write('nora', id, { kind: 'message', 'message-words': 'See you on Friday' })
  const page = await mine()
  assert.match(page, /Ruby sleeps well/)
  assert.match(page, /One of your helpers<\/strong>: [\s\S]*Sleep diary/)
  assert.match(page, /One of your helpers<\/strong>, [\s\S]*See you on Friday/)
  assert.doesNotMatch(page, /Dan goes|Ring the course|partner|Nora|NHS|clinic/)
  const staff = (await world.get(`/plans/${id}`, await as('amina'))).body
  assert.match(staff, /Nobody in the family reads it[\s\S]*It is about her partner/)
  assert.match(staff, /Not named on their page/)
  // Agreed, it stays agreed while the team goes on with what it keeps.
  const [, text] = new RegExp(`/account/plan/${id}/agree"[\\s\\S]*?name="after" value="(\\d+)"`).exec(await mine()) ?? []
  await write('joanne', id, { kind: 'note', 'note-words': 'He rings at night.' })
  const agreed = await world.post(`/account/plan/${id}/agree`, await world.session({ resident: account }), { after: text! })
  assert.equal(agreed.statusCode, 303, 'what she does not read does not stand in her way')
  await task('Ring again', about, world.workers.amina, '2')
  assert.doesNotMatch(await mine(), /It was changed after you answered/)
  await write('joanne', id, {
    kind: 'goal-readers-set',
    id: about,
    nth: '2',
    'goal-readers-set-readers-2': 'person',
    'goal-readers-set-why-2': 'She knows of it',
  })
  const then = await mine()
  assert.match(then, /It was changed after you answered/)
  assert.match(then, /Dan goes to the course/)
  // Where nothing is left that she reads, there is nothing to agree to, and the page says whom to ask.
  const one = await aPlan()
  await write('joanne', one.id, { kind: 'sent' })
  const keep = { kind: 'goal-readers-set', id: one.goal, nth: '1', 'goal-readers-set-readers-1': 'team' }
  await write('joanne', one.id, { ...keep, 'goal-readers-set-why-1': 'It is about her partner' })
  const empty = await mine()
  assert.match(empty, /There is nothing for you to read here yet/)
  assert.doesNotMatch(empty, new RegExp(`/account/plan/${one.id}/agree`))
})

test('what a meeting decided is written once: each line becomes an action with who and when, or somebody says why nobody needs to (K10)', async () => {
  const { id, goal } = await aPlan('amina')
  const meeting = {
    after: await last(id),
    'on-day': '1',
    'on-month': '4',
    'on-year': '2026',
    changed: 'Ruby is at school',
    family: 'They are glad',
    outcome: 'goes',
    decisions: 'The boiler is repaired\r\nA school place for Ruby',
  }
  assert.equal((await world.post(`/plans/${id}/steps/review`, await as('amina'), meeting)).statusCode, 303)
  assert.match((await world.get('/my-day', await as('joanne'))).body, /Decided at a meeting, and nobody does it yet: 2/)
  assert.doesNotMatch((await world.get('/my-day', await as('amina'))).body, /Decided at a meeting/)
  const page = (await world.get(`/plans/${id}`, await as('amina'))).body
  assert.match(page, /Decided, and nobody does it yet[\s\S]*The boiler is repaired[\s\S]*A school place for Ruby/)
  const [, boiler] = /name="id" value="(\d+-1)"/.exec(page) ?? []
  const [, school] = /name="id" value="(\d+-2)"/.exec(page) ?? []
  const take = (fields: Record<string, string>) =>
    write('amina', id, { kind: 'decision-taken', id: boiler!, nth: '1', ...fields })
  const asked = await take({ 'decision-taken-what-1': 'The boiler is repaired', 'decision-taken-who-1': world.workers.amina })
  assert.match(asked.body, /Choose the goal that it belongs to/)
  const whole = {
    'decision-taken-what-1': 'The boiler is repaired',
    'decision-taken-goal-1': goal,
    'decision-taken-who-1': world.workers.amina,
    'decision-taken-by-1-day': '9',
    'decision-taken-by-1-month': '4',
    'decision-taken-by-1-year': '2026',
  }
  assert.equal((await take(whole)).statusCode, 303)
  assert.equal((await take(whole)).statusCode, 422, 'not twice')
  await write('joanne', id, { kind: 'decision-closed', id: school!, nth: '2', 'decision-closed-why-2': 'She has one' })
  const twin = (await world.get(`/api/v1/plans/${id}`, await as('amina'))).json() as {
    decisions: unknown[]
    goals: { actions: { what: string }[] }[]
  }
  assert.deepEqual([twin.decisions, twin.goals[0]?.actions.map(({ what }) => what)], [[], ['The boiler is repaired']])
  assert.doesNotMatch((await world.get(`/plans/${id}`, await as('amina'))).body, /Decided, and nobody/)
})

test('what was written stands in the copy that its person asks for, each worry looked at by a person first', async () => {
  const concernId = randomUUID()
  const fields = { concernId, seen: 'The neighbour says that he shouts.', danger: 'no', agrees: 'yes' }
  assert.equal((await world.post(`/people/${her}/concerns`, await as('amina'), fields)).statusCode, 303)
  const { id } = await aPlan()
  const referral = { referralId: randomUUID(), to: 'GB-NHS-ALD', need: 'Somebody to talk to', agrees: 'yes', safeWay: 'Mornings' }
  assert.equal((await world.post(`/people/${her}/referrals`, await as('amina'), referral)).statusCode, 303)
  const request = randomUUID()
  await world.post('/account/subject-requests?kind=copy', await world.session({ resident: account }), {
    id: request,
    to: 'GB-LAE-ALD',
    said: 'All.',
  })
  const { rows } = await world.admin.query(
    `select id from information_governance.subject_request_part where request_id = $1 and controller_id = 'GB-LAE-ALD'`,
    [request],
  )
  const page = await world.get(`/subject-requests/${rows[0].id}`, await world.session('rosa', { purpose: 'subject-rights' }))
  assert.match(page.body, /The neighbour says that he shouts\./)
  assert.match(page.body, /it may say who spoke of it/)
  assert.match(page.body, /Goal: A warm home/)
  assert.match(page.body, /Sent to Aldermere Community NHS Trust: Somebody to talk to/)
  assert.ok(id)
})

test('she writes to her helpers and they to her, on the record; a note in the team is not on her page', async () => {
  const { id } = await aPlan('amina')
  await write('joanne', id, { kind: 'sent' })
  const resident = await world.session({ resident: account })
  assert.match((await world.post(`/account/plan/${id}/message`, resident, { message: ' ' })).body, /Write your message first/)
  assert.equal((await world.post(`/account/plan/${id}/message`, resident, { message: 'Can we meet on Friday?' })).statusCode, 303)
  assert.match(
    (await world.get(`/plans/${id}`, await as('amina'))).body,
    /Kayleigh Marsden waits for an answer[\s\S]*Can we meet on Friday\?/,
  )
  assert.match((await world.get('/plans', await as('joanne'))).body, /Waits for an answer/)
  await write('amina', id, { kind: 'note', 'note-words': 'Her sister may be there.' })
  await write('joanne', id, { kind: 'message', 'message-words': 'Friday at ten.' })
  const page = await mine()
  assert.match(page, /Joanne Tully<\/strong>[\s\S]*Friday at ten\.[\s\S]*Can we meet on Friday\?/)
  assert.doesNotMatch(page, /Her sister may be there/)
  assert.doesNotMatch((await world.get(`/plans/${id}`, await as('amina'))).body, /waits for an answer/)
})

test('the flexible fund is used inside what was delegated; above it, whoever may is named', async () => {
  const { id } = await aPlan('amina')
  const use = (sum: string, who: StaffName = 'joanne') =>
    write(who, id, { kind: 'fund-used', 'fund-used-sum': sum, 'fund-used-what': 'A bed', 'fund-used-why': 'Ruby sleeps' })
  assert.doesNotMatch((await world.get(`/plans/${id}`, await as('joanne'))).body, /Use the flexible fund/)
  assert.match((await use('40')).body, /has not delegated it to you/)
  const delegate = (who: StaffName, pence: number) =>
    world.admin.query(
      `insert into partnership.delegation (id, organisation_id, worker_id, function, limit_pence, given_by, active_from)
       values (gen_random_uuid(), 'GB-LAE-ALD', $1, 'flexible-fund', $2, $3, '2026-01-01')`,
      [world.workers[who], pence, world.workers.dilys],
    )
  await delegate('joanne', 10_000)
  await delegate('rosa', 100_000)
  assert.match((await world.get(`/plans/${id}`, await as('joanne'))).body, /You may decide up to £100 at once/)
  assert.match((await use('forty')).body, /Write the sum in pounds/)
  assert.equal((await use('40.50')).statusCode, 303)
  assert.equal((await use('59.50')).statusCode, 303)
  assert.match((await use('100.01')).body, /you may use up to £100 at once\. Ask Rosa Owner\./)
  assert.match((await use('1', 'amina')).body, /has not delegated it to you/)
  assert.match(
    (await world.get(`/plans/${id}`, await as('amina'))).body,
    /Flexible fund[\s\S]*<strong>£100<\/strong>[\s\S]*£40\.50: [\s\S]*A bed/,
  )
})
