// A town of some hundred people, whom a team of workers looks at as teams do; and snoops among the looks, each of a kind that is known from real places.
import { randomUUID } from 'node:crypto'
import { founder } from '#app/house'
import { findSourcePersons } from '#modules/feeds'
import { barOwnRecord, noticeOddLooks } from '#modules/information-governance'
import { linkResidentRecords, registerTeam } from '#modules/partnership'
import { tiesOf } from '#modules/person-index'
import { plainDate, Temporal } from '#platform/dates'
import { inTransaction } from '#platform/transactions'
import { aPerson, openWorld, type Row, type World } from '#testing/world'

const council = 'GB-LAE-ALD'
const team = 'North patch'
const workers = 12
/** Names that half the town bears, some workers among them: they say nothing. Everybody else's is her own. */
const common = ['Smith', 'Jones']

/** Numbers as if thrown, the same each time. */
function dice(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
}
const letters = (n: number): string => (n < 26 ? '' : letters(Math.floor(n / 26) - 1)) + String.fromCharCode(97 + (n % 26))
const surname = (n: number): string => `Ver${letters(n)}ley`
const birthday = (n: number): string =>
  plainDate('1950-01-01')
    .add({ days: (n * 37) % 18_000 })
    .toString()
const postcode = (n: number): string =>
  `AL${1 + (n % 9)} ${Math.floor(n / 9) % 10}${'ABDEFGHJLN'[Math.floor(n / 90) % 10]}${'PQRSTUWXYZ'[Math.floor(n / 900) % 10]}`
const days = (ago: number, hour: number, minute: number) =>
  Temporal.Now.zonedDateTimeISO('Europe/London').startOfDay().subtract({ days: ago }).with({ hour, minute }).toInstant()

type Look = { readonly kind: string | null; readonly matter: string; readonly requestId: string }
export type Town = {
  readonly world: World
  /** The looks that were done: what kind of snoop each is, if it is one. */
  readonly looks: readonly Look[]
  /** Weighs them, and says which matters were noticed: of planted ones by kind, of the others which signs. */
  notice(): Promise<{ found: ReadonlySet<string>; falseAlarms: readonly string[] }>
}

/** Builds the town, looks `ordinary` times as a team does, and plants snoops of each kind. */
export async function openTown(ordinary: number, seed = 7): Promise<Town> {
  const world = await openWorld()
  try {
    return await fill(world, ordinary, seed)
  } catch (error) {
    await world.close()
    throw error
  }
}

