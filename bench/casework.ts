// Practitioners and the front door at work, over HTTP, logged and under row security, against a hand-written handler in the same process that sends the very
// statements of the same requests: the database's own floor. Then what a practitioner's day costs beside its SQL, whether a place ten times as large makes it
// slower, and how long a worry takes from its writer's press to the front door's open screen.
import { randomUUID } from 'node:crypto'
import { enhanced, launchBrowser } from '#testing/browser'
import { type Benchmark, median, rounded } from './support/benchmark.ts'
import { plantedEntries } from './support/caseload.ts'
import { atPlace, clients, type Desk, formOf, onFloor, reading, recordTurns, type Size, turnOf, turnsOf } from './support/desk.ts'
import { openElsewhere } from './support/desk-elsewhere.ts'
import { type Step, type Turn, type Turned, takeTurns } from './support/turns.ts'

const needed = { ratio: 0.4, dayRatio: 3, growthRatio: 1.2, worryOnScreenMs: 1000 }

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
  return atPlace(progress, data, options, async (desk) => {
    const growth = await grown(desk, options, tenth)
    const screen = await worriesOnScreen(desk, options)
    return report(options, await mixed(desk, options), growth, screen)
  })
}

type Mixed = {
  readonly product: readonly Turned[]
  readonly floor: readonly Turned[]
  readonly dayP95s: readonly number[]
  readonly daySqlP95s: readonly number[]
  readonly statements: Readonly<Record<string, number>>
}

async function mixed(desk: Desk, { rounds, seconds }: Options): Promise<Mixed> {
  const { url, product, floor, progress, recorded } = desk
  const floorTurns = floor.practitioners.map((one, nth) => turnOf(one, floor.frontDoor[nth % clients]!))
  progress(`Recording the statements of ${floorTurns.length} turns …`)
  await recordTurns(desk, floorTurns)
  // What was recorded has written one entry; from there each side goes on counting.
  const last = new Map<string, number>(floorTurns.map(({ plan }) => [plan, plantedEntries + 1]))
  const counted = (turn: Turn): Turn => ({ ...turn, after: last.get(turn.plan) ?? turn.after })
  const productTurns = () => turnsOf(product, (one, door) => counted(turnOf(one, door)))
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

type Growth = {
  /** How long a page takes in the small place and in the large one, in milliseconds. */
  readonly day: readonly [number, number]
  readonly queue: readonly [number, number]
  readonly plan: readonly [number, number]
  /** By how much the slower of My day and the queue has grown. */
  readonly ratio: number
  readonly wrong: number
}

/**
 * What the same pages take in a place a tenth as large, asked by one client in turn with this one: the machine's own speed changes from minute to minute by
 * more than what is measured.
 */
async function grown({ url, product, progress }: Desk, { rounds, seconds, data }: Options, size: Size): Promise<Growth> {
  progress(`Beside it a place of ${size.residents} residents …`)
  const small = await openElsewhere(data, size)
  const alone = (where: string, turns: readonly Turn[]) => takeTurns(where, [turns], Math.max(2, seconds / 3))
  const pairs: [Turned, Turned][] = []
  try {
    // The first finds nothing prepared.
    for (let round = 0; round <= rounds; round++) {
      const pair: [Turned, Turned] = [await alone(small.url, small.turns), await alone(url, reading(product))]
      if (round > 0) pairs.push(pair)
    }
  } finally {
    await small.close()
  }
  const of = (kind: string) => pairs.map((pair) => pair.map(({ kinds }) => kinds[kind]!.p50) as [number, number])
  const typical = (kind: string): [number, number] => [
    median(of(kind).map(([one]) => one)),
    median(of(kind).map(([, other]) => other)),
  ]
  const ratios = ['day', 'queue'].map((kind) => median(of(kind).map(([one, other]) => other / one)))
  const growth = {
    day: typical('day'),
    queue: typical('queue'),
    plan: typical('plan'),
    ratio: Math.max(...ratios),
    wrong: pairs.flat().reduce((sum, { wrong }) => sum + wrong, 0),
  }
  progress(`Alone, small and large: My day ${growth.day.join(' and ')} ms, the queue ${growth.queue.join(' and ')} ms`)
  return growth
}

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
      const { steps } = turnOf(product.practitioners[nth % product.practitioners.length]!, door)
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
  const wrong = [...all.product, ...all.floor, growth].reduce((sum, one) => sum + one.wrong, 0)
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
    dayAloneMs: growth.day,
    queueAloneMs: growth.queue,
    planAloneMs: growth.plan,
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
