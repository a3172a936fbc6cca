// A world in which every field that is sealed, or says of somebody what others may not know, has a word of its own: written by the product itself, through
// its pages and its feeds. Each word with who may read it.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listKey, noticeOddLooks } from '#modules/information-governance'
import { tiesOf } from '#modules/person-index'
import { makeList } from '#modules/shared-record'
import { systemClock } from '#platform/dates'
import { anInvolvement, aPerson, type Reply, type Row, type StaffName, staff, type World } from '#testing/world'
import { plantedWord } from './needles.ts'

/** Everybody who looks: the world's staff, more who are hired here, residents, and nobody. */
export type Reader = StaffName | 'fiona' | 'audrey' | 'anna' | 'kayleigh' | 'otherResident' | 'nobody'
export type Planted = {
  /** The columns that have it, and after a colon of what it is said. */
  readonly fields: readonly string[]
  readonly word: string
  readonly knows: readonly Reader[]
}
export type PlantedWorld = {
  readonly planted: readonly Planted[]
  /** A session of each reader for each purpose in which she works here. */
  readonly sessions: readonly { readonly reader: Reader; readonly token: string | null }[]
  /** Codes that were handed to somebody, once. */
  readonly codes: readonly string[]
  /** Ids of what was made, by what stands before them in an address. */
  readonly things: Readonly<Record<string, readonly string[]>>
}

/** What was made on the way, or stands there anyway. */
const others = {
  'incident-reviews': 'select id from information_governance.incident',
  rows: 'select id from feeds.quarantined_row',
  facts: 'select fact_id as id from information_governance.subject_request_mark limit 1',
  proxies: 'select id from information_governance.proxy_right',
  limits: 'select id from information_governance.proxy_limit',
  sittings: 'select sitting_id as id from information_governance.continuity_opening limit 1',
  feeds: `select id from feeds.feed where id in ('council-housing', 'nhs-patients')`,
  datasets: `select id from feeds.feed where id in ('council-housing', 'domestic-abuse')`,
  organisations: `select id from partnership.organisation where id = 'GB-LAE-ALD'`,
  'sharing-agreements': `select id from information_governance.sharing_agreement where code = 'AFH'`,
}

const at = '2026-03-20T10:00:00Z'
const council = 'GB-LAE-ALD'

/** What planting needs: words, sessions, and what to make of an answer. */
async function begin(world: World) {
  const planted: Planted[] = []
  /** A new word for a field or several, which these may read. */
  const word = (field: string, ...knows: Reader[]): string => {
    const one = plantedWord(planted.length)
    planted.push({ fields: field.split(', '), word: one, knows })
    return one
  }
  const things: Record<string, string[]> = {}
  const remember = (kind: string, id: string): string => {
    things[kind] = [...new Set([...(things[kind] ?? []), id])]
    return id
  }
  const sessions: { reader: Reader; token: string | null }[] = [{ reader: 'nobody', token: null }]
  const known = new Map<string, Promise<string>>()
  const hired = {
    fiona: await world.hire('fiona', { organisationId: council, name: 'Fiona Front', roles: ['front-door'] }),
    audrey: await world.hire('audrey', { organisationId: council, name: 'Audrey Auditor', roles: ['auditor'] }),
    anna: await world.hire('anna', { organisationId: 'GB-LAE-OFFICE', name: 'Anna Analyst', roles: ['analyst'] }),
  }
  const as = (reader: StaffName | keyof typeof hired, purpose?: string): Promise<string> => {
    const key = `${reader} ${purpose}`
    if (!known.has(key)) {
      const opened =
        reader in hired
          ? hired[reader as keyof typeof hired](purpose ?? 'front-door')
          : world.session(reader as StaffName, {
              ...(purpose ? { purpose } : {}),
              steppedUp: true,
              // The cookie itself is a secret of whoever holds it.
              token: word('ctx.session.token'),
            })
      known.set(
        key,
        opened.then((token) => {
          sessions.push({ reader, token })
          return token
        }),
      )
    }
    return known.get(key)!
  }
  const did = (reply: Reply, status = 303): Reply => {
    assert.equal(
      reply.statusCode,
      status,
      reply.body
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .slice(0, 900),
    )
    return reply
  }
  const codes: string[] = []
  const codeOn = (page: Reply): string => {
    const [, code = ''] = /class="cw-code">([A-Z0-9-]+)</.exec(page.body) ?? []
    assert.ok(code)
    codes.push(code)
    return code
  }
  const one = async (sql: string, values: readonly unknown[] = []) => (await world.admin.query(sql, [...values])).rows[0]
  return { world, planted, sessions, codes, things, word, as, did, one, remember, codeOn }
}
type Planting = Awaited<ReturnType<typeof begin>>

