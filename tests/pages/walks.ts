// Every page of the product, found in its routes and reached by its own links, as somebody who may open it.
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { TestPlace, Visitor } from '#testing/place'
import { routesOfTheApp } from '../../scripts/docs/from-app.ts'

/** Whose links are followed, and from where. Between them they may open every page. */
const walks: readonly [persona: string, from: readonly string[]][] = [
  ['amina-hussain', ['/', '/my-day', '/people?name=Kayleigh+Marsden', '/referrals', '/access-requests', '/incidents/thanks']],
  // What was noticed of her looks.
  ['grace-adeyemi', ['/my-day', '/odd-looks']],
  ['colin-mabey', ['/access-requests/to-answer']],
  ['judith-marr', ['/access-log']],
  ['leanne-foster', ['/continuity']],
  ['miriam-stein', ['/access-reviews', '/continuity/sittings', '/log-journal']],
  [
    'owen-pritchard',
    [
      '/governance',
      '/access-reviews',
      '/sharing-agreements',
      '/assessments',
      '/incidents',
      '/processing-record',
      '/retention',
      '/assessments/new',
    ],
  ],
  ['raymond-cole', ['/contacts']],
  ['priti-desai', ['/teams']],
  ['joanne-tully', ['/people?name=Jayden+Marsden']],
  ['daniel-whitmore', ['/my-day']],
  ['callum-reid', ['/start', '/feeds']],
  ['priya-nair', ['/match-candidates']],
  ['zainab-malik', ['/matching']],
  ['tomasz-zielinski', ['/match-candidates']],
  ['judith-marlowe', ['/protected-matches']],
  ['samuel-osei', ['/protected-matches']],
  // Who chose a helper, and he.
  ['grace-adeyemi-resident', ['/account']],
  ['martin-holloway', ['/account']],
  // Her own look is on the list the second time.
  ['tyrell-fenton', ['/account', '/account/access-events', '/account/access-events?lang=en']],
  ['kayleigh-marsden', ['/account', '/account/code']],
]
/** Pages that lead elsewhere at once: the identity provider's way out and back. Their own tests walk them. */
export const leadElsewhere = ['/sign-in', '/sign-in/callback']

export type Visit = { readonly route: string; readonly path: string; readonly visitor: Visitor }

// A process walks through one place.
let place: TestPlace
let routes: readonly string[]
const visits: Visit[] = []

/** Does in a new place whatever has pages of its own, and then follows everybody's links. Answers the routes of all pages, and of each that was reached one visit. */
export async function walkEverywhere(
  through: TestPlace,
): Promise<{ readonly routes: readonly string[]; readonly visits: readonly Visit[] }> {
  place = through
  routes = (await routesOfTheApp()).filter((route) => route.page && route.method === 'GET').map((route) => route.url)
  const sender = await place.as('sam-turnbull')
  await sender.post('/contacts', { contactId: randomUUID(), name: 'Kayleigh Marsden', worry: 'Shouting.', phone: '01632 960123' })
  await askTheOwner(await place.as('amina-hussain'))
  const worries = await worry(await place.as('amina-hussain'), await place.as('raymond-cole'))
  await splitSomeone(await place.as('joanne-tully'))
  const proxies = await letSomeoneAct(await place.as('joanne-tully'))
  await freezeSomeonesAccounts()
  await readWhileBehind()
  const drafts = await draftSomething(await place.as('owen-pritchard'))
  await compareRecords()
  await compareLinks(await place.as('zainab-malik'))
  for (const [persona, from] of walks) await walk(await place.as(persona), from)
  await walk(await place.as('raymond-cole'), worries)
  await walk(await place.as('marcus-bell'), ['/plans'])
  await walk(await place.as('kayleigh-marsden'), [await askForReview(await place.as('kayleigh-marsden'))])
  await walk(await place.as('joanne-tully'), proxies)
  await walk(await place.as('owen-pritchard'), drafts)
  await giveSomeoneACopy()
  await tellSomebody()
  // No row of so small a place is broken: one is put beside a batch, so that its page is looked at too.
  const [row] = await place.admin<{ feed: string; batch: string }>(
    `with batch as (select id, feed_id from feeds.batch where applied_at is not null order by id limit 1),
      row as (insert into feeds.quarantined_row (id, batch_id, row_no, field, value_class, rule, what_to_do, record_sealed, quarantined_at)
        select gen_random_uuid(), id, 7, 'dateOfBirth', 'identity', 'date', 'Give day, month and year.', '\\x00', now() from batch)
    select feed_id as feed, id as batch from batch`,
  )
  await walk(await place.as('callum-reid'), [`/feeds/${row!.feed}/batches/${row!.batch}`])
  return { routes, visits }
}

