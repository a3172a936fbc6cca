import { randomUUID } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { buildApp } from '#app/build-app'
import { makeFictionalPlace } from '#app/first-start'
import { findPlace, openHouse, type RunningHouse } from '#app/house'
import { handlersOf, roomRoutes } from '#app/wiring'
import { readConfig } from '#platform/config'
import { connect, preparingPool, type Statement } from '#platform/database'
import type { App, Kernel } from '#platform/http/kernel'
import { temporaryFolder } from '#testing/folder'
import { appUrl, kernelOf } from '../person-view.ts'
import { type Caseload, council, plantCaseload, plantedEntries } from './caseload.ts'
import { type RecordedPage, replay } from './replay.ts'
import type { Step, Turn } from './turns.ts'

export const clients = 8
/** So many practitioners of all take part on each side: neither reads what the other writes. */
const onEachSide = 32

/** A place, and how many practitioners work there. */
export type Size = { readonly residents: number; readonly practitioners: number }

/**
 * A place of this size with its practitioners, for as long as some work takes.
 *
 * @param data where places are kept for the next run; empty: they go with the run
 */
export async function atPlace<T>(
  progress: (line: string) => void,
  data: string,
  size: Size,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const folder = data ? join(data, String(size.residents)) : temporaryFolder('bench')
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  progress(`A place of ${size.residents} residents …`)
  const config = readConfig({ DATA_DIR: folder, RESIDENTS: String(size.residents), LOG_LEVEL: 'silent', PORT: '0' })
  const running = await openHouse(config, progress)
  const admin = new pg.Client(running.adminUrl)
  admin.on('error', () => {})
  try {
    const kept = await findPlace(running.services)
    if (kept?.loaded) running.setPlace(kept)
    else await makeFictionalPlace(running, handlersOf, progress)
    await admin.connect()
    const caseload = await plantCaseload(admin, running.services.vault, size.practitioners, progress)
    const desk = await openDesk(running, admin, caseload, progress)
    return await work(desk).finally(() => desk.close())
  } finally {
    await admin.end()
    await running.stop()
    if (!data) rmSync(folder, { recursive: true, force: true })
  }
}

/** Somebody signed in. */
export type Sitting = { readonly token: string; readonly session: string; readonly cookie: string; readonly csrf: string }
export type AtWork = Sitting & { readonly planId: string; readonly person: string }
/** The product listening, with the floor beside it, and those who are at work on either side. */
export type Desk = {
  readonly url: string
  readonly product: { readonly practitioners: readonly AtWork[]; readonly frontDoor: readonly Sitting[] }
  readonly floor: { readonly practitioners: readonly AtWork[]; readonly frontDoor: readonly Sitting[] }
  readonly progress: (line: string) => void
  /** What the floor sends for each request, by its name. */
  readonly recorded: Map<string, Recorded>
  readonly running: RunningHouse
  readonly kernel: Kernel
  close(): Promise<void>
}
type Recorded = RecordedPage & { readonly session: string; readonly concern: string }

async function openDesk(
  running: RunningHouse,
  admin: pg.Client,
  { practitioners, frontDoor }: Caseload,
  progress: (line: string) => void,
): Promise<Desk> {
  const kernel = kernelOf(running)
  const doors: Sitting[] = []
  for (const { workerId } of frontDoor) doors.push(await openSitting(admin, kernel, workerId, 'childrens-family-help'))
  const recorded = new Map<string, Recorded>()
  const pool = preparingPool(appUrl(running), 10)
  const { process } = running.services.house.db
  const app = await buildApp(kernel, [...roomRoutes, (floor) => floorRoutes(floor, recorded, pool, process)])
  const seated: AtWork[] = []
  for (const { workerId, planId, people } of evenly(practitioners, 3 * onEachSide)) {
    const sitting = await openSitting(admin, kernel, workerId, 'tenancy-support')
    const person = await whoCanBeOpened(app, sitting, planId, people)
    if (person && seated.length < 2 * onEachSide) seated.push({ ...sitting, planId, person })
  }
  const side = (which: number) => ({
    practitioners: seated.filter((_, at) => at % 2 === which),
    frontDoor: doors.filter((_, at) => at % 2 === which),
  })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    product: side(0),
    floor: side(1),
    progress,
    recorded,
    running,
    kernel,
    async close() {
      await app.close()
      await pool.end()
    },
  }
}