const fact = (kind: string, person: string, nth: string, more: Row): Row => ({
  kind,
  key: `${person}-${nth}`,
  person,
  eventAt: at,
  ...more,
})
const event = (person: string, fieldClass: string, nth: string, summary: string): Row =>
  fact('event', person, nth, { class: fieldClass, type: 'note', occurredAt: at, summary, role: 'subject' })
const kayleigh = (person: string, more = {}) =>
  aPerson(person, 'Kayleigh', 'Marsden', '1993-07-04', { household: `${person}-home`, ...more })

/** What agencies send. Gives the word that is to stand in Kayleigh’s copy. */
async function sendRecords({ world, word, remember }: Planting): Promise<string> {
  const quarantined = word('feeds.quarantined_row.record_sealed')
  const copied = word(
    'feeds.fact.content, information_governance.subject_request_pack.sealed',
    'kayleigh',
    'rosa',
    'amina',
    'joanne',
    'fiona',
  )
  const ordinary = word('feeds.fact.content, person_index.match_record.sealed', 'amina', 'joanne', 'petra', 'doug')
  const listed = word('feeds.fact.content: on the continuity list', 'joanne', 'otherResident')
  const batch = await world.load('council-housing', [
    ...kayleigh('H1'),
    anInvolvement('H1', 'amina'),
    anInvolvement('H1', 'joanne', { key: 'lead' }),
    event('H1', 'event', 'pack', `The window was broken: ${copied}`),
    ...aPerson('H2', 'Mia', 'Marsden', '2015-06-10', { household: 'H1-home' }),
    anInvolvement('H2', 'joanne'),
    // Amina as a resident, and her neighbour.
    ...aPerson('H3', 'Amina', 'Hussain', '1988-02-03', { address: '2 Mill Lane, Aldermere', postcode: 'AL2 2AA' }),
    ...aPerson('H4', 'Nora', 'Next', '1970-01-01', { address: '4 Mill Lane, Aldermere', postcode: 'AL2 2AA' }),
    anInvolvement('H4', 'joanne'),
    ...aPerson('H5', 'Tamsin', ordinary, '1971-01-01', { address: '9 Long Lane, Aldermere', postcode: 'AL3 3AA' }),
    anInvolvement('H5', 'joanne'),
    ...aPerson('H6', 'Walter', 'Wander', '1950-01-01', { address: `1 ${listed} Lane, Aldermere`, postcode: 'AL4 4AA' }),
    anInvolvement('H6', 'joanne', { service: 'Children’s services: child protection plan' }),
    ...Array.from({ length: 40 }, (_, nth) => event('H6', 'event', `many-${nth}`, 'A letter was sent')),
    { ...event('H1', 'event', 'wrong', 'A letter was sent'), occurredAt: quarantined },
  ])
  remember('batches', batch)
  const protectedName = word('feeds.fact.content, person_index.protected_record.sealed', 'colin', 'nora', 'kezia', 'karim')
  const refuge = word('feeds.fact.content: a protected address', 'nora', 'karim')
  // Joanne opens what others hold of her in an emergency.
  const health = word('feeds.fact.sealed: health', 'nora', 'joanne', 'fiona')
  const mail = word('feeds.fact.content: a protected contact', 'nora', 'karim')
  await world.load('police-incidents', [
    ...kayleigh('P1'),
    event('P1', 'policing', 'crime', `Assaulted: ${word('feeds.fact.sealed: policing', 'colin', 'amina', 'joanne', 'fiona')}`),
    anInvolvement('P1', 'colin'),
    ...aPerson('P9', 'Hannah', protectedName, '1990-06-17', { address: '5 Oldhome Row, Aldermere', postcode: 'AL1 5AA' }).map(
      (row) => (row.kind === 'identity' ? { ...row, addressProtected: true } : row),
    ),
    anInvolvement('P9', 'colin'),
  ])
  await world.load('nhs-patients', [
    ...kayleigh('N1'),
    event('N1', 'health', 'clinic', `Seen: ${health}`),
    anInvolvement('N1', 'nora'),
    ...aPerson('N9', 'Hannah', protectedName, '1990-06-17', { address: `3 ${refuge} Lane, Aldermere`, postcode: 'AL9 9ZZ' }),
    fact('contact-point', 'N9', 'mail', { system: 'email', value: `${mail}@example.org` }),
    anInvolvement('N9', 'nora'),
    // May be she, or not: a key-holder says.
    ...aPerson('N8', 'Hannah', protectedName, '1990-07-17', { address: '8 Other Row, Aldermere', postcode: 'AL8 8AA' }),
    anInvolvement('N8', 'nora'),
  ])
  await world.load('drug-and-alcohol', [
    ...kayleigh('R1'),
    event('R1', 'health', 'detox', word('feeds.fact.sealed: of a brokered service', 'ruth')),
    fact('need', 'R1', 'need', {
      code: 'x',
      statement: word('feeds.fact.content: a need of a brokered service', 'ruth'),
      statedOn: '2026-03-01',
    }),
    anInvolvement('R1', 'ruth', { service: word('feeds.fact.content: a brokered service', 'ruth') }),
  ])
  return copied
}

