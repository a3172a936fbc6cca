// What must not be known, class by class: how it comes to be there, who may know of it, and that it is there for them.
import assert from 'node:assert/strict'
import { kept } from '#app/personal-data'
import { eraseApproved, listDue, noticeOddLooks } from '#modules/information-governance'
import { tiesOf } from '#modules/person-index'
import { anInvolvement, aPerson, type FeedName, type Reply, type Row, type StaffName, staff, type World } from '#testing/world'
import { anEvent, asResident, at, castOf, codeIn, done, home, kayleigh, opens, type ReaderName, sends } from './two-worlds.ts'

export type Secret = {
  readonly what: string
  readonly add: (world: World) => Promise<unknown>
  /** Who may know of it. */
  readonly within?: readonly ReaderName[]
  /** Fails where it is not there for whom it is meant: else nothing would be hidden. */
  readonly isThere: (world: World) => Promise<unknown>
  /** Where it is rightly counted, without whose it is, by whoever keeps the records of her own organisation. */
  readonly countedAt?: RegExp
  /** Its ids, by what stands before one in an address: to whoever may not know of it each is the id of nothing. */
  readonly ids?: (world: World) => Promise<Readonly<Record<string, string>>>
}

/** The one value of the one row that there is. */
const only = async (world: World, query: string, values: unknown[] = []): Promise<string> => {
  const { rows } = await world.admin.query({ text: query, values, rowMode: 'array' })
  assert.equal(rows.length, 1, query)
  return String(rows[0]![0])
}

/** One of the staff sees it on the page of this record's person. */
const seenBy =
  (who: StaffName, of: readonly [FeedName, string] = ['council-housing', 'H1'], says = /govuk-heading/) =>
  async (world: World): Promise<void> =>
    assert.match(done(await world.get(`/people/${await world.personOf(...of)}`, await world.session(who)), 200).body, says)

/** One of the staff looked at Kayleigh, which is in the log and withheld from her, with who looks at that again and when. */
const lookedUnseen =
  (who: StaffName, purpose?: string) =>
  async (world: World): Promise<void> => {
    const { rows } = await world.admin.query(
      `select visibility, withheld_ground is not null and reviewer is not null and review_on > date '2026-04-01' as reviewed
     from platform.access_entry where actor_id = $1 and purpose = $2 and view = 'person' and outcome = 'shown'`,
      [world.workers[who], purpose ?? staff[who].purpose],
    )
    assert.ok(rows.length > 0, `${who} looked, and it is in the log`)
    for (const row of rows) assert.deepEqual(row, { visibility: 'withheld', reviewed: true })
  }

const withheldLooksOf = async (world: World, who: StaffName): Promise<string[]> =>
  (
    await world.admin.query(
      "select id from platform.access_entry where actor_id = $1 and outcome = 'shown' and view = 'person' and visibility = 'withheld'",
      [world.workers[who]],
    )
  ).rows.map(({ id }) => id)

const takeUp = async (world: World, name: string, given: Reply) =>
  done(await world.post('/account/for', await asResident(world, name), { code: codeIn(given) }))

const chooseHelper = async (world: World): Promise<void> => {
  const choice = { called: 'Helen, my neighbour', scopes: 'who-looked', months: '3' }
  const given = await world.post('/account/helpers', await asResident(world, 'kayleigh'), choice)
  await takeUp(world, 'helen', done(given, 200))
}

/** The one right to act for somebody that there is. */
const rights = async (world: World): Promise<Record<string, string>> => {
  const id = await only(world, 'select id from information_governance.proxy_right')
  return { for: id, proxies: id }
}

const looksFor = async (world: World, name: string) =>
  world.get(`/account/for/${(await rights(world)).for}/access-events`, await asResident(world, name))

const moment = (name: string, time: string) => ({
  [`${name}-day`]: '1',
  [`${name}-month`]: '4',
  [`${name}-year`]: '2026',
  [`${name}-time`]: time,
})

const theIncident = (world: World) => only(world, 'select id from information_governance.incident')
const aRisk = (fieldClass: string, code: string, statement: string): Row => ({
  kind: 'risk-indicator',
  class: fieldClass,
  key: `N1-${fieldClass}`,
  person: 'N1',
  eventAt: at,
  code,
  statement,
  statedOn: '2026-03-20',
})