/** One of these people whom the product shows to their practitioner, if it shows her the plan: somebody may be protected, or her use limited. */
async function whoCanBeOpened(
  app: App,
  { cookie }: Sitting,
  planId: string,
  people: readonly string[],
): Promise<string | undefined> {
  const opens = async (url: string) => (await app.inject({ url, headers: { cookie } })).statusCode === 200
  if (!(await opens(`/plans/${planId}`))) return undefined
  for (const person of people) if (await opens(`/people/${person}/concerns/new`)) return person
  return undefined
}

/** Signed in as a practitioner is, without the identity provider. */
async function openSitting(admin: pg.Client, kernel: Kernel, workerId: string, purpose: string): Promise<Sitting> {
  const [token, session] = [randomUUID(), randomUUID()]
  await admin.query(
    `insert into ctx.session values ($5, ctx.digest($1, 'sha256'), 'worker', $2, $3, $4, now(), now(), null, 36000, now() + interval '10 hours', null)`,
    [token, workerId, council, purpose, session],
  )
  return { token, session, cookie: `session=${token}`, csrf: kernel.csrfTokenFor(token) }
}

const evenly = <T>(all: readonly T[], count: number): T[] =>
  all.length <= count ? [...all] : Array.from({ length: count }, (_, nth) => all[Math.floor((nth * all.length) / count)]!)

/** One practitioner's and one front door worker's turn: three writes about a worry, one in a plan, and what they read meanwhile. */
export function turnOf({ cookie, csrf, planId, person }: AtWork, door: Sitting): Turn {
  const read = (kind: string, path: string, who: string): Step => ({ kind, method: 'GET', path, cookie: who })
  const write = (kind: string, path: string, who: { cookie: string; csrf: string }, form: Record<string, string>): Step => ({
    kind,
    method: 'POST',
    path,
    cookie: who.cookie,
    form: { csrf: who.csrf, ...form },
  })
  const queue = read('queue', '/contacts', door.cookie)
  const day = read('day', '/my-day', cookie)
  const plan = read('plan', `/plans/${planId}`, cookie)
  const told = { seen: 'The flat was cold, and there was no food in the kitchen.', danger: 'no', agrees: 'yes' }
  const decided = { decision: 'advice', reason: 'Council housing helps with it.' }
  return {
    plan: planId,
    after: plantedEntries,
    steps: [
      day,
      write('record', `/people/${person}/concerns`, { cookie, csrf }, { concernId: '{concern}', ...told }),
      queue,
      write('take', '/concerns/{concern}/take', door, {}),
      write('decide', '/concerns/{concern}/decide', door, decided),
      queue,
      plan,
      {
        ...write(
          'entry',
          `/plans/${planId}/entries`,
          { cookie, csrf },
          { kind: 'note', after: '{after}', id: '', nth: '', 'note-words': 'Rang the landlord.' },
        ),
        writes: true,
      },
      plan,
      day,
    ],
  }
}

/** What all practitioners read, one after another, with their front door's workers. */
export const reading = ({ practitioners, frontDoor }: Desk['product']): Turn[] =>
  practitioners.map((one, nth) => {
    const turn = turnOf(one, frontDoor[nth % frontDoor.length]!)
    return { ...turn, steps: turn.steps.filter(({ method }) => method === 'GET') }
  })

/** Each client is some practitioners, one after another, and a front door worker. */
export const turnsOf = (
  { practitioners, frontDoor }: Desk['product'],
  turn: (one: AtWork, door: Sitting, nth: number) => Turn,
): Turn[][] =>
  Array.from({ length: clients }, (_, client) =>
    practitioners.flatMap((one, nth) => (nth % clients === client ? [turn(one, frontDoor[client]!, nth)] : [])),
  )