type People = {
  /** Kayleigh, Mia and Hannah, as the index knows them. */
  readonly her: string
  readonly mia: string
  readonly hannah: string
  /** Kayleigh's account, and a session of it. */
  readonly account: string
  readonly resident: string
  /** What stands in her copy. */
  readonly copied: string
}
async function peopleOf({ world, word, remember, sessions }: Planting, copied: string): Promise<People> {
  const her = remember('people', await world.personOf('council-housing', 'H1'))
  const mia = remember('people', await world.personOf('council-housing', 'H2'))
  const hannah = remember('people', await world.personOf('nhs-patients', 'N9'))
  const account = await world.account('kayleigh', { feed: 'council-housing', person: 'H1' })
  const resident = await world.session({ resident: account }, { token: word('ctx.session.token') })
  sessions.push({ reader: 'kayleigh', token: resident })
  sessions.push({
    reader: 'otherResident',
    token: await world.session({ resident: await world.account('other', { feed: 'council-housing', person: 'H6' }) }),
  })
  return { her, mia, hannah, account, resident, copied }
}

/** What is told at the front door, and why it was not passed on: under a duty that is not in force yet. */
async function tellFrontDoor({ world, word, as, did, remember }: Planting): Promise<void> {
  await world.admin.query(
    `update information_governance.gateway set in_force_from = '2026-01-01' where id = 'children-act-2004-s16la'`,
  )
  const told = (...knows: Reader[]) => word('casework.contact.told', 'amina', 'fiona', ...knows)
  const contactId = remember('contacts', randomUUID())
  const contact = {
    contactId,
    name: `Kayleigh ${told()}`,
    worry: told(),
    address: told(),
    caller: '',
    born: '10',
    phone: '01632 960123',
  }
  did(await world.post('/contacts', await as('amina'), contact))
  did(await world.post(`/contacts/${contactId}/take`, await as('fiona')))
  const notShared = word('casework.contact.not_shared', 'fiona')
  did(await world.post(`/contacts/${contactId}/close`, await as('fiona'), { result: 'rang-back', notShared }))
}

