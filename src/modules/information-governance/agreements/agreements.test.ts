// An agreement from its first word to its end, through the front door, and what the database itself refuses on the way.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { instant } from '#platform/dates'
import { inTransaction } from '#platform/transactions'
import { anInvolvement, aPerson, madeFrom, openWorld, type Reply, type World } from '#testing/world'
import type { AgreementContent } from './content.ts'

let world: World
let maria: string
const [council, police, nhs] = ['GB-LAE-ALD', 'GB-POL-ALD', 'GB-NHS-ALD']

before(async () => {
  world = await openWorld()
  await world.load('council-housing', [
    ...aPerson('H-1', 'Maria', 'Marsden', '1990-01-01'),
    anInvolvement('H-1', 'amina'),
    {
      kind: 'event',
      class: 'event',
      key: 'arrears-1',
      person: 'H-1',
      eventAt: '2026-03-01T10:00:00Z',
      occurredAt: '2026-03-01T10:00:00Z',
      type: 'note',
      summary: 'Two months',
    },
  ])
  await world.load('nhs-patients', [...aPerson('N-1', 'Maria', 'Marsden', '1990-01-01'), anInvolvement('N-1', 'nora')])
  maria = await world.personOf('council-housing', 'H-1')
})
beforeEach(() => world.setNow(instant('2026-04-01T09:00:00Z')))
after(() => world.close())

const particulars = {
  why: 'Why.',
  necessity: 'Why.',
  told: 'How.',
  retention: 'How.',
  security: 'How.',
  rights: 'Who.',
  breach: 'What.',
}
const content = (change: Partial<AgreementContent> = {}): AgreementContent => ({
  kind: 'sharing',
  title: 'Warm homes sharing agreement',
  protocol: 'AISP',
  purposes: ['childrens-family-help'],
  recipients: [council!, nhs!],
  particulars,
  inForceFrom: null,
  reviewOn: '2027-03-31',
  endsOn: null,
  terms: [
    {
      name: 'Who is involved',
      roles: ['practitioner'],
      relationships: ['team', 'allocated-worker'],
      trainings: [],
      cells: [{ dataset: 'council-housing', classes: ['event'] }],
    },
  ],
  ...change,
})
const json = { accept: 'application/json', 'content-type': 'application/json' }
async function send(who: Parameters<World['session']>[0], url: string, body: unknown): Promise<Reply> {
  const token = await world.session(who, office)
  const headers = {
    cookie: `session=${token}`,
    origin: 'http://127.0.0.1:3998',
    'x-csrf-token': world.app.kernel.csrfTokenFor(token),
  }
  return world.app.inject({
    method: 'POST',
    url,
    headers: { host: '127.0.0.1:3998', ...json, ...headers },
    payload: JSON.stringify(body),
  })
}
const office = { purpose: 'information-governance', steppedUp: true }
/** What a page says went wrong. */
const wrong = (reply: Reply) =>
  /<h1[^>]*>([^<]*)<\/h1>\s*<p[^>]*>([^<]*)/.exec(reply.body)?.slice(1).join(': ') ?? reply.body.slice(0, 300)
const press = async (who: Parameters<World['session']>[0], url: string, form: Record<string, string> = {}) =>
  world.post(url, await world.session(who, office), form)
const edit = async (who: Parameters<World['session']>[0], url: string, form: Record<string, string>) =>
  world.edit(url, await world.session(who, office), form)
const show = async (who: Parameters<World['session']>[0], url: string) =>
  (await world.get(url, await world.session(who, office))).body
const drafts = '/sharing-agreements/drafts'

/** A draft of this text, closed by the officer who drafted it. */
async function closed(code: string, text: AgreementContent): Promise<string> {
  const { id } = (await send('ines', `/api/v1${drafts}`, { code, content: text })).json() as { id: string }
  const put = await press('ines', `${drafts}/${id}/consult`, { 'until-day': '3', 'until-month': '4', 'until-year': '2026' })
  assert.equal(put.statusCode, 303, wrong(put))
  const commented = await press('mira', `${drafts}/${id}/comments`, { stance: 'content', said: '' })
  assert.equal(commented.statusCode, 303, wrong(commented))
  const done = await press('ines', `${drafts}/${id}/close`)
  assert.equal(done.statusCode, 303, wrong(done))
  return id
}
const agreements = async (code: string) =>
  (
    await world.admin.query(
      'select id, version, in_force_from::text as starts, in_force_to::text as ends, suspended_at from information_governance.sharing_agreement where code = $1 order by version',
      [code],
    )
  ).rows
