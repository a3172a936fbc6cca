// The person page over HTTP, logged, against a hand-written handler in the same process: the page's own statements under row
// security, the log insert and commit, then the page's bytes as they were rendered before. In turn, eight clients each.
import { rmSync } from 'node:fs'
import pg from 'pg'
import { z } from 'zod'
import { buildApp } from '#app/build-app'
import { makeFictionalPlace, personaIssuer } from '#app/first-start'
import { findPlace, openHouse, type RunningHouse } from '#app/house'
import { handlersOf, policy, roomRoutes } from '#app/wiring'
import { findWorkerBySignIn } from '#modules/partnership'
import { readConfig } from '#platform/config'
import { connect, preparingPool, type Statement } from '#platform/database'
import type { Kernel } from '#platform/http/kernel'
import { newId } from '#platform/ids'
import { formTokens } from '#platform/sign-in/forms'
import { openSession, signInCaller } from '#platform/sign-in/sessions'
import { inTransaction } from '#platform/transactions'
import { temporaryFolder } from '#testing/folder'
import { type Benchmark, median } from './support/benchmark.ts'
import { load } from './support/load.ts'
import { type RecordedPage, replay } from './support/replay.ts'

const needed = { ratio: 0.4, p95Ms: 50, tail: 6 }
const clients = 8

/** `data`: a folder in which the place is made once and kept for the next run; without it the place goes with the run. */
export const run: Benchmark = async (
  progress,
  { residents = '300000', rounds = '5', seconds = '6', pages = '150', data = '' },
) => {
  const folder = data || temporaryFolder('bench')
  const config = readConfig({ DATA_DIR: folder, RESIDENTS: residents, LOG_LEVEL: 'silent', PORT: '0' })
  const house = await openHouse(config, progress)
  try {
    const kept = await findPlace(house.services)
    if (kept?.loaded) house.setPlace(kept)
    else await makeFictionalPlace(house, handlersOf, progress)
    return await measure(house, progress, {
      residents: Number(residents),
      rounds: Number(rounds),
      seconds: Number(seconds),
      pages: Number(pages),
    })
  } finally {
    await house.stop()
    if (!data) rmSync(folder, { recursive: true, force: true })
  }
}

type Options = { residents: number; rounds: number; seconds: number; pages: number }

async function measure(running: RunningHouse, progress: (line: string) => void, { residents, rounds, seconds, pages }: Options) {
  const { services, adminUrl } = running
  const admin = new pg.Client(adminUrl)
  await admin.connect()
  await admin.query('analyze')
  const { token, session, workerId } = await signIn(running, admin)
  const people = await peopleOf(admin, workerId, pages)
  const recorded = new Map<string, RecordedPage>()
  const pool = preparingPool(appUrl(running), 10)
  const kernel = kernelOf(running)
  const app = await buildApp(kernel, [
    ...roomRoutes,
    (floor) => {
      const open = 'a benchmark'
      floor.get(
        '/floor/:id',
        { config: { open }, schema: { hide: true, params: z.object({ id: z.string() }), response: { 200: z.any() } } },
        async (request, reply) => {
          const page = recorded.get(request.params.id)!
          await replay(pool, services.house.db.process, session, page)
          return reply.type('text/html; charset=utf-8').serializer(String).send(page.bytes)
        },
      )
    },
  ])
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  const cookie = `session=${token}`
  try {
    progress(`Recording the statements of ${people.length} pages …`)
    await recordPages(running, people, token, recorded, kernel)
    const [productPaths, floorPaths] = [people.map((id) => `/people/${id}`), people.map((id) => `/floor/${id}`)]
    const shape = { url, cookie, connections: clients, seconds }
    await load({ ...shape, paths: productPaths, seconds: 3 })
    await load({ ...shape, paths: floorPaths, seconds: 3 })
    const product: number[] = []
    const floor: number[] = []
    let wrong = 0
    const [p95s, floorP95s]: [number[], number[]] = [[], []]
    for (let round = 1; round <= rounds; round++) {
      const [page, bare] = [await load({ ...shape, paths: productPaths }), await load({ ...shape, paths: floorPaths })]
      product.push(page.perSecond)
      floor.push(bare.perSecond)
      p95s.push(page.p95)
      floorP95s.push(bare.p95)
      wrong += page.wrong + bare.wrong
      progress(`Round ${round}: page ${page.perSecond.toFixed(0)}/s (p95 ${page.p95} ms), floor ${bare.perSecond.toFixed(0)}/s`)
    }
    const steady = await load({ ...shape, paths: productPaths, rate: Math.round(median(product) * 0.7) })
    const health = await load({ ...shape, paths: ['/healthz'], seconds: 3 })
    const f1 = await contextAndInsert(pool, running, token, seconds)
    const ratio = median(product) / median(floor)
    const tail = steady.p99 / Math.max(1, steady.p50)
    const ok = wrong === 0 && ratio >= needed.ratio && median(p95s) <= needed.p95Ms && tail <= needed.tail
    return {
      name: 'person-view',
      ok,
      ratio: round2(ratio),
      neededRatio: needed.ratio,
      residents,
      clients,
      pagesPerSecond: round2(median(product)),
      floorPerSecond: round2(median(floor)),
      statementsPerPage: median([...recorded.values()].map((page) => page.statements.length)),
      p95Ms: median(p95s),
      floorP95Ms: median(floorP95s),
      p95At70PercentMs: steady.p95,
      p50At70PercentMs: steady.p50,
      p99At70PercentMs: steady.p99,
      tailRatio: round2(tail),
      wrong,
      f1PerSecond: round2(f1),
      hPerSecond: round2(health.perSecond),
      against: 'the same statements under row security, log insert and commit, then rendered bytes, same process',
    }
  } finally {
    await app.close()
    await pool.end()
    await admin.end()
  }
}