/** A worry, what is decided, and the plan that comes of it, as far as its person's own page. */
async function worryAndPlan({ world, word, as, did, one, remember }: Planting, { her, resident }: People): Promise<void> {
  const fiona = await as('fiona', 'safeguarding-children')
  const told = () => word('casework.concern.told', 'amina', 'joanne', 'fiona', 'rosa')
  const concernId = remember('concerns', randomUUID())
  const worry = { concernId, seen: told(), others: told(), ownWords: told(), opinion: told(), whyNot: told(), safeWay: told() }
  did(await world.post(`/people/${her}/concerns`, await as('joanne'), { ...worry, danger: 'soon', agrees: 'no' }))
  did(await world.post(`/concerns/${concernId}/take`, fiona))
  const reason = word('casework.concern.reason', 'amina', 'joanne', 'fiona', 'rosa')
  did(await world.post(`/concerns/${concernId}/decide`, fiona, { decision: 'early-help', reason }))
  const team = ['amina', 'joanne', 'fiona', 'kayleigh', 'rosa'] as const
  const written = () => word('casework.plan_entry.content', ...team)
  const planId = remember('plans', randomUUID())
  const form = { planId, kind: 'family-help', lead: world.workers.joanne, members: world.workers.amina, why: written() }
  did(await world.post(`/concerns/${concernId}/team`, fiona, form))
  const write = async (fields: Record<string, string>) => {
    const { after } = await one(`select max(seq)::text as after from casework.plan_entry where plan_id = '${planId}'`)
    did(await world.post(`/plans/${planId}/entries`, await as('joanne'), { after, id: '', nth: '', ...fields }))
  }
  const goal = randomUUID()
  await write({ kind: 'goal-set', id: goal, 'goal-set-words': written() })
  const by = { 'action-set-by-1-day': '1', 'action-set-by-1-month': '5', 'action-set-by-1-year': '2026' }
  await write({
    kind: 'action-set',
    id: goal,
    nth: '1',
    'action-set-what-1': written(),
    'action-set-who-1': world.workers.amina,
    ...by,
  })
  const seenWords = { seen: 'yes', alone: 'yes', where: written(), said: written() }
  const { after } = await one(`select max(seq)::text as after from casework.plan_entry where plan_id = '${planId}'`)
  const visited = { after, 'on-day': '31', 'on-month': '3', 'on-year': '2026', ...seenWords }
  did(await world.post(`/plans/${planId}/steps/${remember('steps', 'child-seen')}`, await as('joanne'), visited))
  await write({ kind: 'sent' })
  did(await world.post(`/account/plan/${planId}/change`, resident, { words: written() }))

  const referralId = remember('referrals', randomUUID())
  const referred = () =>
    word('casework.referral_entry.content', 'amina', 'joanne', 'nora', 'fiona', 'rosa', 'stranger', 'kayleigh')
  const referral = { referralId, to: 'GB-NHS-ALD', need: referred(), agrees: 'yes', safeWay: referred() }
  did(await world.post(`/people/${her}/referrals`, await as('joanne'), referral))
  const answer = { kind: 'accepted', after: '1', 'accepted-worker': referred(), 'accepted-phone': '' }
  did(await world.post(`/referrals/${referralId}/entries`, await as('nora'), answer))

  // What she tells once goes to the front door, and by her choice to the team.
  const tells = (field: string, ...knows: Reader[]) => word(field, 'kayleigh', 'fiona', 'rosa', ...knows)
  const answers = { now: tells('casework.story.answers', 'amina', 'joanne'), reach: '01632 960123 in the morning' }
  for (const [question, words] of Object.entries(answers))
    did(await world.post(`/account/story/${question}`, resident, { words }))
  did(await world.post('/account/story/send', resident))
  did(await world.post(`/account/plan/${planId}/story`, resident))
}