const seen = async () => {
  const token = await world.session('nora', { purpose: 'childrens-family-help' })
  return (await world.get(`/people/${maria}`, token)).body.includes('Two months')
}

test('from the first word to the end: what all have signed is what is shared, from its day and until somebody stops it', async () => {
  assert.equal(await seen(), false, 'before')
  const id = await closed('AWH', content())
  assert.match(await show('dilys', `${drafts}/${id}`), /Sign for your organisation/)

  await press('dilys', `${drafts}/${id}/sign`)
  assert.deepEqual(await agreements('AWH'), [], 'one signature is not all')
  assert.equal(await seen(), false)
  const last = await press('mira', `${drafts}/${id}/sign`)
  assert.equal(last.statusCode, 303)
  const [agreement] = await agreements('AWH')
  assert.equal(agreement.starts, '2026-04-08', 'a week after the last signature')
  assert.equal(await seen(), false, 'not before its day')

  world.setNow(instant('2026-04-08T09:00:00Z'))
  assert.equal(await seen(), true, 'in force')
  const page = `/sharing-agreements/${agreement.id}`
  assert.match(await show('amina', page), /Dilys Signs signed/)

  assert.match(await show('dilys', `${page}/stop`), /would lose sight of something/)
  assert.equal(
    (await press('mira', `${page}/stop`, { what: 'suspended', reason: 'A file was left on a train.' })).statusCode,
    303,
  )
  assert.equal(await seen(), false, 'stopped at once')
  assert.match(await show('amina', page), /A file was left on a train/)
  assert.match((await press('dilys', `${page}/stop`, { what: 'resumed', reason: 'It was found.' })).body, /not stopped by you/)
  assert.equal(await seen(), false, 'one party lifts no other’s stop')
  await press('mira', `${page}/stop`, { what: 'resumed', reason: 'It was found.' })
  assert.equal(await seen(), true, 'runs again')

  await press('dilys', `${page}/stop`, { what: 'ended', reason: 'It is not needed any more.' })
  assert.equal(await seen(), false, 'ended at once')
  assert.match((await press('mira', `${page}/stop`, { what: 'resumed', reason: 'We want it.' })).body, /may be over/)
})

test('a next version takes the place of the one before on its day, and not if it is ended before it', async () => {
  await press('mira', `${drafts}/${await closed('AVV', content())}/sign`)
  await press('dilys', `${drafts}/${(await newest('AVV')).id}/sign`)
  const [first] = await agreements('AVV')
  const begun = await press('ines', `/sharing-agreements/${first.id}/next-version`)
  const second = begun.headers.location!.split('/').at(-1)!
  await edit('ines', `${drafts}/${second}/dates`, { 'review-day': '1', 'review-month': '1', 'review-year': '2027' })
  await press('ines', `${drafts}/${second}/consult`, { 'until-day': '3', 'until-month': '4', 'until-year': '2026' })
  world.setNow(instant('2026-04-04T09:00:00Z'))
  assert.equal(
    (await press('ines', `${drafts}/${second}/close`)).statusCode,
    303,
    'the day until which the parties were asked is over',
  )
  await press('dilys', `${drafts}/${second}/sign`)
  await press('mira', `${drafts}/${second}/sign`)
  const both = await agreements('AVV')
  assert.deepEqual(
    both.map((one) => [one.version, one.starts, one.ends]),
    [
      [1, '2026-04-08', '2026-04-11'],
      [2, '2026-04-11', null],
    ],
  )
  await press('dilys', `/sharing-agreements/${both[1].id}/stop`, { what: 'ended', reason: 'Signed in error.' })
  assert.deepEqual(
    (await agreements('AVV')).map((one) => [one.version, one.starts, one.ends]),
    [
      [1, '2026-04-08', null],
      [2, '2026-04-11', '2026-04-11'],
    ],
  )
})
const newest = async (code: string) =>
  (
    await world.admin.query(
      'select id from information_governance.agreement_draft where code = $1 order by version desc limit 1',
      [code],
    )
  ).rows[0]

