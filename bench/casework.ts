// Practitioners and the front door at work, over HTTP, logged and under row security, against a hand-written handler in the same process that sends the very
// statements of the same requests: the database's own floor. Then what a practitioner's day costs beside its SQL, whether a place ten times as large makes it
// slower, and how long a worry takes from its writer's press to the front door's open screen.
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
import { enhanced, launchBrowser } from '#testing/browser'
import { temporaryFolder } from '#testing/folder'
import { appUrl, kernelOf } from './person-view.ts'
import { type Benchmark, median, rounded } from './support/benchmark.ts'
import { type Caseload, council, plantCaseload, plantedEntries } from './support/caseload.ts'
import { type RecordedPage, replay } from './support/replay.ts'
import { type Step, type Turn, type Turned, takeTurns } from './support/turns.ts'

const needed = { ratio: 0.4, dayRatio: 3, growthRatio: 1.2, worryOnScreenMs: 1000 }
const clients = 8
/** So many practitioners of all take part on each side: neither reads what the other writes. */
const onEachSide = 32

type Options = {
  readonly residents: number
  readonly practitioners: number
  readonly rounds: number
  readonly seconds: number
  readonly worries: number
  /** Where places are kept for the next run; empty: they go with the run. */
  readonly data: string
}

export const run: Benchmark = async (
  progress,
  { residents = '300000', practitioners = '5000', rounds = '5', seconds = '8', worries = '40', data = '' },
) => {
  const options: Options = {
    residents: Number(residents),
    practitioners: Number(practitioners),
    rounds: Number(rounds),
    seconds: Number(seconds),
    worries: Number(worries),
    data,
  }
  const tenth = { residents: Math.round(options.residents / 10), practitioners: Math.round(options.practitioners / 10) }
  const small = await atPlace(progress, options, tenth, (desk) => pagesAlone(desk, options))
  return atPlace(progress, options, options, async (desk) => {
    const growth = compare(small, await pagesAlone(desk, options))
    const screen = await worriesOnScreen(desk, options)
    return report(options, await mixed(desk, options), growth, screen)
  })
}