/** Asks the police about somebody, so that there is a request to look at and to answer. */
async function askTheOwner(visitor: Visitor): Promise<void> {
  const { people } = await visitor.json<{ people: { personId: string }[] }>('/api/v1/people?name=Kayleigh+Marsden')
  const about = { person: people[0]!.personId, dataset: 'police-incidents' }
  const asked = {
    question: 'Is it safe to visit?',
    why: 'A visit is due.',
    deadline: 'tomorrow',
    'on-day': '',
    'on-month': '',
    'on-year': '',
  }
  await visitor.post('/access-requests', { id: randomUUID(), ...about, ...asked })
}

/** Sends a worry that waits for its decision, and one that was decided so that a team forms: where the front door reads them. */
async function worry(writer: Visitor, frontDoor: Visitor): Promise<string[]> {
  const { people } = await writer.json<{ people: { personId: string }[] }>('/api/v1/people?name=Kayleigh+Marsden')
  const paths: string[] = []
  for (const decision of [undefined, 'early-help']) {
    const concernId = randomUUID()
    const fields = { concernId, seen: 'No food in the kitchen.', danger: 'no', agrees: 'yes' }
    await writer.post(`/people/${people[0]!.personId}/concerns`, fields)
    await frontDoor.post(`/concerns/${concernId}/take`)
    if (decision) await frontDoor.post(`/concerns/${concernId}/decide`, { decision, reason: 'Several services are needed.' })
    paths.push(`/concerns/${concernId}${decision ? '/team' : ''}`)
  }
  const referral = { referralId: randomUUID(), to: 'GB-NHS-RZC9', need: 'Sleep', agrees: 'yes', safeWay: '' }
  await writer.post(`/people/${people[0]!.personId}/referrals`, referral)
  return paths
}

/** A case review that somebody asked for, where she follows it. */
async function askForReview(resident: Visitor): Promise<string> {
  const id = randomUUID()
  await resident.post('/account/case-review', {
    id,
    what: 'Shouting at night.',
    reports: 'Police, in May',
    reach: '01632 960123',
  })
  return `/account/case-review/${id}`
}

/** Has somebody ask twice for a copy, one of which the council gives, and looks at what both see of it. */
async function giveSomeoneACopy(): Promise<void> {
  const [resident, officer] = [await place.as('martin-holloway'), await place.as('rosalind-keane')]
  await officer.post('/session/purpose', { purpose: 'subject-rights', return: '/subject-requests' })
  const ask = async () => {
    const id = randomUUID()
    await resident.post('/account/subject-requests?kind=copy', { id, to: 'everyone', said: 'All of it.' })
    const [part] = await place.admin<{ id: string }>(
      `select id from information_governance.subject_request_part where request_id = $1 and controller_id = 'GB-LAE-ALD' and not hidden`,
      [id],
    )
    return { id, part: `/subject-requests/${part!.id}` }
  }
  const [given, waiting] = [await ask(), await ask()]
  for (;;) {
    const rows = (await officer.get(given.part)).text.split('<tr')
    const fact = /\/facts\/\d+/.exec(rows.find((row) => row.includes('Look at this') && row.includes('/facts/')) ?? '')
    if (!fact) break
    await officer.post(given.part + fact[0], { ground: 'keep', told: 'yes' })
  }
  await officer.post(`${given.part}/finish`, { said: 'Here it is.' })
  await resident.post('/account/subject-requests?kind=objection', {
    id: randomUUID(),
    to: 'GB-LAE-ALD',
    said: 'Stop it.',
    ground: '',
  })
  const limits = await place.admin<{ id: string }>(
    `select id from information_governance.subject_request_part where kind in ('restriction', 'objection') order by received_at`,
  )
  assert.ok(limits.length >= 3, 'one that was restricted, a use that was stopped, and one that waits')
  // Another organisation restricted what this one had been shown before.
  await place.admin(
    `insert into information_governance.use_limit_recipient
       (part_id, told_of, organisation_id, controller_id, dataset_id, regime, source_person_id, last_shown_at, told_at)
     select gen_random_uuid(), 'limit', 'GB-LAE-ALD', s.controller_id, s.dataset_id, s.regime, s.source_person_id, now(), now()
     from feeds.source_person s where s.dataset_id = 'nhs-patients' order by s.source_key limit 1`,
  )
  const those = limits.map(({ id }) => `/subject-requests/${id}`)
  await walk(officer, ['/subject-requests', '/subject-requests/new', waiting.part, ...those, '/disputes'])
  await walk(resident, ['/account/subject-requests/new?kind=restriction'])
  await walk(resident, ['/account/subject-requests', `/account/subject-requests/${given.id}`])
}