test('without its protocol an agreement gives nothing', async () => {
  const read = async () =>
    (await world.get(`/people/${maria}`, await world.session('nora', { purpose: 'childrens-family-help' }))).body.includes(
      'Council housing',
    )
  assert.equal(await read(), true)
  const { rows } = await world.admin.query(`select id from information_governance.sharing_agreement where code = 'AISP'`)
  const page = `/sharing-agreements/${rows[0].id}`
  assert.match(await show('dilys', `${page}/stop`), /would lose sight of something/, 'before it is stopped')
  await press('dilys', `${page}/stop`, { what: 'suspended', reason: 'The partners have to meet.' })
  assert.equal(await read(), false)
  const under = await world.admin.query(`select id from information_governance.sharing_agreement where code = 'AFH'`)
  assert.match(await show('amina', `/sharing-agreements/${under.rows[0].id}`), /The protocol that it stands under is stopped/)
  await press('dilys', `${page}/stop`, { what: 'resumed', reason: 'They have met.' })
  assert.equal(await read(), true)
})

test('each refusal says what is wrong', async () => {
  const { id } = (
    await send('ines', `/api/v1${drafts}`, { code: 'AXX', content: content({ particulars: { ...particulars, security: '' } }) })
  ).json() as { id: string }
  assert.equal(
    (await world.get(`${drafts}/${id}`, await world.session('mira', office))).statusCode,
    404,
    'a draft is its own organisation’s until it is put to others',
  )
  assert.match((await send('ines', `/api/v1${drafts}`, { code: 'AXX', content: content() })).body, /DRAFT_OPEN_ALREADY/)
  assert.match(
    (await press('ines', drafts, { code: 'AFH', title: 'Family help', kind: 'sharing' })).body,
    /There is an agreement with the short name/,
  )
  assert.match(
    (await press('ines', `${drafts}/${id}/consult`, { 'until-day': '1', 'until-month': '4', 'until-year': '2026' })).body,
    /a day that is to come/,
  )
  await press('ines', `${drafts}/${id}/consult`, { 'until-day': '2', 'until-month': '4', 'until-year': '2026' })
  assert.match((await press('mira', `${drafts}/${id}/comments`, { stance: 'change', said: '' })).body, /what should be different/)
  assert.equal((await press('pavel', `${drafts}/${id}/comments`, { stance: 'content', said: '' })).statusCode, 403, 'no party')
  assert.match((await press('ines', `${drafts}/${id}/close`)).body, /how it is kept safe/)
  await edit('ines', `${drafts}/${id}/particulars`, particulars)
  assert.match((await press('ines', `${drafts}/${id}/close`)).body, /have not all said/)
  assert.equal((await press('dilys', `${drafts}/${id}/sign`)).statusCode, 409, 'not closed')
  await press('mira', `${drafts}/${id}/comments`, { stance: 'content', said: '' })
  await press('ines', `${drafts}/${id}/close`)
  assert.equal(
    (
      await edit('ines', `${drafts}/${id}/about`, {
        title: 'Another title',
        protocol: 'AISP',
        purposes: 'childrens-family-help',
      })
    ).statusCode,
    409,
    'closed',
  )
  assert.match(
    (await world.post(`${drafts}/${id}/sign`, await world.session('dilys', { purpose: 'information-governance' }))).body,
    /Sign in again/,
  )
  assert.equal((await press('ines', `${drafts}/${id}/sign`)).statusCode, 403, 'an officer signs nothing')
  assert.equal((await press('pavel', `${drafts}/${id}/sign`)).statusCode, 403, 'no party')
  assert.match((await press('dilys', `${drafts}/${id}/decline`, { reason: '' })).body, /Give the reason/)
  await press('dilys', `${drafts}/${id}/decline`, { reason: 'Two months of arrears are nobody’s business.' })
  assert.equal((await press('mira', `${drafts}/${id}/sign`)).statusCode, 409, 'declined')
  assert.match(await show('mira', `${drafts}/${id}`), /nobody’s business/)
  await press('ines', `${drafts}/${id}/withdraw`)
  assert.deepEqual(await agreements('AXX'), [])
})