/** A question to an owner, and the answer. */
async function askOwner({ world, word, as, did, remember }: Planting, { her }: People): Promise<void> {
  const asked = () => word('information_governance.access_request.asked', 'amina', 'pavel')
  const request = remember('access-requests', randomUUID())
  remember('to-answer', request)
  const asks = { id: request, person: her, dataset: 'police-incidents', question: asked(), why: asked(), deadline: 'tomorrow' }
  did(await world.post('/access-requests', await as('amina'), asks))
  const answer = { classes: 'policing', said: word('information_governance.access_request_answer.said', 'amina', 'pavel') }
  did(await world.post(`/access-requests/to-answer/${request}/share`, await as('pavel'), answer))
}

/** What is opened in an emergency, and why. */
async function openInEmergency({ world, word, as, did, one, remember }: Planting, { her }: People): Promise<void> {
  const danger = word('information_governance.emergency_access.said', 'joanne', 'mira')
  did(await world.post('/emergency-access', await as('joanne'), { person: her, reason: 'danger-to-a-child', said: danger }))
  remember('access-reviews', (await one('select id from information_governance.emergency_access')).id)
}

/** Her rights: what she asks, what is written of it, and the copy. */
async function askForRights({ world, word, as, did, one, remember }: Planting, { resident, copied }: People): Promise<void> {
  const rights = 'subject-rights'
  const copy = randomUUID()
  remember('subject-requests', copy)
  const saidOf = (field: string) =>
    word(`information_governance.subject_request${field}.said`, 'rosa', ...(field === '_mark' ? [] : (['kayleigh'] as const)))
  did(await world.post('/account/subject-requests?kind=copy', resident, { id: copy, to: council, said: saidOf('') }))
  const part = (await one('select id from information_governance.subject_request_part where request_id = $1', [copy])).id
  remember('subject-requests', part)
  const officer = await as('rosa', rights)
  did(await world.post(`/subject-requests/${part}/pause`, officer, { reason: 'clarification', ask: saidOf('_step') }))
  did(await world.post(`/account/subject-requests/${copy}/reply`, resident, { part, [`reply-${part}`]: saidOf('_step') }))
  for (let again = 0; again < 20; again++) {
    const { body } = await world.get(`/subject-requests/${part}`, officer)
    const row = body.split('<tr').find((text) => text.includes('Look at this') && text.includes('/facts/'))
    if (!row) break
    const form = row.includes(copied)
      ? { ground: 'keep', reason: '', told: 'yes' }
      : { ground: 'third-party', reason: saidOf('_mark'), told: 'yes' }
    did(await world.post(`/subject-requests/${part}/facts/${/\/facts\/(\d+)/.exec(row)![1]}`, officer, form))
  }
  did(await world.post(`/subject-requests/${part}/finish`, officer, { said: saidOf('_step') }))
}

/** That something held about her is wrong. */
async function disputeFact({ world, word, as, did, one, remember }: Planting, { resident }: People): Promise<void> {
  const officer = await as('rosa', 'subject-rights')
  const dispute = (...knows: Reader[]) => word('information_governance.fact_dispute_words.sealed', 'kayleigh', 'rosa', ...knows)
  // Whoever reads the fact reads that she disputes it: the front door too, which has a worry about her in hand.
  const recipients = () => dispute('amina', 'joanne', 'fiona')
  const facts = (await world.get('/account/facts', resident)).body.split('<tr').find((text) => text.includes('Weavers Row'))!
  const disputed = /href="(\/account\/facts\/[^"]+)"/.exec(facts)![1]!
  did(await world.post(disputed, resident, { wrong: recipients(), right: recipients(), share: 'no' }))
  const disputeId = remember('disputes', (await one('select id from information_governance.fact_dispute')).id)
  const noDay = { 'corrected-day': '', 'corrected-month': '', 'corrected-year': '' }
  did(await world.post(`/disputes/${disputeId}`, officer, { outcome: 'not-corrected', ...noDay, said: dispute() }))
}

