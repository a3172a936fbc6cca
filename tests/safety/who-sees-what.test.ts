// Every kind of reader before every kind of record: role × organisation × purpose × relationship, and what of each service's records comes out,
// class by class. What is expected stands in `who-sees-what.txt`, which people review: a change there is a change of who sees what.
import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { newId } from '#platform/ids'
import { aPerson, openWorld, type Row, type World } from '#testing/world'

const organisations = {
  'GB-LAE-ALD': 'council',
  'GB-POL-ALD': 'police',
  'GB-NHS-ALD': 'trust',
  'GB-CHC-RECOVERY': 'recovery',
  'GB-CHC-REFUGE': 'refuge',
} as const
type OrganisationId = keyof typeof organisations
const feeds = {
  'council-housing': 'GB-LAE-ALD',
  'police-incidents': 'GB-POL-ALD',
  'nhs-patients': 'GB-NHS-ALD',
  'drug-and-alcohol': 'GB-CHC-RECOVERY',
  'domestic-abuse': 'GB-CHC-REFUGE',
} as const
type FeedName = keyof typeof feeds
const feedNames = Object.keys(feeds) as FeedName[]
const roles = ['practitioner', 'lead-practitioner', 'front-door', 'team-lead'] as const
const at = '2026-03-01T10:00:00Z'

type Reader = { staffRef: string; role: (typeof roles)[number]; organisation: OrganisationId }
const readers: Reader[] = (Object.keys(organisations) as OrganisationId[]).flatMap((organisation) =>
  roles.map((role) => ({ staffRef: `${role}-${organisations[organisation]}`, role, organisation })),
)

/** Said by one class of one service's records, and nowhere else. */
const canary = (feed: string, fieldClass: string) => `zq ${feed} ${fieldClass} qz`

type Name = readonly [given: string, family: string, born: string]
const names = {
  worked: ['Martha', 'Worked', '1970-05-05'],
  inHand: ['Imogen', 'Inhand', '1981-06-06'],
  around: ['Agnes', 'Around', '1975-08-08'],
  nobodys: ['Nadia', 'Nobodys', '1992-07-07'],
} as const satisfies Record<string, Name>

/** One person as one service holds her, with something of every class. */
function everyClass(feed: FeedName, person: string, [given, family, born]: Name, workers: readonly Reader[]): Row[] {
  const fact = { person, eventAt: at }
  const event = { kind: 'event', ...fact, type: 'note', occurredAt: '2026-03-20T10:00:00Z', role: 'victim' }
  const said = (fieldClass: string) => ({ statement: canary(feed, fieldClass), statedOn: '2026-03-01' })
  return [
    ...aPerson(person, given, family, born, { address: `1 ${family} Street, Aldermere`, household: `${feed}-${family}` }),
    { kind: 'identifier', key: `${person}-number`, ...fact, scheme: 'local', value: `${family} ${feed}` },
    { kind: 'contact-point', key: `${person}-mail`, ...fact, system: 'email', value: `${family}@example.org` },
    ...['event', 'education', 'health', 'policing'].map((one) => ({
      ...event,
      key: `${person}-${one}`,
      class: one,
      summary: canary(feed, one),
    })),
    { kind: 'risk-indicator', key: `${person}-risk`, ...fact, class: 'risk', code: 'risk', ...said('risk') },
    { kind: 'risk-indicator', key: `${person}-visit`, ...fact, class: 'visit-safety', code: 'dog', ...said('visit-safety') },
    { kind: 'need', key: `${person}-need`, ...fact, code: 'need', ...said('need') },
    ...workers.map(({ staffRef }) => ({
      kind: 'involvement',
      key: `${person}-${staffRef}`,
      ...fact,
      service: canary(feed, 'involvement'),
      openedOn: '2026-01-05',
      workerRef: staffRef,
    })),
    // Somebody is involved, whoever asks.
    { kind: 'involvement', key: `${person}-any`, ...fact, service: canary(feed, 'involvement'), openedOn: '2026-01-05' },
  ]
}

