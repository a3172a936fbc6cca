// What services hold about a person, on her own page; that she says it is wrong, which goes wherever the fact goes; and the answer.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, afterEach, before, test } from 'node:test'
import { sql } from 'kysely'
import { grant, inTransaction } from '#platform/transactions'
import { anInvolvement, aPerson, openWorld, type Row, type StaffName, type World } from '#testing/world'

const born = '1993-07-04'
const at = '2026-03-20T10:00:00Z'
const former = (more: Row = {}): Row => ({
  kind: 'residence',
  key: 'H1-former',
  person: 'H1',
  eventAt: at,
  address: '9 Oldham Court, Aldermere',
  postcode: 'AL1 9ZZ',
  to: '2025-01-31',
  ...more,
})

/** What two worlds have alike. */
async function common(world: World): Promise<void> {
  await world.load('council-housing', [
    ...aPerson('H1', 'Kayleigh', 'Marsden', born, { household: 'h-1' }),
    ...aPerson('H2', 'Alfie', 'Marsden', '2016-11-12', { household: 'h-1' }),
    { kind: 'relationship', key: 'H1-H2', person: 'H1', eventAt: at, other: 'H2', type: 'parent-of' },
    former(),
    { kind: 'contact-point', key: 'H1-phone', person: 'H1', eventAt: at, system: 'phone', value: '01632 960555' },
    {
      kind: 'contact-point',
      key: 'H1-safe',
      person: 'H1',
      eventAt: at,
      system: 'phone',
      value: '01632 960556',
      safety: 'safe',
      through: 'Her mother',
    },
    {
      kind: 'contact-point',
      key: 'H1-not',
      person: 'H1',
      eventAt: at,
      system: 'phone',
      value: '01632 960557',
      safety: 'not-safe',
    },
    {
      kind: 'event',
      class: 'event',
      key: 'E1',
      person: 'H1',
      eventAt: at,
      type: 'note',
      occurredAt: at,
      summary: 'Wayne shouted',
    },
    anInvolvement('H1', 'amina', { service: 'Council housing, north patch', nextEvent: 'Visit in secret' }),
    anInvolvement('H1', 'joanne', { key: 'H1-lead' }),
  ])
  await world.load('nhs-patients', [
    ...aPerson('N1', 'Kayleigh', 'Marsden', born),
    anInvolvement('N1', 'nora', { service: 'NHS clinic' }),
  ])
  await world.load('police-incidents', [...aPerson('P1', 'Kayleigh', 'Marsden', born), anInvolvement('P1', 'colin')])
}

/** A world with Kayleigh's account, tied to her housing record. */
async function prepare(secretly: (world: World) => Promise<unknown> = async () => {}) {
  const world = await openWorld()
  await common(world)
  await secretly(world)
  const account = await world.account('kayleigh', { feed: 'council-housing', person: 'H1' })
  const sessions = new Map<string, string>()
  const as = async (who: 'kayleigh' | StaffName, purpose?: string) => {
    const key = `${who} ${purpose}`
    if (!sessions.has(key))
      sessions.set(
        key,
        who === 'kayleigh'
          ? await world.session({ resident: account }, { token: 'of-kayleigh' })
          : await world.session(who, purpose ? { purpose } : {}),
      )
    return sessions.get(key)!
  }
  const officer = (who: StaffName) => as(who, 'subject-rights')
  const mine = async (lang = 'en') => world.get(`/account/facts?lang=${lang}`, await as('kayleigh'))
  /** The page of the fact that says this. */
  const pageOf = async (says: string): Promise<string> => {
    const row = (await mine()).body.split('<tr').find((one) => one.includes(says))
    assert.ok(row, `nothing says ${says}`)
    return /href="(\/account\/facts\/[^"]+)"/.exec(row)![1]!
  }
  const dispute = async (says: string, words: Record<string, string> = {}) => {
    const url = await pageOf(says)
    const reply = await world.post(url, await as('kayleigh'), {
      wrong: 'I never lived there.',
      right: '',
      share: 'no',
      ...words,
    })
    const { rows } = await world.admin.query(
      'select id from information_governance.fact_dispute order by disputed_at desc, id limit 1',
    )
    return { reply, url, id: rows[0]?.id as string }
  }
  const answer = async (who: StaffName, id: string, form: Record<string, string>) =>
    world.post(`/disputes/${id}`, await officer(who), {
      outcome: '',
      'corrected-day': '',
      'corrected-month': '',
      'corrected-year': '',
      said: '',
      ...form,
    })
  const corrected = { outcome: 'corrected', 'corrected-day': '1', 'corrected-month': '4', 'corrected-year': '2026' }
  const person = (who: StaffName) =>
    Promise.all([world.personOf('council-housing', 'H1'), as(who)]).then(([id, token]) => world.get(`/people/${id}`, token))
  const json = async (who: StaffName) =>
    (await world.get(`/api/v1/people/${await world.personOf('council-housing', 'H1')}`, await as(who))).json()
  /** Undoes what a test said, so that the next begins as the first. */
  const forget = async () => {
    for (const table of ['', '_answer', '_words', '_recipient'])
      await world.admin.query(`delete from information_governance.fact_dispute${table}`)
  }
  return { world, as, officer, mine, pageOf, dispute, answer, corrected, person, json, forget, account }
}