/** Something that went wrong, from its report to who is told. */
async function reportIncident({ world, word, as, did, one, remember }: Planting, { her }: People): Promise<void> {
  const governance = await as('ines', 'information-governance')
  const telling = await as('ines', 'breach-telling')
  const moment = (name: string, day: number, time: string) => ({
    [`${name}-day`]: String(day),
    [`${name}-month`]: '4',
    [`${name}-year`]: '2026',
    [`${name}-time`]: time,
  })
  const report = { said: word('information_governance.incident.said', 'ines'), goingOn: 'no', ...moment('noticed', 1, '9:30') }
  did(await world.post('/incidents/new', await as('amina'), report))
  const incident = remember('incidents', (await one('select id from information_governance.incident')).id)
  const entry = { words: word('information_governance.incident_entry.said', 'ines') }
  did(await world.post(`/incidents/${incident}/entries/note`, governance, entry))
  // What somebody saw of her, so that there is whom to tell.
  did(await world.get(`/people/${her}`, await as('amina')), 200)
  await world.admin.query(`update platform.access_entry set occurred_at = '2026-04-01T08:00:00Z' where actor_id = $1`, [
    world.workers.amina,
  ])
  const looks = { ...moment('from', 1, '8:00'), ...moment('to', 1, '9:59'), by: 'account', which: world.workers.amina }
  did(await world.post(`/incidents/${incident}/count`, governance, looks))
  const notice = () => word('information_governance.incident_notice.said', 'ines', 'kayleigh', 'rosa')
  const notices = { happened: notice(), mean: notice(), did: notice(), can: notice(), ring: notice() }
  did(await world.post(`/incidents/${incident}/notice`, governance, notices))
  did(await world.post(`/incidents/${incident}/people/freeze`, telling))
  const how = { kind: 'worker', said: word('information_governance.incident_telling.said', 'ines', 'rosa') }
  did(await world.post(`/incidents/${incident}/people/${her}`, telling, how))
}

/** An odd look, what the worker says of it and what the officer does. */
async function lookOddly({ world, word, as, did, one, remember }: Planting): Promise<void> {
  const governance = await as('ines', 'information-governance')
  await world.isHerself('amina', 'council-housing', 'H3')
  await world.admin.query(
    `insert into information_governance.relationship (id, worker_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from, reason)
     select gen_random_uuid(), $1, controller_id, dataset_id, regime, id, 'contact-in-hand', 'casework', source_key, '2026-03-31', 'somebody rang'
     from feeds.source_person where source_key = 'H4'`,
    [world.workers.amina],
  )
  did(await world.get(`/people/${await world.personOf('council-housing', 'H4')}`, await as('amina')), 200)
  await noticeOddLooks(world.services, tiesOf)
  const odd = remember('odd-looks', (await one('select id from information_governance.odd_look')).id)
  remember('odd', odd)
  const step = () => word('information_governance.odd_look_step.said', 'amina', 'ines')
  did(await world.post(`/odd-looks/${odd}`, await as('amina'), { said: step() }))
  did(await world.post(`/access-reviews/odd/${odd}`, governance, { finding: 'asked', reasons: step() }))
}

/** Who acts for a child, and what stops it. */
async function actForChild({ world, word, as, did, one, codeOn }: Planting, { mia, resident }: People): Promise<void> {
  const proxy = (column: string, ...knows: Reader[]) => word(`information_governance.${column}`, 'joanne', ...knows)
  const lead = await as('joanne')
  /** A right that is taken up, changed in these ways, and shown or ended then. */
  const aRight = async (...changes: readonly (readonly [change: string, column: string])[]) => {
    const form = {
      kind: 'parent',
      scopes: 'who-looked',
      called: proxy('proxy_right.called'),
      evidence: proxy('proxy_right.evidence'),
    }
    const given = did(await world.post(`/people/${mia}/proxies/new`, lead, form), 200)
    did(await world.post('/account/for', resident, { code: codeOn(given) }))
    const { id } = await one('select id from information_governance.proxy_right order by ended_at nulls first')
    for (const [change, column] of changes)
      did(await world.post(`/people/${mia}/proxies/${id}`, lead, { change, reason: proxy(column) }))
  }
  await aRight(['end', 'proxy_right.ended_reason'])
  await aRight(['safe', 'proxy_right.safe_said'], ['review', 'proxy_right.review_said'])
  const limits = `/people/${mia}/proxies/limits`
  const limitBecause = async (column: string) =>
    did(await world.post(limits, lead, { kind: 'no-contact', against: 'everyone', reason: proxy(column) }))
  await limitBecause('proxy_limit.reason')
  const limit = (await one('select id from information_governance.proxy_limit')).id
  did(await world.post(`${limits}/${limit}`, lead, { reason: proxy('proxy_limit.lifted_reason') }))
  await limitBecause('proxy_limit.reason')
}