test('nobody writes over what another wrote meanwhile, and what she typed is not lost', async () => {
  const { id } = (await send('ines', `/api/v1${drafts}`, { code: 'ATWO', content: content() })).json() as { id: string }
  const about = { protocol: 'AISP', purposes: 'childrens-family-help' }
  const opened = madeFrom(await show('ines', `${drafts}/${id}/about`))
  await edit('ines', `${drafts}/${id}/about`, { ...about, title: 'The first to save' })
  assert.equal((await edit('ines', `${drafts}/${id}/particulars`, { ...particulars, why: 'Another part.' })).statusCode, 303)
  const late = await press('ines', `${drafts}/${id}/about`, { ...about, title: 'The second', 'made-from': opened })
  assert.equal(late.statusCode, 422)
  assert.match(late.body, /Somebody else changed this while you wrote/)
  assert.match(late.body, /value="The second"/, 'what she typed')
  assert.match(await show('ines', `${drafts}/${id}`), /The first to save/)
  await press('ines', `${drafts}/${id}/about`, { ...about, title: 'The second', 'made-from': madeFrom(late.body) })
  assert.match(await show('ines', `${drafts}/${id}`), /The second/)

  // A line is known by what it was, not by its place in the list.
  const line = (name: string) => ({ name, roles: 'practitioner', relationships: 'team', 'cells-council-housing': 'event' })
  const lines = `${drafts}/${id}/lines`
  await press('ines', `${lines}/2`, { ...line('The second line'), 'made-from': '' })
  const second = madeFrom(await show('ines', `${lines}/2`))
  await press('ines', `${lines}/1/remove`, { 'made-from': madeFrom(await show('ines', `${lines}/1`)) })
  assert.equal((await press('ines', `${lines}/2`, { ...line('The second line, renamed'), 'made-from': second })).statusCode, 303)
  const list = await show('ines', lines)
  assert.match(list, /The second line, renamed/)
  assert.doesNotMatch(list, /Who is involved/)
  const gone = await press('ines', `${lines}/2`, { ...line('The second line, again'), 'made-from': second })
  assert.equal(gone.statusCode, 422)
  assert.match(gone.body, /The second line, again/)
  assert.equal((await press('ines', `${lines}/2/remove`, { 'made-from': second })).statusCode, 409, 'it is another by now')
})

test('nobody signs what she drafted', async () => {
  const { id } = (await send('mira', `/api/v1${drafts}`, { code: 'AOD', content: content() })).json() as { id: string }
  await press('mira', `${drafts}/${id}/consult`, { 'until-day': '2', 'until-month': '4', 'until-year': '2026' })
  await press('dilys', `${drafts}/${id}/comments`, { stance: 'content', said: '' })
  await press('mira', `${drafts}/${id}/close`)
  assert.equal((await press('mira', `${drafts}/${id}/sign`)).statusCode, 403)
})

test('the database holds to it: a closed text stands, a signature is a party’s own, and no line is added by hand', async () => {
  const id = await closed('ARS', content())
  const attack = async (act: string, statement: string, who: 'ines' | 'dilys' = 'ines') => {
    return inTransaction(
      world.services.house,
      { requestId: randomUUID(), sessionToken: await world.session(who, office) },
      act,
      (tx) => sql.raw(statement).execute(tx),
    )
  }
  const draft = 'governance.agreement.draft'
  await assert.rejects(
    attack(
      draft,
      `update information_governance.agreement_draft set content = jsonb_set(content, '{title}', '"Other"') where id = '${id}'`,
    ),
    /never edited/,
  )
  await assert.rejects(
    attack(draft, `update information_governance.agreement_draft set closed_at = null, fingerprint = null where id = '${id}'`),
    /never edited/,
  )
  await assert.rejects(
    attack(
      'governance.agreement.sign',
      `insert into information_governance.agreement_signature select '${id}', '${nhs}', 'signed', fingerprint, null, ctx.actor(), 'x', now() from information_governance.agreement_draft where id = '${id}'`,
      'dilys',
    ),
    /row-level security/,
  )
  await assert.rejects(
    attack(
      'governance.agreement.sign',
      `insert into information_governance.agreement_signature values ('${id}', '${council}', 'signed', 'another text', null, ctx.actor(), 'x', now())`,
      'dilys',
    ),
    /row-level security/,
  )
  assert.equal(
    (
      (await attack(
        'governance.agreement.sign',
        `select information_governance.publish_agreement('${id}', '2026-04-01', gen_random_uuid()) as id`,
        'dilys',
      )) as { rows: { id: string | null }[] }
    ).rows[0]!.id,
    null,
    'nobody has signed',
  )
  await assert.rejects(
    attack(draft, `select information_governance.publish_agreement('${id}', '2026-04-01', gen_random_uuid())`),
    /only a signature/,
  )
  for (const act of ['governance.agreement.sign', draft, 'governance.agreement.suspend'])
    await assert.rejects(
      attack(
        act,
        `insert into information_governance.sharing_agreement (id, code, version, title, kind, signed_on, in_force_from, review_on) values (gen_random_uuid(), 'HACK', 1, 'x', 'sharing', now(), now(), now())`,
        act === draft ? 'ines' : 'dilys',
      ),
      /row-level security|permission denied/,
    )
  const afh = `(select id from information_governance.sharing_agreement where code = 'OWN-council-housing')`
  await assert.rejects(
    attack(
      'governance.agreement.suspend',
      `insert into information_governance.agreement_stop (id, agreement_id, organisation_id, kind, reason, done_by, done_by_name, done_at, on_day) values (gen_random_uuid(), ${afh}, '${council}', 'suspended', 'x', ctx.actor(), 'x', now(), '2026-04-01')`,
    ),
    /only what partners agreed/,
  )
})