type Prepared = Awaited<ReturnType<typeof prepare>>
let w: Prepared
const opened: World[] = []
before(async () => {
  w = await prepare()
  opened.push(w.world)
})
after(async () => {
  for (const world of opened) await world.close()
})
afterEach(() => w.forget())
const sorted = (cells: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(cells).map(([dataset, classes]) => [dataset, classes.toSorted()]))
const disputed = /Disputed by the person since 1 April 2026; being checked/

test('she reads who she is, where she lives and who helps her, each with its source and its days, and nothing that another may not read with her (K2, K3, K6)', async () => {
  const { statusCode, body } = await w.mine()
  assert.equal(statusCode, 200)
  for (const says of [
    /Council housing, Aldermere Council/,
    /NHS community services, Aldermere Community NHS Trust/,
    /9 Oldham Court, Aldermere/,
    /Until 31 January 2025/,
    /01632 960555/,
    /01632 960557/,
    /4 July 1993/,
    /Council housing, north patch/,
    /They wrote it on 20 March 2026/,
    /\/account\/subject-requests\/new\?kind=copy/,
  ])
    assert.match(body, says)
  for (const never of [
    /Police/,
    /Alfie/,
    /parent/i,
    /Wayne/,
    /Amina/,
    /01632 960123/,
    /secret/,
    /Visit in/,
    /NHS clinic/,
    /01632 960556/,
    /her mother/i,
    /safe contact/i,
    /not safe/i,
  ])
    assert.doesNotMatch(body, never)
  const welsh = await w.mine('cy')
  assert.match(welsh.body, /Beth sydd gennym amdanoch/)
})

test('it is one look at her, in the log as her own, with the kinds that were on the page and no others', async () => {
  const requestId = randomUUID()
  await w.world.get('/account/facts', await w.as('kayleigh'), { 'x-request-id': requestId })
  const { rows } = await w.world.admin.query(
    'select view, purpose, visibility, cells from platform.access_entry where request_id = $1',
    [requestId],
  )
  const cells = ['address', 'contact', 'identity', 'involvement']
  assert.deepEqual(
    rows.map((row) => ({ ...row, cells: sorted(row.cells) })),
    [
      {
        view: 'own-facts',
        purpose: 'own-record',
        visibility: 'shown',
        cells: { 'council-housing': cells, 'nhs-patients': ['address', 'contact', 'identity'] },
      },
    ],
  )
  const other = randomUUID()
  await w.world.get('/account/access-events', await w.as('kayleigh'), { 'x-request-id': other })
  const { rows: log } = await w.world.admin.query('select cells from platform.access_entry where request_id = $1', [other])
  assert.deepEqual(Object.values(log[0].cells).flat(), Array(3).fill('access-log'), 'who looked shows who looked alone')
})

