// The disclosure decision: of a person whom twelve services hold, and of a list of fifty people such as My day shows. Everything that it does is
// in the time: relationships, bars, agreements, Cedar, and for a view its signed grant and its log entries. Each request is put at another minute, so
// that no answer of Cedar's is used twice.
import { rmSync } from 'node:fs'
import pg from 'pg'
import { makeFictionalPlace } from '#app/first-start'
import { openHouse, type RunningHouse } from '#app/house'
import { handlersOf } from '#app/wiring'
import type { Subject } from '#modules/information-governance'
import { decideAbout } from '#modules/person-index'
import { readConfig } from '#platform/config'
import { newId } from '#platform/ids'
import type { Services } from '#platform/services'
import { readPersonal } from '#platform/transactions'
import { temporaryFolder } from '#testing/folder'
import { signIn } from './person-view.ts'
import { type Benchmark, median, rounded } from './support/benchmark.ts'

const needed = { p50Ms: 4, ratio: 10 }
const [datasetsEach, peopleOnList] = [12, 50]

export const run: Benchmark = async (progress, { residents = '3000', rounds = '400' }) => {
  const folder = temporaryFolder('bench')
  const running = await openHouse(
    readConfig({ DATA_DIR: folder, RESIDENTS: residents, LOG_LEVEL: 'silent', PORT: '0' }),
    progress,
  )
  try {
    await makeFictionalPlace(running, handlersOf, progress)
    return await measure(running, progress, Number(rounds))
  } finally {
    await running.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function measure(running: RunningHouse, progress: (line: string) => void, rounds: number) {
  const admin = new pg.Client(running.adminUrl)
  await admin.connect()
  const { token, workerId } = await signIn(running, admin)
  const people = await subjectsOf(admin, workerId)
  await admin.end()
  const first = people[0]!
  progress(`${people.length} people, each held by ${first.sources.length} services.`)
  const [single, list]: number[][] = [[], []]
  const decisions: number[] = []
  // In turn, so that what else the machine does weighs on both alike.
  for (let round = -20; round < rounds; round++) {
    const one = await view(running.services, token, [first], round + 100)
    const many = await view(running.services, token, people, round + 1000)
    if (round < 0) continue
    decisions.push(one.decisionMs)
    single!.push(one.wholeMs)
    list!.push(many.wholeMs)
    if (round % 100 === 99) progress(`${round + 1} rounds: a decision ${median(decisions).toFixed(2)} ms`)
  }
  const ratio = (people.length / median(list!)) * median(single!)
  return {
    name: 'disclosure',
    ok: median(decisions) <= needed.p50Ms && ratio >= needed.ratio,
    ratio: rounded(ratio),
    neededRatio: needed.ratio,
    p50Ms: rounded(median(decisions)),
    neededP50Ms: needed.p50Ms,
    p95Ms: rounded(decisions.sort((a, b) => a - b)[Math.floor(decisions.length * 0.95)]!),
    viewP50Ms: rounded(median(single!)),
    listP50Ms: rounded(median(list!)),
    datasets: datasetsEach,
    people: people.length,
    against:
      'ratio: people decided, granted and logged in a second on a list of fifty, to the same for one person alone; no answer of Cedar used twice',
  }
}

/** One logged view of these people, at a minute of its own. */
async function view(services: Services, token: string, subjects: readonly Subject[], minute: number) {
  const now = services.house.now().add({ seconds: minute * 60 })
  const then: Services = { ...services, place: services.place, house: { ...services.house, now: () => now } }
  const began = performance.now()
  let decisionMs = 0
  await readPersonal(
    services.house,
    { requestId: newId(), sessionToken: token },
    'shared-record.person.read',
    async (tx) => {
      const from = performance.now()
      const disclosed = await decideAbout(then, tx, subjects, 'person')
      decisionMs = performance.now() - from
      return disclosed
    },
    async () => undefined,
  )
  return { decisionMs, wholeMs: performance.now() - began }
}

/** Fifty people, the first of whom the worker works with most: put together of source persons from as many services as a decision is to be about. */
async function subjectsOf(admin: pg.Client, workerId: string): Promise<Subject[]> {
  const { rows } = await admin.query<{ dataset_id: string; sources: string[]; own: string[] }>(
    `select s.dataset_id, (array_agg(s.id::text order by s.id))[1:400] as sources,
       array(select r.source_person_id::text from information_governance.relationship r where r.dataset_id = s.dataset_id and r.active_to is null
         and r.active_from <= now() and r.worker_id = $1 order by 1) as own
     from feeds.source_person s group by s.dataset_id order by s.dataset_id`,
    [workerId],
  )
  const her = rows.toSorted((a, b) => b.own.length - a.own.length)[0]
  if (!her || her.own.length === 0 || rows.length < datasetsEach) throw new Error('this place is too small for the benchmark')
  const others = rows.filter((row) => row !== her).slice(0, datasetsEach - 1)
  return Array.from({ length: peopleOnList }, (_, nth) => ({
    personId: newId(),
    protection: 'none' as const,
    sources: [
      { sourcePersonId: her.own[nth % her.own.length]!, datasetId: her.dataset_id },
      ...others.map(({ dataset_id, sources }) => ({ sourcePersonId: sources[nth % sources.length]!, datasetId: dataset_id })),
    ],
  }))
}