/** A place of this size with its practitioners, for as long as some work takes. */
async function atPlace<T>(
  progress: (line: string) => void,
  { data }: Options,
  size: { readonly residents: number; readonly practitioners: number },
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
type Sitting = { readonly token: string; readonly session: string; readonly cookie: string; readonly csrf: string }
type AtWork = Sitting & { readonly planId: string; readonly people: readonly string[] }
/** The product listening, with the floor beside it, and those who are at work on either side. */
type Desk = {
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
  const seated: AtWork[] = []
  for (const { workerId, planId, people } of evenly(practitioners, 2 * onEachSide))
    seated.push({ ...(await openSitting(admin, kernel, workerId, 'tenancy-support')), planId, people })
  const doors: Sitting[] = []
  for (const { workerId } of frontDoor) doors.push(await openSitting(admin, kernel, workerId, 'childrens-family-help'))
  const side = (which: number) => ({
    practitioners: seated.filter((_, at) => at % 2 === which),
    frontDoor: doors.filter((_, at) => at % 2 === which),
  })
  const recorded = new Map<string, Recorded>()
  const pool = preparingPool(appUrl(running), 10)
  const { process } = running.services.house.db
  const app = await buildApp(kernel, [...roomRoutes, (floor) => floorRoutes(floor, recorded, pool, process)])
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
function turnOf({ cookie, csrf, planId, people }: AtWork, door: Sitting, nth: number): Turn {
  const person = people[nth % people.length]!
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

/** Each client is some practitioners, one after another, and a front door worker. */
const turnsOf = (
  { practitioners, frontDoor }: Desk['product'],
  turn: (one: AtWork, door: Sitting, nth: number) => Turn,
): Turn[][] =>
  Array.from({ length: clients }, (_, client) =>
    practitioners.flatMap((one, nth) => (nth % clients === client ? [turn(one, frontDoor[client]!, nth)] : [])),
  )

/** The same turns, of the floor's own practitioners, as what was recorded of each request. */
const onFloor = (turn: Turn, nth: number): Turn => ({
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
async function recordTurns({ running, kernel, floor, recorded }: Desk, turns: readonly Turn[]): Promise<void> {
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

const formOf = (form: Readonly<Record<string, string>>, fill: (given: string) => string): URLSearchParams =>
  new URLSearchParams(Object.entries(form).map(([name, value]): [string, string] => [name, fill(value)]))

type Mixed = {
  readonly product: readonly Turned[]
  readonly floor: readonly Turned[]
  readonly dayP95s: readonly number[]
  readonly daySqlP95s: readonly number[]
  readonly statements: Readonly<Record<string, number>>
}

async function mixed(desk: Desk, { rounds, seconds }: Options): Promise<Mixed> {
  const { url, product, floor, progress, recorded } = desk
  const floorTurns = floor.practitioners.map((one, nth) => turnOf(one, floor.frontDoor[nth % clients]!, nth))
  progress(`Recording the statements of ${floorTurns.length} turns …`)
  await recordTurns(desk, floorTurns)
  // What was recorded has written one entry; from there each side goes on counting.
  const last = new Map<string, number>(floorTurns.map(({ plan }) => [plan, plantedEntries + 1]))
  const counted = (turn: Turn): Turn => ({ ...turn, after: last.get(turn.plan) ?? turn.after })
  const productTurns = () => turnsOf(product, (one, door, nth) => counted(turnOf(one, door, nth)))
  const bareTurns = () => turnsOf(floor, (_, __, nth) => counted(onFloor(floorTurns[nth]!, nth)))
  const daysOnly = (all: Turn[][]) =>
    all.map((turns) => turns.map((turn) => ({ ...turn, steps: turn.steps.filter(({ kind }) => kind === 'day') })))
  const go = async (turns: Turn[][], forSeconds = seconds): Promise<Turned> => {
    const turned = await takeTurns(url, turns, forSeconds)
    for (const [plan, seq] of Object.entries(turned.after)) last.set(plan, seq)
    return turned
  }
  await go(productTurns(), 3)
  await go(bareTurns(), 3)
  const all = { product: [] as Turned[], floor: [] as Turned[], dayP95s: [] as number[], daySqlP95s: [] as number[] }
  for (let round = 1; round <= rounds; round++) {
    const [page, bare] = [await go(productTurns()), await go(bareTurns())]
    all.product.push(page)
    all.floor.push(bare)
    const [day, dayBare] = [await go(daysOnly(productTurns()), seconds / 2), await go(daysOnly(bareTurns()), seconds / 2)]
    all.dayP95s.push(day.kinds.day!.p95)
    all.daySqlP95s.push(dayBare.kinds.day!.p95)
    progress(
      `Round ${round}: product ${page.perSecond.toFixed(0)}/s, floor ${bare.perSecond.toFixed(0)}/s; My day p95 ${day.kinds.day!.p95} ms, its SQL ${dayBare.kinds.day!.p95} ms${page.firstWrong || bare.firstWrong ? `; ${page.firstWrong ?? bare.firstWrong}` : ''}`,
    )
  }
  const kinds = ['day', 'queue', 'plan', 'record', 'take', 'decide', 'entry']
  const statements = Object.fromEntries(
    kinds.map((kind) => [kind, median(floorTurns.map((_, nth) => recorded.get(`${nth} ${kind}`)!.statements.length))]),
  )
  return { ...all, statements }
}

/** How long a page takes when nothing else is asked: a place's size is to show in nothing else. */
type Alone = { readonly day: number; readonly queue: number; readonly plan: number; readonly wrong: number }
async function pagesAlone({ url, product, progress }: Desk, { rounds, seconds }: Options): Promise<Alone> {
  const { practitioners, frontDoor } = product
  const reads = (one: AtWork, nth: number): Turn => {
    const turn = turnOf(one, frontDoor[nth % frontDoor.length]!, nth)
    return { ...turn, steps: turn.steps.filter(({ method }) => method === 'GET') }
  }
  const one = () => takeTurns(url, [practitioners.map(reads)], Math.max(2, seconds / 2))
  await one()
  const all: Turned[] = []
  for (let round = 0; round < rounds; round++) all.push(await one())
  const of = (kind: 'day' | 'queue' | 'plan') => median(all.map(({ kinds }) => kinds[kind]!.p50))
  const alone = { day: of('day'), queue: of('queue'), plan: of('plan'), wrong: all.reduce((sum, { wrong }) => sum + wrong, 0) }
  const wrongs = all.find(({ firstWrong }) => firstWrong)?.firstWrong
  if (wrongs) progress(`Not answered: ${wrongs}`)
  progress(`Alone: My day ${alone.day} ms, the queue ${alone.queue} ms, a plan ${alone.plan} ms`)
  return alone
}

type Growth = { readonly small: Alone; readonly large: Alone; readonly ratio: number }
const compare = (small: Alone, large: Alone): Growth => ({
  small,
  large,
  ratio: Math.max(large.day / small.day, large.queue / small.queue),
})

/** Ends when the page draws that the worry is there, or that it no longer is. What waits for elements looks too seldom to measure by. */
const onScreen = (concern: string, wanted: boolean): string => `new Promise((resolve, reject) => {
  const until = performance.now() + 10000
  const look = () => {
    if ((document.querySelector('a[href="/concerns/${concern}"]') !== null) === ${wanted}) return resolve()
    return performance.now() > until ? reject(new Error('not on the screen')) : requestAnimationFrame(look)
  }
  look()
})`

/** From the press of the button to the row on a front door's page that stands open, in a real browser, one after another. */
async function worriesOnScreen({ url, product, progress }: Desk, { worries }: Options): Promise<number[]> {
  const browser = await launchBrowser()
  try {
    const context = await browser.newContext()
    const door = product.frontDoor[0]!
    await context.addCookies([{ name: 'session', value: door.token, url }])
    const page = await context.newPage()
    const follows = page.waitForResponse((response) => response.url().endsWith('/live'))
    await page.goto(`${url}/contacts`)
    await Promise.all([enhanced(page), follows])
    const took: number[] = []
    for (let nth = 0; nth < worries; nth++) {
      const { steps } = turnOf(product.practitioners[nth % product.practitioners.length]!, door, nth)
      const concern = randomUUID()
      const [record, take, decide] = (['record', 'take', 'decide'] as const).map(
        (kind) => steps.find((one) => one.kind === kind)!,
      )
      const began = performance.now()
      const [seen] = await Promise.all([
        page.evaluate(onScreen(concern, true)).then(() => performance.now()),
        send(url, record!, concern),
      ])
      took.push(seen - began)
      // What waits is as much as before, and several who press at the same moment are not what is measured.
      await send(url, take!, concern)
      await send(url, decide!, concern)
      await page.evaluate(onScreen(concern, false))
    }
    progress(`A worry is on the open screen after ${Math.round(median(took))} ms`)
    return took
  } finally {
    await browser.close()
  }
}

async function send(url: string, { path, cookie, form }: Step, concern: string): Promise<void> {
  const body = formOf(form!, (given) => given.replaceAll('{concern}', concern))
  const answer = await fetch(url + path.replaceAll('{concern}', concern), {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body,
  })
  if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}`)
}

const p95 = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1]!

function report({ residents, practitioners }: Options, all: Mixed, growth: Growth, screen: readonly number[]) {
  const ratio = median(all.product.map(({ perSecond }, round) => perSecond / all.floor[round]!.perSecond))
  const [dayP95, daySqlP95] = [median(all.dayP95s), median(all.daySqlP95s)]
  const wrong = [...all.product, ...all.floor, growth.small, growth.large].reduce((sum, one) => sum + one.wrong, 0)
  const worryOnScreenP95 = p95(screen)
  return {
    name: 'casework',
    ok:
      wrong === 0 &&
      ratio >= needed.ratio &&
      dayP95 <= needed.dayRatio * daySqlP95 &&
      growth.ratio <= needed.growthRatio &&
      worryOnScreenP95 <= needed.worryOnScreenMs,
    ratio: rounded(ratio),
    neededRatio: needed.ratio,
    mixedPerSecond: rounded(median(all.product.map(({ perSecond }) => perSecond))),
    floorPerSecond: rounded(median(all.floor.map(({ perSecond }) => perSecond))),
    dayP95Ms: dayP95,
    daySqlP95Ms: daySqlP95,
    dayRatio: rounded(dayP95 / daySqlP95),
    neededDayRatio: needed.dayRatio,
    growthRatio: rounded(growth.ratio),
    neededGrowthRatio: needed.growthRatio,
    dayAloneMs: [growth.small.day, growth.large.day],
    queueAloneMs: [growth.small.queue, growth.large.queue],
    planAloneMs: [growth.small.plan, growth.large.plan],
    worryOnScreenP95Ms: Math.round(worryOnScreenP95),
    neededWorryOnScreenMs: needed.worryOnScreenMs,
    statements: all.statements,
    kindsP95Ms: Object.fromEntries(
      Object.keys(all.statements).map((kind) => [
        kind,
        [all.product, all.floor].map((side) => rounded(median(side.map(({ kinds }) => kinds[kind]!.p95)))),
      ]),
    ),
    wrong,
    residents,
    practitioners,
    clients,
    against:
      'the same statements of the same requests under row security, log entries and commit, then rendered bytes, same process',
  }
}