test('whose account is tied to nobody reads and disputes nothing', async () => {
  const token = await w.world.session({ resident: await w.world.account('nobody') })
  const url = await w.pageOf('9 Oldham Court')
  for (const reply of [
    await w.world.get('/account/facts', token),
    await w.world.get(url, token),
    await w.world.post(url, token, { wrong: 'x', right: '', share: 'no' }),
  ])
    assert.deepEqual([reply.statusCode, reply.headers.location], [303, '/account/code'])
})

test('a disputed fact is marked on the page and in the JSON of everyone who may see it, beside it and beside nothing else, without her words', async () => {
  const before = { amina: await w.json('amina'), nora: await w.json('nora'), colin: await w.json('colin') }
  const empty = await w.world.post(await w.pageOf('9 Oldham Court'), await w.as('kayleigh'), {
    wrong: ' ',
    right: '',
    share: 'no',
  })
  assert.equal(empty.statusCode, 422)
  assert.match(empty.body, /Write what is wrong/)
  const { reply, url } = await w.dispute('9 Oldham Court', { right: 'Nothing.' })
  assert.deepEqual([reply.statusCode, reply.headers.location], [303, url])
  const own = await w.world.get(url, await w.as('kayleigh'))
  for (const says of [/You said on 1 April 2026 that this is wrong/, /must answer you by 1 May 2026/, /I never lived there/])
    assert.match(own.body, says)
  assert.doesNotMatch(own.body, /What is wrong\?/, 'it is disputed once')

  // Nora and Colin work for other organisations; Amina for the one whose fact it is.
  for (const [who, words] of [
    ['nora', false],
    ['colin', false],
    ['amina', true],
  ] as const) {
    const page = (await w.person(who)).body
    assert.match(page, disputed, who)
    assert.equal(/I never lived there/.test(page), words, who)
    const is = await w.json(who)
    const [fact] = is.facts.filter((one: { value: string }) => one.value.includes('9 Oldham Court'))
    assert.deepEqual(fact.sources[0].disputed, {
      state: 'being-checked',
      since: '2026-04-01',
      correctedOn: null,
      words: words ? { wrong: 'I never lived there.', right: 'Nothing.' } : null,
    })
    const others = is.facts.filter((one: { value: string }) => !one.value.includes('9 Oldham Court'))
    assert.doesNotMatch(JSON.stringify([others, is.headSources, is.involved, is.otherNames]), /being-checked/, 'and nowhere else')
    const without = (text: object) => JSON.stringify(text, (key, value) => (key === 'disputed' ? undefined : value))
    assert.equal(without(is), without(before[who]), 'else it is the page that it was')
  }
})

test('who may not see the fact has the very page that she had before', async () => {
  // Their line no longer gives the police an address of the council's.
  const run = (text: string) => w.world.admin.query(text)
  await run(`create temporary table kept as select * from information_governance.term_cell where dataset_id = 'council-housing' and field_class = 'address'
    and term_id in (select t.id from information_governance.sharing_term t join information_governance.sharing_agreement a on a.id = t.agreement_id where a.code = 'ACS')`)
  await run(
    'delete from information_governance.term_cell c using kept k where c.term_id = k.term_id and c.dataset_id = k.dataset_id and c.field_class = k.field_class',
  )
  const said = (reply: { body: string }) => reply.body.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id')
  const before = said(await w.person('colin'))
  assert.doesNotMatch(before, /Oldham/)
  await w.dispute('9 Oldham Court', { share: 'yes' })
  assert.equal(said(await w.person('colin')), before)
  await run('insert into information_governance.term_cell select * from kept')
  assert.match((await w.person('colin')).body, disputed, 'who may see it is told')
  await run('drop table kept')
})

