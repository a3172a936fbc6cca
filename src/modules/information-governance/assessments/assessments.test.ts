// An assessment from its first word to its approval, through the front door; what it covers; and what cannot be signed without it.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { inTransaction } from '#platform/transactions'
import { madeFrom, openWorld, type Reply, type StaffName, type World } from '#testing/world'
import { fieldsOf } from './assessment.rules.ts'

let world: World
before(async () => {
  world = await openWorld()
})
after(() => world.close())
const office = { purpose: 'information-governance', steppedUp: true }
const press = async (who: StaffName, url: string, form: Record<string, string> = {}): Promise<Reply> =>
  world.post(url, await world.session(who, office), form)
const edit = async (who: StaffName, url: string, form: Record<string, string>): Promise<Reply> =>
  world.edit(url, await world.session(who, office), form)
const show = async (who: StaffName, url: string) => (await world.get(url, await world.session(who, office))).body
const fields = Object.fromEntries(fieldsOf('dpia').map(({ key }) => [key, `Written: ${key}.`]))
const risk = {
  risk: 'A look without need',
  likelihood: 'possible',
  severity: 'severe',
  measure: 'It is logged',
  effect: 'reduced',
  residual: 'high',
}
const review = { 'review-day': '1', 'review-month': '3', 'review-year': '2027' }

/** A complete text of the council, not yet advised on. */
async function written(code: string, who: StaffName = 'ines'): Promise<string> {
  const begun = await press(who, '/assessments', { kind: 'dpia', code, title: 'Warm homes' })
  assert.equal(begun.statusCode, 303, begun.body.slice(0, 300))
  const id = begun.headers.location!.split('/')[2]!
  await edit(who, `/assessments/${id}/text`, { title: 'Warm homes', purposes: 'tenancy-support', ...fields })
  await edit(who, `/assessments/${id}/risks/1`, { ...risk, residual: 'low' })
  return id
}

test('written, advised on, approved by another, and never edited from then on', async () => {
  const id = await written('DPIA-WARM')
  assert.match(await show('ines', '/governance'), /Waits for advice: Warm homes/)
  assert.equal((await press('dilys', `/assessments/${id}/approve`, review)).statusCode, 422, 'no advice yet')
  await press('ines', `/assessments/${id}/advise`, { advice: 'Content, if the visits are offered and not imposed.' })
  assert.equal((await press('ines', `/assessments/${id}/approve`, review)).statusCode, 403, 'an officer approves nothing')
  assert.equal((await press('mira', `/assessments/${id}/approve`, review)).statusCode, 409, 'another organisation’s')
  assert.match(
    (await world.post(`/assessments/${id}/approve`, await world.session('dilys', { purpose: 'information-governance' }), review))
      .body,
    /Sign in again/,
  )
  assert.match(
    (await press('dilys', `/assessments/${id}/approve`, { ...review, 'review-year': '2030' })).body,
    /within two years/,
  )
  assert.equal((await press('dilys', `/assessments/${id}/approve`, review)).statusCode, 303)
  const page = await show('amina', `/assessments/${id}`)
  assert.match(page, /Dilys Signs/)
  assert.match(page, /identity/, 'the fields that it covers')
  assert.equal(
    (await edit('ines', `/assessments/${id}/text`, { title: 'Other', purposes: 'tenancy-support', ...fields })).statusCode,
    409,
  )
  const next = await press('ines', `/assessments/${id}/next-version`)
  assert.equal(next.statusCode, 303)
  assert.equal((await press('ines', `/assessments/${id}/next-version`)).statusCode, 409, 'one at a time')
})

test('nobody writes over what another wrote meanwhile, and what she typed is not lost', async () => {
  const id = await written('DPIA-TWO')
  const text = { title: 'Warm homes', purposes: 'tenancy-support', ...fields }
  const opened = madeFrom(await show('ines', `/assessments/${id}/text`))
  await edit('ines', `/assessments/${id}/text`, { ...text, title: 'The first to save' })
  await press('ines', `/assessments/${id}/risks/2`, { ...risk, risk: 'A second risk', 'made-from': '' })
  const late = await press('ines', `/assessments/${id}/text`, { ...text, title: 'The second', 'made-from': opened })
  assert.equal(late.statusCode, 422)
  assert.match(late.body, /Somebody else changed this while you wrote/)
  assert.match(late.body, /value="The second"/, 'what she typed')
  const again = await press('ines', `/assessments/${id}/text`, { ...text, title: 'The second', 'made-from': madeFrom(late.body) })
  assert.equal(again.statusCode, 303)
  assert.match(await show('ines', `/assessments/${id}`), /A second risk/, 'the risks are a page of their own')

  const second = madeFrom(await show('ines', `/assessments/${id}/risks/2`))
  await press('ines', `/assessments/${id}/risks/1/remove`, {
    'made-from': madeFrom(await show('ines', `/assessments/${id}/risks/1`)),
  })
  await press('ines', `/assessments/${id}/risks/2`, { ...risk, risk: 'A second risk, renamed', 'made-from': second })
  const page = await show('ines', `/assessments/${id}`)
  assert.match(page, /A second risk, renamed/)
  assert.doesNotMatch(page, /A look without need/)
})