test('two who sign last at one moment bring it into force once', async () => {
  const id = await closed('ATW', content())
  const answers = await Promise.all((['dilys', 'mira'] as const).map((who) => press(who, `${drafts}/${id}/sign`)))
  assert.deepEqual(
    answers.map((one) => one.statusCode),
    [303, 303],
  )
  assert.equal((await agreements('ATW')).length, 1)
})

test('before signing, everyone sees what would change: who would see what of how many people', async () => {
  const ask = {
    name: 'Ask',
    roles: ['practitioner'],
    relationships: ['asked'],
    trainings: [],
    cells: [{ dataset: 'police-incidents', classes: ['visit-safety'] }],
  }
  const { id } = (
    await send('ines', `/api/v1${drafts}`, { code: 'ASM', content: content({ terms: [...content().terms, ask] }) })
  ).json() as { id: string }
  const page = await show('dilys', `${drafts}/${id}/changes`)
  assert.match(page, /Would newly see/)
  assert.match(page, /fewer than 8/)
  const reply = await world.get(`/api/v1${drafts}/${id}/changes`, await world.session('dilys', office), json)
  const { changes } = reply.json() as { changes: Record<string, unknown>[] }
  const of = (organisation: string, change: string) =>
    changes
      .filter((one) => one.organisation === organisation && one.change === change)
      .map((one) => [one.datasets, one.classes, one.people])
  assert.deepEqual(of(nhs!, 'sees'), [[['council-housing'], ['event'], 'fewer than 8']])
  assert.deepEqual(of(police!, 'sees'), [])
  assert.equal((await world.get(`${drafts}/${id}/changes`, await world.session('amina'))).statusCode, 403)
})

test('an agreement leaves as ODRL, and comes back as the draft that it was', async () => {
  const { rows } = await world.admin.query(`select id from information_governance.sharing_agreement where code = 'AFS'`)
  const token = await world.session('ines', office)
  const policy = (await world.get(`/api/v1/sharing-agreements/${rows[0].id}/odrl`, token, json)).json() as Record<string, unknown>
  assert.equal(policy['@type'], 'Agreement')
  const { id } = (await send('ines', `/api/v1${drafts}/odrl?code=AOI`, policy)).json() as { id: string }
  const draft = (await world.get(`/api/v1${drafts}/${id}`, token, json)).json() as { content: AgreementContent }
  const original = (await world.get(`/api/v1/sharing-agreements/${rows[0].id}`, token, json)).json() as {
    content: AgreementContent
  }
  assert.deepEqual(draft.content.terms, original.content.terms)
  assert.deepEqual(draft.content.recipients, original.content.recipients)
  const refused = await send('ines', `/api/v1${drafts}/odrl?code=AOJ`, { ...policy, obligation: [] })
  assert.equal(refused.statusCode, 422)
  assert.match(refused.body, /“obligation” cannot be kept/)
})