/** What a service holds that nobody may know to be involved: last, since it closes what others were let see of the home. */
async function hideService({ world, word }: Planting): Promise<void> {
  await world.load('domestic-abuse', [
    ...kayleigh('D1', { address: `9 ${word('feeds.fact.content: a refuge', 'dana')} House`, postcode: 'AL9 9ZZ' }),
    fact('identity', 'D1', 'alias', {
      givenName: 'Katrin',
      familyName: word('feeds.fact.content: an alias', 'dana'),
      nameUse: 'alias',
    }),
    event('D1', 'event', 'came', word('feeds.fact.content: domestic abuse', 'dana')),
    event('D1', 'policing', 'was', word('feeds.fact.sealed: domestic abuse', 'dana')),
    fact('risk-indicator', 'D1', 'risk', {
      class: 'risk',
      code: 'risk',
      statement: word('feeds.fact.content: a risk', 'dana'),
      statedOn: '2026-03-01',
    }),
    anInvolvement('D1', 'dana', { nextEvent: word('feeds.fact.content: what comes next', 'dana') }),
  ])
}

/** Whose records are one person: reviewers, key-holders, workers. */
async function decideWhoIsWho({ world, word, as, did, one, remember }: Planting, { her }: People): Promise<void> {
  const lead = await as('joanne')
  const deskOf = async (desk: string, reader: StaffName, column: string) => {
    const queue = (await world.get(`/api/v1/${desk}`, await as(reader))).json() as { next: { id: string }[] }
    const pair = remember(desk, queue.next[0]!.id)
    did(await world.get(`/${desk}/${pair}`, await as(reader)), 200)
    did(await world.post(`/${desk}/${pair}`, await as(reader), { answer: 'different', reason: word(column, reader) }))
  }
  await deskOf(
    'protected-matches',
    'kezia',
    'person_index.review_answer.reason, person_index.link_decision.reason: a key-holder’s',
  )
  const records = (await world.get(`/api/v1/people/${her}/linked-records`, lead)).json() as {
    records: { sourcePersonId: string }[]
  }
  const decided = () => word('person_index.link_decision.reason', 'joanne', 'amina', 'nora', 'colin', 'ruth', 'fiona')
  did(
    await world.post(`/people/${her}/linked-records/split`, lead, {
      record: records.records[0]!.sourcePersonId,
      reason: decided(),
    }),
  )
  const decision = remember(
    'decisions',
    (await one(`select decision_id as id from person_index.link_decision where decided_by = $1`, [world.workers.joanne])).id,
  )
  const undone = word('person_index.link_decision.undone_reason', 'joanne', 'amina', 'nora', 'colin', 'ruth', 'fiona')
  const whose = remember('people', await world.personOf('council-housing', 'H1'))
  did(await world.post(`/people/${whose}/linked-records/decisions/${decision}`, lead, { reason: undone }))
  await world.work()
}

/** Two accounts for one person. */
async function freezeAccounts({ world, word, as, did, one, remember, codeOn }: Planting, { account }: People): Promise<void> {
  const lead = await as('joanne')
  const person = await world.personOf('council-housing', 'H1')
  const second = await world.session({ resident: await world.account('second') })
  const page = did(await world.post(`/people/${person}/code`, await as('amina')), 200)
  await world.post('/account/code', second, { code: codeOn(page) })
  const freeze = remember(
    'frozen-accounts',
    (await one('select id from resident_portal.account_freeze where account_id = $1', [account])).id,
  )
  const thawed = word('resident_portal.account_freeze.thawed_reason', 'joanne', 'amina', 'nora', 'colin', 'ruth', 'dana')
  did(await world.post(`/frozen-accounts/${freeze}/thaw`, lead, { reason: thawed }))
}