test('advice is about one text, and a high risk that stays has been to the Commissioner', async () => {
  const id = await written('DPIA-HIGH')
  await press('ines', `/assessments/${id}/advise`, { advice: 'Content.' })
  await edit('ines', `/assessments/${id}/risks/1`, risk)
  assert.match((await press('dilys', `/assessments/${id}/approve`, review)).body, /Information Commissioner first/)
  await edit('ines', `/assessments/${id}/text`, {
    title: 'Warm homes',
    purposes: 'tenancy-support',
    commissioner: 'Asked on 1 March: content.',
    ...fields,
  })
  assert.equal((await press('dilys', `/assessments/${id}/approve`, review)).statusCode, 422, 'the advice was about another text')
  await press('ines', `/assessments/${id}/advise`, { advice: 'Against it.' })
  assert.equal(
    (await press('dilys', `/assessments/${id}/approve`, { ...review, overruled: 'The Commissioner is content.' })).statusCode,
    303,
  )
  assert.match(await show('amina', `/assessments/${id}`), /Advice not followed, because/)
})

test('nobody approves what she wrote or advised on', async () => {
  const id = await written('DPIA-OWN', 'mira')
  await press('mira', `/assessments/${id}/advise`, { advice: 'Content.' })
  assert.equal((await press('mira', `/assessments/${id}/approve`, review)).statusCode, 403)
})

test('what is in force beyond what was assessed is named', async () => {
  const { rows } = await world.admin.query(`select id from information_governance.assessment where code = 'DPIA-FIRE'`)
  assert.doesNotMatch(await show('ines', `/assessments/${rows[0].id}`), /not in what was assessed/)
  await world.admin.query(
    `update information_governance.assessment set covers = jsonb_set(covers, '{roles}', '["practitioner"]') where code = 'DPIA-FIRE'`,
  )
  assert.match(await show('ines', `/assessments/${rows[0].id}`), /not in what was assessed: the role front door/)
})

test('what is approved before anything is signed covers what was put to the parties', async () => {
  const token = await world.session('ines', office)
  const draft = await world.app.inject({
    method: 'POST',
    url: '/api/v1/sharing-agreements/drafts',
    headers: {
      host: '127.0.0.1:3998',
      accept: 'application/json',
      'content-type': 'application/json',
      cookie: `session=${token}`,
      origin: 'http://127.0.0.1:3998',
      'x-csrf-token': world.app.kernel.csrfTokenFor(token),
    },
    payload: JSON.stringify({
      code: 'AWARM',
      content: {
        kind: 'sharing',
        title: 'Warm homes sharing agreement',
        protocol: 'AISP',
        purposes: ['tenancy-support'],
        recipients: ['GB-LAE-ALD', 'GB-POL-ALD'],
        particulars: { why: '', necessity: '', told: '', retention: '', security: '', rights: '', breach: '' },
        inForceFrom: null,
        reviewOn: '2027-03-31',
        endsOn: null,
        terms: [
          {
            name: 'Visits',
            roles: ['analyst'],
            relationships: ['team'],
            trainings: [],
            cells: [{ dataset: 'police-incidents', classes: ['event'] }],
          },
        ],
      },
    }),
  })
  assert.equal(draft.statusCode, 201, draft.body)
  const consult = await press('ines', `/sharing-agreements/drafts/${(draft.json() as { id: string }).id}/consult`, {
    'until-day': '1',
    'until-month': '5',
    'until-year': '2026',
  })
  assert.equal(consult.statusCode, 303, consult.body.slice(0, 300))
  const id = await written('DPIA-TOCOME')
  await press('ines', `/assessments/${id}/advise`, { advice: 'Content.' })
  assert.equal((await press('dilys', `/assessments/${id}/approve`, review)).statusCode, 303)
  const { rows } = await world.admin.query('select covers from information_governance.assessment where id = $1', [id])
  assert.ok(rows[0].covers.roles.includes('analyst'))
})

test('an agreement is not closed on a purpose whose assessment is overdue', async () => {
  const { rows } = await world.admin.query(`select id from information_governance.sharing_agreement where code = 'AFS'`)
  const begun = await press('ines', `/sharing-agreements/${rows[0].id}/next-version`)
  assert.doesNotMatch(await show('ines', begun.headers.location!), /equality impact assessment/)
  await world.admin.query(`update information_governance.assessment set review_on = '2026-03-31' where code = 'EIA-SHARING'`)
  assert.match(await show('ines', begun.headers.location!), /has no equality impact assessment that is approved and in date/)
  await world.admin.query(`update information_governance.assessment set review_on = '2027-03-31' where code = 'EIA-SHARING'`)
})

test('the database holds to it', async () => {
  const id = await written('DPIA-SQL')
  const attack = async (act: string, statement: string, who: StaffName) =>
    inTransaction(world.services.house, { requestId: randomUUID(), sessionToken: await world.session(who, office) }, act, (tx) =>
      sql.raw(statement).execute(tx),
    )
  const approving = `approved_by = ctx.actor(), approved_at = now(), review_on = '2027-01-01', covers = '{}'`
  const at = `where id = '${id}'`
  await assert.rejects(
    attack('governance.assessment.write', `update information_governance.assessment set ${approving} ${at}`, 'ines'),
    /row-level security|check constraint/,
  )
  await press('ines', `/assessments/${id}/advise`, { advice: 'Content.' })
  await assert.rejects(
    attack('governance.assessment.write', `update information_governance.assessment set ${approving} ${at}`, 'ines'),
    /row-level security/,
  )
  await assert.rejects(
    attack(
      'governance.assessment.approve',
      `update information_governance.assessment set title = 'Other', ${approving} ${at}`,
      'dilys',
    ),
    /is what was written/,
  )
  await press('dilys', `/assessments/${id}/approve`, review)
  const late = (await attack(
    'governance.assessment.write',
    `update information_governance.assessment set title = 'Other' ${at}`,
    'ines',
  )) as { numAffectedRows?: bigint }
  assert.equal(late.numAffectedRows, 0n)
})