/** Keeps a record from being used: for every purpose, or for one. As it stands once its controller has decided. */
const limit = async (world: World, feed: FeedName, person: string, purpose: string | null): Promise<unknown> =>
  world.admin.query(
    `insert into information_governance.use_limit (id, part_id, kind, ground, purpose, controller_id, dataset_id, regime, source_person_id, since)
     select gen_random_uuid(), gen_random_uuid(), $1, $2, $3, s.controller_id, s.dataset_id, s.regime, s.source_person_id, '2026-03-30'
     from feeds.source_person s where s.source_person_id = $4`,
    [purpose ? 'stopped' : 'restricted', purpose ? 'upheld' : 'accuracy', purpose, await world.sourceOf(feed, person)],
  )

export const secrets: readonly Secret[] = [
  {
    what: 'a record of a sealed service, with another address, name, telephone and people in the home',
    isThere: lookedUnseen('dana'),
    // Somebody whom it alone knows; and the part of Kayleigh's request that it has to answer.
    ids: async (world) => ({
      people: await world.personOf('domestic-abuse', 'D3'),
      'subject-requests': await only(
        world,
        "select id from information_governance.subject_request_part where controller_id = 'GB-CHC-REFUGE'",
      ),
    }),
    add: async (world) => {
      const hers = { person: 'D1', eventAt: at }
      await world.load('domestic-abuse', [
        ...kayleigh('D1', { household: 'd-1' }),
        { kind: 'identity', key: 'D1-alias', ...hers, givenName: 'Katrin', familyName: 'Marlowe', nameUse: 'alias' },
        { kind: 'residence', key: 'D1-refuge', ...hers, address: 'Harbour House, 9 Hidden Lane', postcode: 'AL9 9ZZ' },
        { kind: 'contact-point', key: 'D1-phone', ...hers, system: 'phone', value: '01632 960777' },
        ...aPerson('D2', 'Alfie', 'Marsden', '2016-11-12', { ...home, household: 'd-1' }),
        ...aPerson('D3', 'Bertha', 'Unseen', '1961-01-01', { household: 'd-1' }),
        anInvolvement('D1', 'dana', { openedOn: '2026-03-30' }),
        { kind: 'event', class: 'event', key: 'D-E1', ...hers, type: 'missing', occurredAt: at, summary: 'Came to the refuge' },
      ])
      await opens(world, 'dana')
    },
  },
  {
    what: 'a record of a brokered service',
    isThere: lookedUnseen('ruth'),
    add: async (world) => {
      await world.load('drug-and-alcohol', [...kayleigh('R1'), anInvolvement('R1', 'ruth', { openedOn: '2026-03-30' })])
      await opens(world, 'ruth')
    },
  },
  {
    what: 'a brokered involvement within a service that is otherwise open',
    isThere: seenBy('stranger', ['council-housing', 'H1'], /Sanctuary scheme/),
    // Whoever answers for her own organisation answers for this service, too.
    within: ['amina', 'joanne', 'rosa'],
    add: (world) =>
      world.load('council-housing', [anInvolvement('H1', 'stranger', { existence: 'brokered', service: 'Sanctuary scheme' })]),
  },
  {
    what: 'where a protected person moved to',
    isThere: seenBy('nora', ['nhs-patients', 'N5'], /Shelter Lane/),
    within: ['nora'],
    add: (world) =>
      world.load('nhs-patients', [
        {
          kind: 'residence',
          key: 'N5-new',
          person: 'N5',
          eventAt: at,
          address: '3 Shelter Lane, Aldermere',
          postcode: 'AL9 8ZZ',
        },
        { kind: 'contact-point', key: 'N5-phone', person: 'N5', eventAt: at, system: 'phone', value: '01632 960778' },
      ]),
  },
  {
    what: 'a record that may be a protected person’s',
    isThere: seenBy('nora', ['nhs-patients', 'N6']),
    countedAt: /^\/retention$/,
    ids: async (world) => ({ people: await world.personOf('nhs-patients', 'N6') }),
    within: ['nora'],
    add: (world) =>
      world.load('nhs-patients', [
        ...aPerson('N6', 'Hannah', 'Whitcombe', '1990-07-17', { address: '3 Shelter Lane, Aldermere', postcode: 'AL9 8ZZ' }),
        anInvolvement('N6', 'nora'),
      ]),
  },
  {
    what: 'who a child was before her adoption',
    isThere: seenBy('stranger', ['council-housing', 'H8']),
    countedAt: /^\/retention$/,
    ids: async (world) => ({ people: await world.personOf('council-housing', 'H8') }),
    add: (world) =>
      world.load('council-housing', [
        ...aPerson('H8', 'Robin', 'Oldname', '2019-02-03', { ...home, household: 'h-8' }),
        anInvolvement('H8', 'stranger'),
      ]),
  },
  {
    what: 'what happened to her, in the police’s records',
    isThere: seenBy('colin', ['council-housing', 'H1'], /Assault at home/),
    within: ['colin'],
    add: (world) => world.load('police-incidents', [anEvent('P1', 'policing', 'Assault at home')]),
  },
  {
    what: 'what a clinic wrote of her health',
    isThere: seenBy('nora', ['council-housing', 'H1'], /Seen at the clinic/),
    within: ['nora'],
    add: (world) => world.load('nhs-patients', [anEvent('N1', 'health', 'Seen at the clinic')]),
  },
  {
    what: 'her NHS number',
    // No page shows a number.
    isThere: async (world) => {
      const numbers = "select count(*) from feeds.fact where kind = 'identifier' and source_person_id = $1"
      assert.equal(await only(world, numbers, [await world.sourceOf('nhs-patients', 'N1')]), '1')
    },
    within: ['nora'],
    add: (world) =>
      world.load('nhs-patients', [
        { kind: 'identifier', key: 'N1-number', person: 'N1', eventAt: at, scheme: 'nhs-number', value: '9990001072' },
      ]),
  },
  {
    what: 'what she needs, as the council’s housing service wrote it',
    isThere: seenBy('amina', ['council-housing', 'H1'], /Owes two lenders/),
    // At the front door a contact in hand opens it; and whoever answers her for the council reads what it holds.
    within: ['amina', 'joanne', 'fay', 'rosa'],
    add: (world) =>
      world.load('council-housing', [
        {
          kind: 'need',
          key: 'H1-need',
          person: 'H1',
          eventAt: at,
          code: 'debt',
          statement: 'Owes two lenders',
          statedOn: '2026-03-20',
        },
      ]),
  },
  {
    what: 'what a colleague told the front door of her',
    isThere: async (world) => assert.match((await world.get('/contacts', await world.session('stranger'))).body, /0000000000c1/),
    ids: async () => ({ contacts: '00000000-0000-4000-8000-0000000000c1' }),
    within: ['fay'],
    add: async (world) => {
      const contactId = '00000000-0000-4000-8000-0000000000c1'
      const said = { contactId, name: 'Kayleigh Marsden', worry: 'Shouting at night', phone: '01632 960123' }
      const sent = await world.post('/contacts', await world.session('stranger'), said)
      assert.equal(sent.statusCode, 303, sent.body)
    },
  },
  {
    what: 'a record that is restricted',
    countedAt: /^\/retention$/,
    isThere: seenBy('nora', ['nhs-patients', 'N7']),
    ids: async (world) => ({ people: await world.personOf('nhs-patients', 'N7') }),
    within: ['nora'],
    add: async (world) => {
      await world.load('nhs-patients', [
        ...aPerson('N7', 'Rowan', 'Farley', '1991-09-09', { ...home, household: 'n-1' }),
        anInvolvement('N7', 'nora', { openedOn: '2026-03-30' }),
        { kind: 'contact-point', key: 'N7-phone', person: 'N7', eventAt: at, system: 'phone', value: '01632 960779' },
      ])
      await limit(world, 'nhs-patients', 'N7', null)
    },
  },
  {
    what: 'a record whose use for every purpose of theirs was stopped',
    countedAt: /^\/retention$/,
    isThere: seenBy('amina', ['council-housing', 'H9']),
    ids: async (world) => ({ people: await world.personOf('council-housing', 'H9') }),
    within: ['amina', 'joanne'],
    add: async (world) => {
      await world.load('council-housing', [
        ...aPerson('H9', 'Rowan', 'Farley', '1991-09-09', home),
        anInvolvement('H9', 'amina'),
        { kind: 'contact-point', key: 'H9-phone', person: 'H9', eventAt: at, system: 'phone', value: '01632 960780' },
      ])
      for (const { purpose } of Object.values(staff)) await limit(world, 'council-housing', 'H9', purpose)
    },
  },
  {
    what: 'that a colleague is who this record is about',
    isThere: async (world) => {
      const alfie = await world.personOf('council-housing', 'H2')
      assert.equal((await world.get(`/people/${alfie}`, await world.session('stranger'))).statusCode, 403)
    },
    add: (world) => world.isHerself('stranger', 'council-housing', 'H2'),
  },
  {
    what: 'that somebody looked to protect a child (K3)',
    countedAt: /^\/processing-record/,
    add: (world) => opens(world, 'joanne', 'safeguarding-children'),
    isThere: lookedUnseen('joanne', 'safeguarding-children'),
    ids: async (world) => ({ 'access-events': (await withheldLooksOf(world, 'joanne'))[0]! }),
  },
  {
    what: 'that her record was opened in an emergency, which nobody has reviewed (K3)',
    countedAt: /^\/processing-record/,
    add: async (world) => {
      const why = { reason: 'danger-to-a-child', said: 'Nobody opens the door.' }
      await sends(world, 'amina', '/emergency-access', { person: await world.personOf('council-housing', 'H1'), ...why })
      await opens(world, 'amina')
    },
    // Who opened it, and whoever reviews it: an officer of another organisation.
    within: ['amina', 'mira'],
    isThere: async (world) => assert.ok((await withheldLooksOf(world, 'amina')).length > 0),
    ids: async (world) => ({
      'access-reviews': await only(world, 'select id from information_governance.emergency_access'),
      'access-events': (await withheldLooksOf(world, 'amina'))[0]!,
    }),
  },
  {
    what: 'that a colleague’s look at her was found odd',
    add: async (world) => {
      await world.admin.query(`insert into information_governance.odd_look_run (until) values ('2026-04-01T07:00:00Z')`)
      assert.equal(await noticeOddLooks(world.services, tiesOf), 1)
    },
    within: ['ines'],
    isThere: async (world) =>
      assert.match((await world.get('/my-day', await world.session('stranger'))).body, /The system noticed/),
    ids: async (world) => {
      const id = await only(world, 'select id from information_governance.odd_look')
      return { 'odd-looks': id, odd: id }
    },
  },
  {
    what: 'that she chose a helper (K6)',
    add: chooseHelper,
    within: ['kayleigh', 'her helper', 'joanne'],
    isThere: async (world) => assert.equal((await looksFor(world, 'helen')).statusCode, 200),
    ids: rights,
  },
  {
    what: 'a helper’s right that domestic abuse closed (K6)',
    add: async (world) => {
      await chooseHelper(world)
      await world.load('police-incidents', [{ ...anEvent('P1', 'policing', 'Shouting heard'), type: 'domestic-incident' }])
    },
    within: ['kayleigh', 'joanne', 'colin'],
    isThere: async (world) => assert.equal((await looksFor(world, 'helen')).statusCode, 404),
    ids: rights,
  },
  {
    what: 'a father’s right that a court’s order stopped (K6)',
    add: async (world) => {
      const alfie = `/people/${await world.personOf('council-housing', 'H2')}/proxies`
      const parent = { kind: 'parent', called: 'Darren, father', scopes: 'who-looked', evidence: 'Birth certificate of 2016' }
      const lead = await world.session('joanne', { steppedUp: true })
      await takeUp(world, 'darren', done(await world.post(`${alfie}/new`, lead, parent), 200))
      assert.equal((await looksFor(world, 'darren')).statusCode, 200)
      const order = { kind: 'no-contact', against: (await rights(world)).for!, reason: 'The order of 1 April' }
      await sends(world, 'joanne', `${alfie}/limits`, order)
    },
    within: ['joanne'],
    isThere: async (world) => assert.equal((await looksFor(world, 'darren')).statusCode, 404),
    ids: async (world) => ({
      ...(await rights(world)),
      limits: await only(world, 'select id from information_governance.proxy_limit'),
    }),
  },
  {
    what: 'that another resident asked for a copy of her data',
    add: async (world) => {
      const copy = { id: '00000000-0000-4000-8000-0000000000a2', to: 'GB-LAE-ALD', said: 'Who wrote about me?' }
      done(await world.post('/account/subject-requests?kind=copy', await asResident(world, 'helen'), copy))
    },
    // And whoever answers it.
    within: ['her helper', 'ines', 'rosa'],
    isThere: async (world) =>
      assert.match((await world.get('/account/subject-requests', await asResident(world, 'helen'))).body, /0000000000a2/),
    ids: async (world) => ({
      'subject-requests': await only(
        world,
        `select id from information_governance.subject_request_part where request_id = '00000000-0000-4000-8000-0000000000a2'`,
      ),
    }),
  },
  {
    what: 'that another resident says that a fact about her is wrong',
    add: async (world) => {
      const hers = await asResident(world, 'helen')
      const facts = (await world.get('/account/facts', hers)).body
      const fact = facts.split('<tr').find((row) => row.includes('3 Mill Lane'))!
      const url = /href="(\/account\/facts\/[^"]+)"/.exec(fact)![1]!
      done(await world.post(url, hers, { wrong: 'I never lived there.', right: '', share: 'no' }))
    },
    // And whoever answers it.
    within: ['her helper', 'ines', 'rosa'],
    isThere: async (world) =>
      assert.match(
        (await world.get('/disputes', await world.session('rosa', { purpose: 'subject-rights' }))).body,
        new RegExp(await only(world, 'select id from information_governance.fact_dispute')),
      ),
    ids: async (world) => ({ disputes: await only(world, 'select id from information_governance.fact_dispute') }),
  },
  {
    what: 'what the police wrote of her, whose day in the view is over (K8)',
    add: (world) =>
      world.load('police-incidents', [{ ...anEvent('P1', 'policing', 'Arrested, no charge'), leavesViewOn: '2026-04-01' }]),
    isThere: async (world) => {
      const facts = "select count(*) from feeds.fact where field_class = 'policing' and source_person_id = $1"
      assert.equal(await only(world, facts, [await world.sourceOf('police-incidents', 'P1')]), '2')
    },
  },
  {
    what: 'what an owner shared with one colleague who asked',
    countedAt: /^\/processing-record/,
    add: async (world) => {
      await world.load('police-incidents', [anEvent('P1', 'policing', 'Assault at home')])
      const id = '00000000-0000-4000-8000-0000000000b1'
      await sends(world, 'amina', '/access-requests', {
        id,
        person: await world.personOf('council-housing', 'H1'),
        dataset: 'police-incidents',
        question: 'Is he on bail?',
        why: 'A visit is due.',
        deadline: 'tomorrow',
      })
      await sends(world, 'pavel', `/access-requests/to-answer/${id}/share`, { classes: 'policing', said: 'Until the trial.' })
    },
    within: ['amina', 'colin'],
    isThere: seenBy('amina', ['council-housing', 'H1'], /Assault at home/),
    ids: async () => ({
      'access-requests': '00000000-0000-4000-8000-0000000000b1',
      'to-answer': '00000000-0000-4000-8000-0000000000b1',
    }),
  },
  {
    what: 'another organisation’s breach, with whom it reached, before anybody is told',
    add: async (world) => {
      const said = { said: 'Somebody looked at her neighbours', goingOn: 'no', ...moment('noticed', '9:30') }
      await sends(world, 'nora', '/incidents/new', said)
      const incident = `/incidents/${await theIncident(world)}`
      const counted = { ...moment('from', '7:00'), ...moment('to', '9:30'), by: 'account', which: world.workers.stranger }
      await sends(world, 'mira', `${incident}/count`, counted, 'information-governance')
      const notice = {
        happened: 'Somebody looked.',
        mean: 'They know.',
        did: 'We stopped it.',
        can: 'Tell us.',
        ring: '01632 960100',
      }
      await sends(world, 'mira', `${incident}/notice`, notice, 'information-governance')
      await sends(world, 'mira', `${incident}/people/freeze`, {}, 'breach-telling')
    },
    within: ['mira'],
    isThere: async (world) => {
      const list = await world.get(
        `/incidents/${await theIncident(world)}/people`,
        await world.session('mira', { purpose: 'breach-telling' }),
      )
      assert.match(list.body, /Kayleigh Marsden/)
    },
    ids: async (world) => ({ incidents: await theIncident(world), 'incident-reviews': await theIncident(world) }),
  },
  {
    what: 'a record that was erased (E2)',
    add: async (world) => {
      const long = { eventAt: '2016-02-01T10:00:00Z' }
      await world.load('nhs-patients', [
        ...kayleigh('N9', { address: '8 Bygone Street, Aldermere', postcode: 'AL8 8AA' }).map((row) => ({ ...row, ...long })),
        { kind: 'contact-point', key: 'N9-phone', person: 'N9', ...long, system: 'phone', value: '01632 960781' },
        { ...anEvent('N9', 'health', 'Seen long ago'), ...long, occurredAt: long.eventAt },
      ])
      await listDue(world.services, kept)
      await world.admin.query(
        `insert into information_governance.erasure_approval select id, gen_random_uuid(), 'A', 'data-owner', now()
         from information_governance.erasure_batch, generate_series(1, 2) where dataset_id = 'nhs-patients'`,
      )
      assert.equal(await eraseApproved(world.services, kept), 1)
      await world.work()
    },
    within: ['mira'],
    isThere: async (world) => {
      await assert.rejects(world.sourceOf('nhs-patients', 'N9'), /no source person/)
      assert.match((await world.get('/retention', await world.session('mira'))).body, /retention\/erasures\//)
    },
    ids: async (world) => ({
      erasures: await only(
        world,
        `select id from information_governance.erasure_batch where dataset_id = 'nhs-patients' and erased = 1`,
      ),
    }),
  },
  {
    what: 'that another organisation holds her record for an inquiry (E5)',
    add: (world) =>
      sends(world, 'mira', '/retention/holds', {
        dataset: 'nhs-patients',
        record: 'N1',
        ground: 'inquiry',
        reason: 'The inquiry into the clinic',
        'review-day': '1',
        'review-month': '9',
        'review-year': '2026',
      }),
    within: ['mira'],
    isThere: async (world) =>
      assert.match((await world.get('/retention', await world.session('mira'))).body, /The inquiry into the clinic/),
  },
  {
    what: 'that two accounts of one person are frozen (K4, P2)',
    add: async (world) => {
      const { codes } = castOf(world)
      for (const [nth, name] of ['first', 'second'].entries())
        await world.post('/account/code', await asResident(world, name), { code: codes[nth]! })
    },
    // Those who work with her are told.
    within: ['amina', 'joanne', 'nora', 'colin'],
    isThere: async (world) =>
      assert.equal(await only(world, 'select count(*) from resident_portal.resident_account where frozen_at is not null'), '2'),
    ids: async (world) => ({ 'frozen-accounts': castOf(world).accounts.get('first')! }),
  },
  {
    what: 'what keeps a visitor safe, to whoever does not visit (K9)',
    add: (world) => world.load('nhs-patients', [aRisk('visit-safety', 'two-to-visit', 'A dog that is loose in the yard')]),
    within: ['amina', 'joanne', 'nora', 'colin'],
    isThere: seenBy('amina', ['council-housing', 'H1'], /A dog that is loose in the yard/),
  },
  {
    what: 'a risk that a service wrote down of her',
    add: (world) => world.load('nhs-patients', [aRisk('risk', 'self-harm', 'Has spoken of harming herself')]),
    within: ['nora', 'joanne', 'fay'],
    isThere: seenBy('joanne', ['council-housing', 'H1'], /Has spoken of harming herself/),
  },
]