/** Has the log have been behind: what was read meanwhile, and that it differs. */
const readWhileBehind = () =>
  place.admin(
    `with compared as (insert into information_governance.journal_comparison (id, compared_at, lines, head, digest)
       values (gen_random_uuid(), now(), 4, '', decode(repeat('00', 32), 'hex')) returning id)
     insert into information_governance.journal_item (id, comparison_id, kind, organisation_id, reads, from_line, to_line, faults, found_at)
     select gen_random_uuid(), c.id, k.kind, k.of, k.reads, 1, 4, k.faults::jsonb, now() from compared c cross join (values
       ('reads', 'GB-LAE-ALD', 2, '[]'), ('differs', null, 0, '[{"kind":"cut","line":6,"requestId":"00000000-0000-4000-8000-000000000009"}]')) k(kind, of, reads, faults)`,
  )

/** Has one of those whom the breach of the demonstration reached wait for a review, and looks at what officer and reviewer see. */
async function tellSomebody(): Promise<void> {
  const [waits] = await place.admin<{ part: string; person: string }>(
    `update information_governance.incident_member m set withheld = true where controller_id = 'GB-LAE-ALD' and not exists (
       select from information_governance.incident_telling t where t.source_person_id = m.source_person_id)
     returning part_id as part, person_id as person`,
  )
  const [officer, reviewer] = [await place.as('owen-pritchard'), await place.as('rosalind-keane')]
  for (const one of [officer, reviewer])
    await one.post('/session/purpose', { purpose: 'breach-telling', return: '/incidents/new' })
  await walk(officer, [`/incidents/${waits!.part}/people`, `/incidents/${waits!.part}/people/${waits!.person}`])
  await walk(reviewer, ['/incident-reviews', `/incident-reviews/${waits!.part}/people/${waits!.person}`])
}

/** Splits a record off somebody, so that there is a decision to look at; and waits until she is another person by it, whom the others then look at. */
async function splitSomeone(visitor: Visitor): Promise<void> {
  const { people } = await visitor.json<{ people: { personId: string }[] }>('/api/v1/people?name=Jayden+Marsden')
  const path = `/people/${people[0]!.personId}/linked-records`
  const record = /name="record"[^>]*value="([^"]+)"/.exec((await visitor.get(path)).text)![1]!
  const ended = async () =>
    (await place.admin<{ n: bigint }>('select count(*) as n from person_index.link where ended_at is not null'))[0]!.n
  const before = await ended()
  await visitor.post(`${path}/split`, { record, reason: 'Another boy of the same name.' })
  while ((await ended()) === before) await new Promise((resolve) => setTimeout(resolve, 200))
}

/** Begins the next version of an agreement and of an assessment, and has something due to be erased: their pages. */
async function draftSomething(officer: Visitor): Promise<string[]> {
  const [agreement] = await place.admin<{ id: string }>(
    `select id from information_governance.sharing_agreement where code = 'AFH'`,
  )
  const [assessment] = await place.admin<{ id: string }>(
    `select id from information_governance.assessment where code = 'DPIA-FAMILY'`,
  )
  const begun = [
    await officer.post(`/sharing-agreements/${agreement!.id}/next-version`),
    await officer.post(`/assessments/${assessment!.id}/next-version`),
  ]
  const [erasure] = await place.admin<{ id: string }>(
    `insert into information_governance.erasure_batch (id, dataset_id, controller_id, retention, rule, basis, listed_at, due_on, records)
     select gen_random_uuid(), d.dataset_id, 'GB-LAE-ALD', d.retention, 'housing', 'A code', now(), '2026-01-01', 3
     from information_governance.dataset_class d where d.dataset_id = 'council-housing' limit 1 returning id`,
  )
  return [...begun.map(({ url }) => url), `/retention/erasures/${erasure!.id}`]
}