test('a search shows that a name is disputed, and a list of what is new tells those who work with her', async () => {
  const day = async (who: StaffName) => (await w.world.get('/my-day', await w.as(who))).body
  assert.doesNotMatch(await day('nora'), /says that it is wrong/)
  await w.dispute('4 July 1993', { wrong: 'I am a year older.' })
  const found = (await w.world.get('/people?name=Kayleigh+Marsden', await w.as('nora'))).body
  assert.match(found, /The person says that this is wrong: name, date of birth/)
  assert.doesNotMatch(found, /a year older/)
  for (const who of ['nora', 'amina', 'joanne'] as const)
    assert.match(await day(who), /Name and birthday: the person says that it is wrong. It is being checked/, who)
  assert.doesNotMatch(await day('stranger'), /Kayleigh|says that it is wrong/, 'who does not work with her')
})

test('the flag stays when the sender states the same anew, and goes when it states something else', async () => {
  const { url } = await w.dispute('9 Oldham Court')
  await w.world.load('council-housing', [former({ eventAt: '2026-03-25T10:00:00Z' })])
  assert.match((await w.person('nora')).body, disputed, 'the same')
  await w.world.load('council-housing', [former({ eventAt: '2026-03-26T10:00:00Z', address: '19 Oldham Court, Aldermere' })])
  const page = (await w.person('nora')).body
  assert.match(page, /19 Oldham Court/)
  assert.doesNotMatch(page, /Disputed/, 'something else')
  assert.match((await w.world.get(url, await w.as('kayleigh'))).body, /They have changed it since/)
  assert.match((await w.world.get(url, await w.as('kayleigh'))).body, /What is wrong\?/, 'which may be wrong, too')
  const again = await w.dispute('19 Oldham Court')
  assert.equal(again.reply.statusCode, 303)
  assert.match((await w.person('nora')).body, disputed)
  await w.world.load('council-housing', [former({ eventAt: '2026-03-27T10:00:00Z' })])
  assert.match((await w.person('nora')).body, disputed, 'back to what she disputed first')
})

test('the controller’s officer answers it, once; nobody else sees it', async () => {
  const { id, url } = await w.dispute('9 Oldham Court', { right: 'Nothing at all.' })
  const list = await w.world.get('/disputes', await w.officer('rosa'))
  assert.match(list.body, new RegExp(id))
  assert.doesNotMatch(list.body, /Kayleigh|Oldham/, 'a list names nobody')
  const desk = (await w.world.get('/governance', await w.as('ines'))).body
  assert.match(desk, /A fact that somebody says is wrong/)
  assert.doesNotMatch(desk, /Kayleigh|Oldham/)
  assert.doesNotMatch((await w.world.get('/governance', await w.as('mira'))).body, /says is wrong/)
  const requestId = randomUUID()
  const page = await w.world.get(`/disputes/${id}`, await w.officer('rosa'), { 'x-request-id': requestId })
  for (const says of [/Kayleigh Marsden/, /I never lived there/, /Nothing at all/, /9 Oldham Court/, /Answer by 1 May 2026/])
    assert.match(page.body, says)
  assert.doesNotMatch(page.body, /Wayne|01632 960555/, 'and nothing else of her')
  const { rows } = await w.world.admin.query('select view, purpose, cells from platform.access_entry where request_id = $1', [
    requestId,
  ])
  assert.deepEqual(
    rows.map((row) => ({ ...row, cells: sorted(row.cells) })),
    [{ view: 'dispute', purpose: 'subject-rights', cells: { 'council-housing': ['address', 'identity'] } }],
  )
  assert.equal((await w.world.get(`/disputes/${id}`, await w.as('rosa'))).statusCode, 409, 'under its own purpose')
  for (const other of ['mira', 'pavel'] as const) {
    assert.equal((await w.world.get(`/disputes/${id}`, await w.officer(other))).statusCode, 404, other)
    assert.equal((await w.answer(other, id, w.corrected)).statusCode, 404, other)
    assert.doesNotMatch((await w.world.get('/disputes', await w.officer(other))).body, new RegExp(id), other)
  }
  assert.equal(
    (await w.world.get(`/disputes/${id}`, await w.as('amina'))).statusCode,
    403,
    'whoever works with her does not answer',
  )

  for (const [form, says] of [
    [{}, /Choose what you did/],
    [{ outcome: 'corrected' }, /Enter the day/],
    [{ ...w.corrected, 'corrected-day': '2' }, /not in the future|Give the day/],
    [{ outcome: 'not-corrected' }, /Say why it is not put right/],
  ] as const) {
    const wrong = await w.answer('rosa', id, form)
    assert.equal(wrong.statusCode, 422)
    assert.match(wrong.body, says)
  }
  assert.equal((await w.answer('rosa', id, { ...w.corrected, said: 'You are right.' })).statusCode, 303)
  assert.equal((await w.answer('rosa', id, w.corrected)).statusCode, 409, 'answered once')
  for (const who of ['nora', 'amina'] as const)
    assert.match(
      (await w.person(who)).body,
      /Disputed by the person since 1 April 2026; put right in its own system on 1 April 2026, and here when that is next sent/,
    )
  const own = (await w.world.get(url, await w.as('kayleigh'))).body
  for (const says of [/They have put it right/, /You are right\./, /They put it right in their own list on 1 April 2026/])
    assert.match(own, says)
  assert.doesNotMatch(own, /Rosa/, 'never a worker’s name')
  assert.doesNotMatch((await w.person('nora')).body, /You are right/, 'what they write to her is hers')
  assert.doesNotMatch((await w.world.get('/governance', await w.as('ines'))).body, /says is wrong/, 'nothing waits')
  const [day] = [(await w.world.get('/my-day', await w.as('nora'))).body]
  assert.match(day, /Address: the service has put it right, as the person said/)
})