/** The people whom this worker or a team of hers works with now. */
export async function peopleOf(admin: pg.Client, workerId: string, most = 150): Promise<string[]> {
  const { rows } = await admin.query<{ id: string }>(
    `select distinct l.person_id as id from information_governance.relationship r join person_index.link l on l.source_person_id = r.source_person_id and l.ended_at is null
     where (r.worker_id = $1 or r.team_id in (select team_id from partnership.team_member where worker_id = $1)) and r.active_to is null order by 1 limit $2`,
    [workerId, most],
  )
  return rows.map((row) => row.id)
}

const round2 = (value: number) => Math.round(value * 100) / 100
export const appUrl = (running: RunningHouse) =>
  Object.assign(new URL(running.adminUrl), {
    username: 'app',
    password: running.services.vault.derive('database role app').toString('hex'),
  }).href

export function kernelOf({ services }: RunningHouse): Kernel {
  return {
    services,
    policy,
    cookieName: 'session',
    ...formTokens(services.vault),
    sameOrigin: () => true,
    formTargets: [],
    navigation: [],
    duty: () => ({ team: 'Duty team', phone: '01632 960000' }),
  }
}

export async function signIn(
  { services }: RunningHouse,
  admin: pg.Client,
): Promise<{ token: string; session: string; workerId: string }> {
  return inTransaction(services.house, signInCaller(newId(), 'session.open'), 'session.open', async (tx) => {
    const worker = (await findWorkerBySignIn(tx, personaIssuer, 'amina-hussain'))!
    const token = await openSession(
      tx,
      { kind: 'worker', actorId: worker.id, organisationId: worker.employers[0]!.organisationId, purpose: 'tenancy-support' },
      true,
    )
    return { token, workerId: worker.id }
  }).then(async (opened) => ({
    ...opened,
    session: (
      await admin.query('select id from ctx.session where actor_id = $1 order by signed_in_at desc limit 1', [opened.workerId])
    ).rows[0].id,
  }))
}

/** Opens each page once over a connection that notes its statements. */
async function recordPages(
  running: RunningHouse,
  people: readonly string[],
  token: string,
  recorded: Map<string, RecordedPage>,
  kernel: Kernel,
): Promise<void> {
  let statements: Statement[] = []
  const noting = connect(appUrl(running), running.services.house.db.process, {
    max: 1,
    onStatement: (statement) => statements.push(statement),
  })
  const services = { ...running.services, place: running.services.place, house: { ...running.services.house, db: noting } }
  const app = await buildApp({ ...kernel, services }, roomRoutes)
  for (const id of people) {
    statements = []
    const page = await app.inject({ url: `/people/${id}`, cookies: { session: token } })
    if (page.statusCode !== 200) throw new Error(`the page of ${id} answered ${page.statusCode}`)
    recorded.set(id, { statements, bytes: page.body })
  }
  await app.close()
  await noting.destroy()
}

/** F1 of the safety page: context, one point read, one insert in the name of the act, commit; eight at once. */
async function contextAndInsert(pool: pg.Pool, { services }: RunningHouse, token: string, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000
  let done = 0
  const one = async () => {
    while (performance.now() < until) {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const { id, sign } = services.house.db.process
        const [begun] = (await client.query('select * from ctx.begin($1, $2)', [token, id])).rows
        // What is written is bound to the act, which the process signs.
        const granted = JSON.stringify({ cells: [], bound: {}, act: 'session.read' })
        await client.query('select ctx.grant($1, $2, $3)', [
          granted,
          id,
          sign(`grant|${begun.here}|${begun.session_id}|${granted}`),
        ])
        await client.query('select name from platform.place')
        await client.query(
          `insert into platform.audit_event (id, actor_id, act, subject, facts) values (gen_random_uuid(), $1, 'session.read', 'bench', '{}')`,
          [begun.actor_id],
        )
        await client.query('commit')
        done++
      } finally {
        client.release()
      }
    }
  }
  await Promise.all(Array.from({ length: clients }, one))
  return done / seconds
}