/** Enters a right to act for somebody, and what stops it, so that there is something to end and to lift: there. */
async function letSomeoneAct(visitor: Visitor): Promise<string[]> {
  const { people } = await visitor.json<{ people: { personId: string }[] }>('/api/v1/people?name=Jayden+Marsden')
  const paths = people.map((person) => `/people/${person.personId}/proxies`)
  const seen = { called: 'Anna, an aunt', scopes: 'who-looked', evidence: 'The registered power, seen today' }
  for (const path of paths) {
    await visitor.post(`${path}/new`, { kind: 'attorney', ...seen })
    await visitor.post(`${path}/limits`, { kind: 'competence', against: 'everyone', reason: 'Assessed today.' })
  }
  return paths
}

/** Gives a code for Kayleigh, who has an account, to someone else's, so that both are frozen and a lead has something to decide. */
async function freezeSomeonesAccounts(): Promise<void> {
  const worker = await place.as('amina-hussain')
  const { people } = await worker.json<{ people: { personId: string }[] }>('/api/v1/people?name=Kayleigh+Marsden')
  const code = /class="cw-code">([A-Z0-9-]+)</.exec((await worker.post(`/people/${people[0]!.personId}/code`)).text)![1]!
  await (await place.as('anne-prewett')).post('/account/code', { code })
}

/** Answers a pair at each desk, so that there is an answer to look at; it waits for a colleague. */
async function compareRecords(): Promise<void> {
  for (const [persona, desk] of [
    ['priya-nair', '/match-candidates'],
    ['judith-marlowe', '/protected-matches'],
  ] as const) {
    const reviewer = await place.as(persona)
    const { next } = await reviewer.json<{ next: { id: string }[] }>(`/api/v1${desk}`)
    await reviewer.get(`${desk}/${next[0]!.id}`)
    await reviewer.post(`${desk}/${next[0]!.id}`, { answer: 'unsure' })
  }
}

/** Each route as a pattern, the one that names more of a path before one that takes anything there. */
let patterns: readonly { readonly route: string; readonly pattern: RegExp }[] = []
const routeOf = (path: string): string | undefined => {
  if (patterns.length === 0)
    patterns = routes
      .toSorted((a, b) => a.split(':').length - b.split(':').length)
      .map((route) => ({ route, pattern: new RegExp(`^${route.replace(/:\w+/g, '[^/?]+')}$`) }))
  const bare = path.split('?')[0]!
  return patterns.find(({ pattern }) => pattern.test(bare))?.route
}

/** Follows one person's links until they lead to no kind of page that she has not opened; what nobody had opened becomes a visit. */
async function walk(visitor: Visitor, from: readonly string[]): Promise<void> {
  const waiting = [...from]
  const opened = new Set<string>()
  const ownRoutes = new Set<string>()
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const route = routeOf(path)
    if (!route || leadElsewhere.includes(route) || opened.has(path) || (ownRoutes.has(route) && !from.includes(path))) continue
    opened.add(path)
    const { status, text, url } = await visitor.get(path)
    if (status !== 200 || routeOf(url) !== route) continue
    ownRoutes.add(route)
    if (!visits.some((visit) => visit.route === route)) visits.push({ route, path, visitor })
    waiting.push(...[...text.matchAll(/href="(\/[^"#]*)"/g)].map(([, href]) => href!.replaceAll('&amp;', '&')))
  }
}

/** Has the links compared with the whole matching, after the comparison of the night, and waits until both are done. */
async function compareLinks(analyst: Visitor): Promise<void> {
  const finished = async () =>
    (await analyst.json<{ runs: { finishedAt: string | null }[] }>('/api/v1/matching/runs')).runs.filter((run) => run.finishedAt)
  const until = async (many: number) => {
    while ((await finished()).length < many) await new Promise((resolve) => setTimeout(resolve, 200))
  }
  await until(1)
  await analyst.post('/matching/compare-now')
  await until(2)
}