for (const share of ['yes', 'no'] as const)
  test(`where the service disagrees the flag stays, and her words stand beside it if she said so: ${share}`, async () => {
    const { id, url } = await w.dispute('9 Oldham Court', { share })
    assert.doesNotMatch((await w.person('nora')).body, /never lived there/, 'not before the answer')
    assert.equal((await w.answer('rosa', id, { outcome: 'not-corrected', said: 'Your rent book says so.' })).statusCode, 303)
    const page = (await w.person('nora')).body
    assert.match(page, /Disputed by the person since 1 April 2026; the service disagrees/)
    assert.equal(/I never lived there/.test(page), share === 'yes')
    assert.doesNotMatch(page, /rent book/)
    assert.match(
      (await w.world.get(url, await w.as('kayleigh'))).body,
      /They do not agree[\s\S]*Your rent book says so[\s\S]*kind=complaint/,
    )
  })

test('who had been shown such facts is told, and no look that she may not know of stands on the list (K2, K3)', async () => {
  await w.world.load('domestic-abuse', [...aPerson('D1', 'Kayleigh', 'Marsden', born), anInvolvement('D1', 'dana')])
  await w.world.load('drug-and-alcohol', [...aPerson('R1', 'Kayleigh', 'Marsden', born), anInvolvement('R1', 'ruth')])
  await w.world.admin.query('update platform.access_entry set cells = $1', [{}])
  for (const who of ['nora', 'dana', 'ruth', 'colin'] as const) assert.equal((await w.person(who)).statusCode, 200, who)
  const { id, url } = await w.dispute('9 Oldham Court')
  const own = (await w.world.get(url, await w.as('kayleigh'))).body
  const asked = (await w.world.get(`/disputes/${id}`, await w.officer('rosa'))).body
  for (const page of [own, asked]) {
    assert.match(page, /Aldermere Community NHS Trust/)
    assert.doesNotMatch(page, /Harbour|Turning/, 'a service that hides')
    assert.doesNotMatch(page, /Aldermere Police/, 'a look under a purpose that is withheld from her')
  }
  assert.match((await w.person('ruth')).body, disputed, 'she sees the flag all the same')
  const { rows } = await w.world.admin.query('select told_of, organisation_id from information_governance.fact_dispute_recipient')
  assert.deepEqual(rows, [{ told_of: 'dispute', organisation_id: 'GB-NHS-ALD' }])
  await w.answer('rosa', id, w.corrected)
  const { rows: later } = await w.world.admin.query(
    `select organisation_id from information_governance.fact_dispute_recipient where told_of = 'answer'`,
  )
  assert.deepEqual(later, [{ organisation_id: 'GB-NHS-ALD' }])
  const nora = await w.person('nora')
  assert.doesNotMatch(nora.body, /Aldermere Community NHS Trust<\/dd>|Who was told/, 'recipients are not told who else was')
})