let world: World
const sessions = new Map<string, (purpose: string) => Promise<string>>()
const people = { worked: '', inHand: '', around: '', nobodys: '' }
before(async () => {
  world = await openWorld()
  for (const reader of readers)
    sessions.set(
      reader.staffRef,
      await world.hire(reader.staffRef, { organisationId: reader.organisation, name: reader.staffRef, roles: [reader.role] }),
    )
  for (const feed of feedNames) {
    const own = readers.filter((one) => one.organisation === feeds[feed])
    await world.load(feed, [
      ...everyClass(feed, `${feed}-1`, names.worked, own),
      ...everyClass(feed, `${feed}-2`, names.inHand, []),
      ...everyClass(feed, `${feed}-3`, names.nobodys, []),
      ...everyClass(feed, `${feed}-4`, names.around, []),
    ])
  }
  people.worked = await world.personOf('council-housing', 'council-housing-1')
  people.inHand = await world.personOf('council-housing', 'council-housing-2')
  people.nobodys = await world.personOf('council-housing', 'council-housing-3')
  people.around = await world.personOf('council-housing', 'council-housing-4')
  // Everybody is in the team around her, by a plan that hangs on her housing record.
  await world.admin.query(
    `insert into information_governance.relationship (id, worker_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from)
     select gen_random_uuid(), w.id, s.controller_id, s.dataset_id, s.regime, s.id, 'team-around', 'test', w.id || s.id::text, timestamptz '2026-03-31T00:00:00Z'
     from partnership.worker w, feeds.source_person s where s.source_key = 'council-housing-4'`,
  )
  // A contact in hand is the front door's.
  await world.admin.query(
    `insert into information_governance.relationship (id, worker_id, controller_id, dataset_id, regime, source_person_id, kind, source_room, source_key, active_from)
     select gen_random_uuid(), w.id, s.controller_id, s.dataset_id, s.regime, s.id, 'contact-in-hand', 'test', w.id || s.id::text, timestamptz '2026-03-31T00:00:00Z'
     from partnership.worker w, person_index.link l join feeds.source_person s on s.id = l.source_person_id
     where w.email like 'front-door-%' and l.person_id = $1 and l.ended_at is null`,
    [people.inHand],
  )
})
after(() => world.close())

const relationships = {
  'works with her': 'worked',
  'contact in hand': 'inHand',
  'in the team around her': 'around',
  none: 'nobodys',
} as const
const purposesOf = async (): Promise<string[]> =>
  (
    await world.admin.query<{ id: string }>(
      `select id from information_governance.sharing_purpose where roles && $1 and id <> 'employment-support' order by id`,
      [roles],
    )
  ).rows.map((row) => row.id)

/** What one look at one person gave: service → its classes as the log has them; and nothing else came out. */
async function look(url: string, token: string, whose: string): Promise<Record<string, string[]>> {
  const requestId = newId()
  const reply = await world.get(url, token, { 'x-request-id': requestId })
  const { rows } = await world.admin.query<{ cells: Record<string, string[]>; outcome: string }>(
    'select cells, outcome from platform.access_entry where request_id = $1 and subject_id = $2',
    [requestId, whose],
  )
  const cells: Record<string, string[]> = rows[0]?.outcome === 'shown' ? rows[0].cells : {}
  for (const [, feed = '', fieldClass = ''] of reply.body.matchAll(/zq (\S+) (\S+) qz/g))
    assert.ok(cells[feed]?.includes(fieldClass), `${url}: ${feed}/${fieldClass} came out, and the log does not say so`)
  return cells
}

const inOrder = (cells: Record<string, string[]>) =>
  feedNames.flatMap((feed) => (cells[feed]?.length ? [`${feed}: ${cells[feed].toSorted().join(' ')}`] : []))

test('who sees what of whom is what was reviewed, for every role, organisation, purpose and relationship (A1, A5)', async () => {
  const lines: string[] = []
  const purposes = await purposesOf()
  assert.ok(purposes.length >= 9)
  for (const reader of readers)
    for (const [relationship, person] of Object.entries(relationships)) {
      if (relationship === 'contact in hand' && reader.role !== 'front-door') continue
      const byPurpose: [string, string][] = []
      for (const purpose of purposes) {
        const token = await sessions.get(reader.staffRef)!(purpose)
        const seen = await look(`/api/v1/people/${people[person]}`, token, people[person])
        byPurpose.push([purpose, inOrder(seen).join('\n    ') || 'nothing'])
      }
      for (const [seen, its] of Map.groupBy(byPurpose, ([, what]) => what))
        lines.push(
          `${organisations[reader.organisation]}, ${reader.role}, ${relationship}`,
          `  ${its.length === purposes.length ? 'every purpose' : its.map(([purpose]) => purpose).join(', ')}`,
          `    ${seen}`,
        )
    }
  const got = `${lines.join('\n')}\n`
  const path = join(import.meta.dirname, 'who-sees-what.txt')
  if (got === readFileSync(path, 'utf8')) return
  const kept = join(mkdtempSync(join(tmpdir(), 'commonweal-')), 'who-sees-what.txt')
  writeFileSync(kept, got)
  assert.equal(got, readFileSync(path, 'utf8'), `what comes out now is in ${kept}: if that is right, it becomes ${path}`)
})

test('no list and no search shows more of her than her page does', async () => {
  for (const reader of readers) {
    const purpose = 'childrens-family-help'
    const token = await sessions.get(reader.staffRef)!(purpose)
    for (const person of Object.values(people)) {
      const whole = await look(`/api/v1/people/${person}`, token, person)
      for (const url of [
        '/api/v1/my-day',
        '/api/v1/people?name=Martha+Worked',
        '/api/v1/people?name=Imogen+Inhand',
        `/people/${person}`,
      ]) {
        const part = await look(url, token, person)
        for (const [feed, classes] of Object.entries(part))
          for (const one of classes) assert.ok(whole[feed]?.includes(one), `${reader.staffRef}, ${url}: ${feed}/${one}`)
      }
    }
  }
})