/** Plants a word in every such field. */
export async function plantEverywhere(world: World): Promise<PlantedWorld> {
  const planting = await begin(world)
  const { as, remember } = planting
  const copied = await sendRecords(planting)
  const people = await peopleOf(planting, copied)
  await tellFrontDoor(planting)
  await worryAndPlan(planting, people)
  await askOwner(planting, people)
  await openInEmergency(planting, people)
  await askForRights(planting, people)
  await disputeFact(planting, people)
  await reportIncident(planting, people)
  await lookOddly(planting)
  await actForChild(planting, people)
  await hideService(planting)
  await decideWhoIsWho(planting, people)
  await freezeAccounts(planting, people)
  await openList(
    world,
    planting.word('information_governance.continuity_opening.said', 'ines', 'mira'),
    await as('fiona', 'safeguarding-children'),
  )
  remember('people', await world.personOf('council-housing', 'H5'))
  for (const who of Object.keys(staff) as StaffName[]) await as(who)
  for (const who of ['audrey', 'anna'] as const) await as(who, 'information-governance')
  for (const who of ['ines', 'mira'] as const) await as(who, 'information-governance')
  for (const [kind, sql] of Object.entries(others))
    for (const { id } of (await world.admin.query(sql)).rows) remember(kind, String(id))
  const { planted, sessions, codes, things } = planting
  return { planted, sessions, codes, things }
}

/** Writes the continuity list, opens it with the shipped program for this reason, and hands in what that wrote. */
async function openList(world: World, reason: string, token: string): Promise<void> {
  // What the duty team has on its own machine is none of the product's.
  const folder = mkdtempSync(join(tmpdir(), 'commonweal-duty-'))
  const [key, lists] = [join(folder, 'duty.key'), join(world.services.config.DATA_DIR, 'lists')]
  const passphrase = 'a long passphrase'
  const tool = (args: readonly string[], answers: readonly string[]): Promise<string> =>
    new Promise((resolve, reject) => {
      const child = execFile(process.execPath, ['tools/continuity.mjs', ...args], (error, stdout) =>
        error ? reject(error) : resolve(stdout),
      )
      child.stdin!.end(`${answers.join('\n')}\n`)
    })
  const made = await tool(
    ['new-key', `--key=${key}`, '--name=duty-team/continuity', `--from=${listKey(world.services)}`],
    [passphrase, passphrase],
  )
  Object.assign(world.services.config, { CONTINUITY_KEY: /^duty-team\S+/m.exec(made)![0], CONTINUITY_DIR: lists })
  const before = world.services.house.now()
  world.setNow(systemClock()) // the program has no other clock
  await makeList(world.services)
  await tool(['open', `--key=${key}`, `--lists=${lists}`], [passphrase, 'Leanne Foster', '1', reason, 'walter', ''])
  const part = (name: string, content: string) =>
    `--edge\r\ncontent-disposition: form-data; name="${name}"${name === 'file' ? '; filename="record.ndjson"' : ''}\r\n\r\n${content}\r\n`
  world.setNow(systemClock())
  const reply = await world.app.inject({
    method: 'POST',
    url: '/continuity/hand-in',
    headers: {
      host: '127.0.0.1:3998',
      origin: 'http://127.0.0.1:3998',
      cookie: `session=${token}`,
      accept: 'text/html',
      'content-type': 'multipart/form-data; boundary=edge',
    },
    payload: `${part('csrf', world.app.kernel.csrfTokenFor(token))}${part('file', readFileSync(join(folder, 'continuity-openings.ndjson'), 'utf8'))}--edge--\r\n`,
  })
  assert.equal(reply.statusCode, 200, reply.body)
  rmSync(folder, { recursive: true })
  world.setNow(before)
}