test('whoever looks at which records are one person sees that one of them is disputed', async () => {
  await w.dispute('1 Weavers Row')
  const page = await w.world.get(`/people/${await w.world.personOf('council-housing', 'H1')}/linked-records`, await w.as('nora'))
  const rows = page.body.split('<tr').filter((row) => row.includes('1 Weavers Row'))
  assert.equal(rows.length, 2)
  assert.deepEqual(
    rows.map((row) => [row.includes('council-housing'), /Disputed by the person<\/strong>: address/.test(row)]).sort(),
    [
      [false, false],
      [true, true],
    ],
  )
})

test('the database takes no dispute of a fact that its grant does not show her, whoever asks', async () => {
  const { house } = w.world.services
  const other = await w.world.sourceOf('council-housing', 'H2')
  const dispute = (shown: string) =>
    inTransaction(house, { requestId: randomUUID(), sessionToken: 'of-kayleigh' }, 'governance.dispute.raise', async (tx) => {
      await grant(house, tx, { cells: [{ dataset: 'council-housing', classes: [shown], sources: [other] }] })
      await sql`
        insert into information_governance.fact_dispute (id, controller_id, dataset_id, field_class, regime, source_person_id, fact_key, fact_hash, account_id,
          share_words, disputed_at, disputed_on)
        values (${randomUUID()}, 'GB-LAE-ALD', 'council-housing', 'address', 'general', ${other}, 'k', 'h', ${w.account}, false, now(), current_date)`.execute(
        tx,
      )
    })
  await w.as('kayleigh')
  await assert.rejects(dispute('identity'), /row-level security/)
  await dispute('address')
})

test('the dispute stays with the record when it is split off, and comes with it when it is joined', async () => {
  const { id } = await w.dispute('9 Oldham Court')
  const [record, person] = [await w.world.sourceOf('council-housing', 'H1'), await w.world.personOf('nhs-patients', 'N1')]
  assert.equal(await w.world.personOf('council-housing', 'H1'), person, 'one person')
  const split = await w.world.post(`/people/${person}/linked-records/split`, await w.as('joanne'), {
    record,
    reason: 'Another woman of the same name.',
  })
  assert.equal(split.statusCode, 303, split.body)
  await w.world.work()
  const theOther = await w.world.personOf('nhs-patients', 'N1')
  assert.notEqual(await w.world.personOf('council-housing', 'H1'), theOther)
  assert.match((await w.person('amina')).body, disputed)
  const other = await w.world.get(`/people/${theOther}`, await w.as('nora'))
  assert.equal(other.statusCode, 200)
  assert.doesNotMatch(other.body, /Disputed|Oldham/)
  assert.equal((await w.world.get(`/disputes/${id}`, await w.officer('rosa'))).statusCode, 200, 'and is answered as before')
})