async function fill(world: World, ordinary: number, seed: number): Promise<Town> {
  const roll = dice(seed)
  const residents = Math.max(200, Math.ceil(ordinary / 4))
  const looks: Look[] = []

  const teamId = await inTransaction(
    world.services.house,
    { requestId: randomUUID(), system: { actor: 'team-lead', act: 'partnership.team.register', purpose: 'test' } },
    'partnership.team.register',
    (tx) => registerTeam(tx, { organisationId: council, name: team, phone: '01632 960111', from: plainDate('2020-01-01') }),
  )
  // Workers: every third bears a common name. Each lives in the town, and once lived elsewhere in it.
  const workerName = (n: number) => (n % 3 === 0 ? common[(n / 3) % 2]! : surname(5000 + n))
  const tokens: string[] = []
  const ids: string[] = []
  for (let n = 0; n < workers; n++) {
    const session = await world.hire(`w${n}`, {
      organisationId: council,
      name: `Wanda ${workerName(n)}`,
      roles: ['practitioner'],
    })
    const { rows } = await world.admin.query('select worker_id as id from partnership.employment where staff_ref = $1', [`w${n}`])
    ids.push(rows[0].id)
    await world.admin.query('insert into partnership.team_member (worker_id, team_id, active_from) values ($1, $2, $3)', [
      rows[0].id,
      teamId,
      '2020-01-01',
    ])
    tokens.push(await session('tenancy-support'))
  }
  const outsider = await world.hire('outsider', { organisationId: council, name: `Olga ${surname(9)}`, roles: ['practitioner'] })
  tokens.push(await outsider('tenancy-support'))

  const at = { eventAt: '2026-03-01T10:00:00Z' }
  const oldHome = (n: number) => ({ address: `${n + 1} Former Street, Aldermere`, postcode: postcode(7000 + n) })
  const home = (n: number) => ({ address: `${n + 1} Tannery Lane, Aldermere`, postcode: postcode(6000 + n) })
  const withWorker = (person: string, key: string, who: { team?: string; workerRef?: string }): Row => ({
    kind: 'involvement',
    key: `${person}-${key}`,
    person,
    ...at,
    service: 'Housing',
    openedOn: '2026-01-05',
    phone: '01632 960123',
    ...who,
  })
  const lived = (person: string, where: { address: string; postcode: string }, period: { from?: string; to?: string }): Row => ({
    kind: 'residence',
    key: `${person}-once`,
    person,
    ...at,
    ...where,
    ...period,
  })
  const living = (
    person: string,
    n: number,
    family: string,
    where: { address: string; postcode: string; household?: string },
  ) => [...aPerson(person, `Given${letters(n)}`, family, birthday(n), where), withWorker(person, 'team', { team })]
  const rows: Row[] = []
  const resident = (n: number) => `R-${n}`
  for (let n = 0; n < residents; n++)
    rows.push(
      ...living(resident(n), n, n % 2 === 0 ? common[(n / 2) % 2]! : surname(n), {
        address: `${n + 1} Weavers Row, Aldermere`,
        postcode: postcode(n),
      }),
    )
  for (let n = 0; n < workers; n++)
    rows.push(
      ...living(`W-${n}`, 10_000 + n, workerName(n), { ...home(n), household: `h-${n}` }),
      lived(`W-${n}`, oldHome(n), { from: '2015-01-01', to: '2024-01-01' }),
      // Whom she may not look up: a neighbour, who lives where she once lived, who left that home as well, who bears her name, her husband, her brother.
      ...living(`N-${n}`, 11_000 + n, surname(600 + n), {
        address: `${n + 40} Tannery Lane, Aldermere`,
        postcode: home(n).postcode,
      }),
      ...living(`F-${n}`, 12_000 + n, surname(700 + n), { ...oldHome(n) }),
      ...living(`G-${n}`, 13_000 + n, surname(800 + n), {
        address: `${n + 1} Far Street, Aldermere`,
        postcode: postcode(5000 + n),
      }),
      lived(`G-${n}`, oldHome(n), { from: '2015-01-01', to: '2023-06-01' }),
      ...living(`S-${n}`, 14_000 + n, surname(5000 + n), {
        address: `${n + 1} Mill Street, Aldermere`,
        postcode: postcode(4000 + n),
      }),
      ...living(`H-${n}`, 15_000 + n, surname(900 + n), { ...home(n), household: `h-${n}` }),
      ...living(`B-${n}`, 16_000 + n, surname(950 + n), {
        address: `${n + 1} Lea Street, Aldermere`,
        postcode: postcode(3000 + n),
      }),
      withWorker(`B-${n}`, 'own', { workerRef: `w${n}` }),
      withWorker(`N-${n}`, 'own', { workerRef: `w${(n + 1) % workers}` }),
      { kind: 'relationship', key: `W-${n}-brother`, person: `W-${n}`, ...at, other: `B-${n}`, type: 'sibling-of' },
    )
  // With these the outsider has nothing to do, and one bears her name.
  rows.push(...aPerson('O-0', 'Otto', surname(9), '1966-06-06', { address: '9 Quay Street, Aldermere', postcode: 'AL9 9ZZ' }))
  for (let n = 1; n < 7; n++)
    rows.push(
      ...aPerson(`O-${n}`, `Oona${letters(n)}`, surname(980 + n), birthday(17_000 + n), {
        address: `${n} Quay Street`,
        postcode: 'AL9 8ZZ',
      }),
    )
  await world.load('council-housing', rows)

  const records = await findSourcePersons(
    world.services,
    founder('feeds.source.find'),
    Array.from({ length: workers }, (_, n) => ({ feed: 'council-housing', person: `W-${n}` })),
  )
  for (const [n, workerId] of ids.entries())
    await barOwnRecord(world.services, founder('governance.bar'), {
      workerId,
      source: records.find((one) => one.sourceKey === `W-${n}`)!,
    })
  await inTransaction(world.services.house, founder('partnership.people.load'), 'partnership.people.load', (tx) =>
    linkResidentRecords(
      tx,
      ids.map((workerId, n) => ({ workerId, sourceRecordId: records.find((one) => one.sourceKey === `W-${n}`)!.id })) as never,
    ),
  )
  const { rows: links } = await world.admin.query<{ key: string; person: string }>(
    `select s.source_key as key, l.person_id as person from person_index.link l join feeds.source_person s on s.id = l.source_person_id where l.ended_at is null`,
  )
  const personOf = new Map(links.map(({ key, person }) => [key, person]))

  /** One look through the front door, moved to a time of the week that has been. */
  const look = async (
    kind: string | null,
    matter: string,
    worker: number,
    person: string,
    when: Temporal.Instant,
    status = 200,
  ) => {
    const requestId = randomUUID()
    const reply = await world.get(`/people/${personOf.get(person)}`, tokens[worker]!, { 'x-request-id': requestId })
    if (reply.statusCode !== status) throw new Error(`${kind ?? 'ordinary'}: ${person} by ${worker} gave ${reply.statusCode}`)
    for (const table of ['access_entry', 'access_entry_source'])
      await world.admin.query(
        `update platform.${table} set occurred_at = $2 where ${table === 'access_entry' ? 'id' : 'entry_id'} in (select id from platform.access_entry where request_id = $1)`,
        [requestId, when.toString()],
      )
    looks.push({ kind, matter, requestId })
  }

  // Ordinary work: residents of the patch, some again and again, on six working days between nine and five.
  for (let n = 0; n < ordinary; n++)
    await look(
      null,
      `o${n}`,
      n % workers,
      resident(roll(residents)),
      days(3 + (Math.floor(n / workers) % 6), 9 + roll(8), roll(60)),
    )
  // What seems odd and is not: who works nights; who is the neighbour's own worker; the 29 people of a long list; one wrong turn.
  for (let night = 3; night < 8; night++) await look(null, `night${night}`, 1, resident(night), days(night, 3, 10))
  await look(null, 'night-now', 1, resident(9), days(2, 3, 15))
  for (let n = 0; n < 4; n++) await look(null, `own${n}`, (n + 1) % workers, `N-${n}`, days(2, 10, n))
  for (let n = 0; n < 29; n++) await look(null, `list${n}`, 2, resident(n), days(2, 14, n + 1))
  await look(null, 'wrong-turn', 12, 'O-1', days(3, 11, 0), 404)
  // Planted.
  for (let n = 4; n < 8; n++) {
    await look('neighbour', `neighbour${n}`, n, `N-${n}`, days(2, 11, n))
    await look('former home', `former${n}`, n, `F-${n}`, days(2, 12, n))
    await look('ex-partner who moved, too', `ex${n}`, n, `G-${n}`, days(2, 13, n))
    await look('colleague', `colleague${n}`, n, `W-${n + 1}`, days(2, 15, n))
  }
  for (const n of [4, 5, 7, 8]) await look('same surname', `surname${n}`, n, `S-${n}`, days(2, 16, n))
  for (const n of [5, 8, 10]) await look('3 a.m.', `night${n}`, n, resident(20 + n), days(1, 3, n))
  await look('household', 'household', 9, 'H-9', days(2, 10, 5), 403)
  await look('brother', 'brother', 9, 'B-9', days(2, 10, 9))
  await look('stranger of her name', 'stranger', 12, 'O-0', days(2, 9, 30), 404)
  for (let n = 2; n < 7; n++) await look('fishing', 'fishing', 12, `O-${n}`, days(1, 10, n), 404)
  for (let n = 0; n < 40; n++) await look('forty in an hour', 'forty', 11, resident(n), days(1, 19, n + 10))
  // The last time that looks were weighed was before all this.
  await world.admin.query("insert into information_governance.odd_look_run (until) values (now() - interval '20 days')")

  return {
    world,
    looks,
    async notice() {
      await noticeOddLooks(world.services, tiesOf)
      const { rows: noticed } = await world.admin.query<{ requestId: string; signs: string[] }>(
        `select e.request_id as "requestId", o.signs from information_governance.odd_look o join platform.access_entry e on e.id = o.entry_id`,
      )
      const done = new Map(looks.map((one) => [one.requestId, one]))
      const of = noticed.map(({ requestId, signs }) => ({ look: done.get(requestId)!, signs }))
      return {
        found: new Set(of.flatMap(({ look: its }) => (its.kind ? [its.matter] : []))),
        falseAlarms: of.flatMap(({ look: its, signs }) => (its.kind ? [] : [`${its.matter}: ${signs}`])),
      }
    },
  }
}