/** The same turns, of the floor's own practitioners, as what was recorded of each request. */
export const onFloor = (turn: Turn, nth: number): Turn => ({
  ...turn,
  steps: turn.steps.map((step) => ({ ...step, path: `/floor/${nth}/${step.kind}?concern={concern}&after={after}` })),
})

function floorRoutes(
  floor: App,
  recorded: ReadonlyMap<string, Recorded>,
  pool: pg.Pool,
  process: RunningHouse['services']['house']['db']['process'],
): void {
  const schema = {
    hide: true,
    params: z.object({ nth: z.string(), kind: z.string() }),
    querystring: z.object({ concern: z.string(), after: z.coerce.number() }),
    response: { 200: z.any() },
  }
  for (const method of ['GET', 'POST'] as const)
    floor.route({
      method,
      url: '/floor/:nth/:kind',
      config: { open: 'a benchmark' },
      schema,
      handler: async (request, reply) => {
        const { nth, kind } = request.params as z.output<typeof schema.params>
        const { concern, after } = request.query as z.output<typeof schema.querystring>
        const page = recorded.get(`${nth} ${kind}`)!
        await replay(pool, process, page.session, page, (statement) => renewed(statement, page.concern, concern, after + 1))
        return reply.type('text/html; charset=utf-8').serializer(String).send(page.bytes)
      },
    })
}

/** The values of a recorded statement for another worry, with ids of its own for what it writes, and the next entry of its plan. */
function renewed({ text, values }: Statement, was: string, concern: string, seq: number): readonly unknown[] {
  const named = values.map((value) => (typeof value === 'string' ? value.replaceAll(was, concern) : value))
  if (text.includes('insert into platform.audit_event')) return [randomUUID(), ...named.slice(1)]
  if (text.includes('insert into information_governance.relationship'))
    return named.map((value) => (isRows(value) ? freshRows(value, {}) : value))
  if (text.includes('insert into casework.plan_entry'))
    return named.map((value) => (isRows(value) ? freshRows(value, { seq }) : value))
  return named
}
const isRows = (value: unknown): value is string => typeof value === 'string' && value.startsWith('[{')
const freshRows = (rows: string, more: object): string =>
  JSON.stringify((JSON.parse(rows) as object[]).map((row) => ({ ...row, ...('id' in row ? { id: randomUUID() } : {}), ...more })))

/** Does each request of the floor's turns once in the product, over a connection that notes its statements. */
export async function recordTurns({ running, kernel, floor, recorded }: Desk, turns: readonly Turn[]): Promise<void> {
  let statements: Statement[] = []
  const noting = connect(appUrl(running), running.services.house.db.process, {
    max: 1,
    onStatement: (statement) => statements.push(statement),
  })
  const { services } = running
  const house = { ...services.house, db: noting }
  const app = await buildApp({ ...kernel, services: { ...services, place: services.place, house } }, roomRoutes)
  const sessions = new Map([...floor.practitioners, ...floor.frontDoor].map((one) => [one.cookie, one.session]))
  for (const [nth, { steps }] of turns.entries()) {
    const concern = randomUUID()
    for (const { kind, method, path, cookie, form } of steps) {
      statements = []
      const fill = (given: string) => given.replaceAll('{concern}', concern).replaceAll('{after}', String(plantedEntries))
      const payload = form && formOf(form, fill).toString()
      const answer = await app.inject({
        method,
        url: fill(path),
        headers: { cookie, ...(payload ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
        ...(payload ? { payload } : {}),
      })
      if (![200, 303].includes(answer.statusCode)) throw new Error(`${kind} answered ${answer.statusCode}: ${answer.body}`)
      recorded.set(`${nth} ${kind}`, { statements, bytes: answer.body, session: sessions.get(cookie)!, concern })
    }
  }
  await app.close()
  await noting.destroy()
}

export const formOf = (form: Readonly<Record<string, string>>, fill: (given: string) => string): URLSearchParams =>
  new URLSearchParams(Object.entries(form).map(([name, value]): [string, string] => [name, fill(value)]))