test('what may not stand on her page is as in a world without it, whether it was sent before or after (K1, K2, A8)', async () => {
  const secrets: Record<string, (world: World) => Promise<unknown>> = {
    'a sealed service': (world) =>
      world.load('domestic-abuse', [
        ...aPerson('D1', 'Kayleigh', 'Marsden', born, { address: '9 Hidden Lane', postcode: 'AL9 9ZZ' }),
        anInvolvement('D1', 'dana'),
      ]),
    'a brokered service': (world) =>
      world.load('drug-and-alcohol', [...aPerson('R1', 'Kayleigh', 'Marsden', born), anInvolvement('R1', 'ruth')]),
    'a brokered involvement of an open service': (world) =>
      world.load('council-housing', [anInvolvement('H1', 'stranger', { existence: 'brokered', service: 'Sanctuary scheme' })]),
  }
  /** Has her line of the agreement name everything of everyone. */
  const widen = (world: World) =>
    world.admin.query(
      `insert into information_governance.term_cell select t.id, d.id, c.class from information_governance.sharing_term t, information_governance.dataset d,
       unnest($1::text[]) c(class) where t.name = 'What services hold about you' on conflict do nothing`,
      [
        [
          'identity',
          'contact',
          'address',
          'involvement',
          'involvement-exists',
          'brokered-involvement',
          'household',
          'event',
          'risk',
          'policing',
        ],
      ],
    )
  const told = (reply: { statusCode: number; body: string }) => `${reply.statusCode} ${reply.body}`
  const plain = await prepare()
  opened.push(plain.world)
  const headers = { 'x-request-id': '00000000-0000-4000-8000-000000000001' }
  const page = async (one: Prepared) =>
    told(await one.world.get('/account/facts', await one.as('kayleigh'), headers)).replaceAll(/facts\/[\w-]{43}/g, 'facts/ref')
  const expected = await page(plain)
  assert.match(expected, /9 Oldham Court/)
  await widen(plain.world)
  const widened = await page(plain)
  assert.doesNotMatch(widened, /Police|Wayne|Alfie/, 'whatever the line says')
  for (const [what, add] of Object.entries(secrets)) {
    const other = await prepare(add)
    opened.push(other.world)
    assert.equal(await page(other), expected, what)
    await widen(other.world)
    assert.equal(await page(other), widened, `${what}, whatever the line says`)
  }
})

test('of a protected person her page says nothing of where she is, and what she disputed of it before is gone from it (K1)', async () => {
  const one = await prepare()
  opened.push(one.world)
  const { url } = await one.dispute('9 Oldham Court')
  await one.world.load(
    'police-incidents',
    aPerson('P1', 'Kayleigh', 'Marsden', born).map((row) =>
      row.kind === 'identity' ? { ...row, eventAt: '2026-03-22T10:00:00Z', addressProtected: true } : row,
    ),
  )
  const page = (await one.mine()).body
  assert.match(page, /4 July 1993/)
  assert.doesNotMatch(page, /Oldham|Weavers|01632|Where you live|protected/)
  assert.equal((await one.world.get(url, await one.as('kayleigh'))).statusCode, 404)
  const raised = await one.world.post(url, await one.as('kayleigh'), { wrong: 'x', right: '', share: 'no' })
  assert.equal(raised.statusCode, 404)
  assert.doesNotMatch((await one.person('nora')).body, /Oldham|Disputed/, 'nor do others see it')
  assert.match((await one.person('amina')).body, disputed, 'but for those who work with her where it is held')
})

test('what she wrote is sealed, and gone with her key', async () => {
  const { id } = await w.dispute('9 Oldham Court')
  const { rows } = await w.world.admin.query('select sealed::text as sealed from information_governance.fact_dispute_words')
  assert.ok(rows.length === 1 && !Buffer.from(rows[0].sealed.slice(2), 'hex').toString().includes('never lived'))
  const source = await w.world.sourceOf('council-housing', 'H1')
  const { rows: keys } = await w.world.admin.query('delete from platform.data_key where subject_id = $1 returning *', [source])
  const page = await w.world.get(`/disputes/${id}`, await w.officer('rosa'))
  assert.match(page.body, /What they wrote was erased/)
  await w.world.admin.query('insert into platform.data_key select * from json_populate_record(null::platform.data_key, $1)', [
    JSON.stringify(keys[0], (_, value) => (value?.type === 'Buffer' ? `\\x${Buffer.from(value.data).toString('hex')}` : value)),
  ])
})
