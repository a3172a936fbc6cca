// Our matching beside Splink's, on records that neither was made for: the fictional place, whose truth is known, and FEBRL 4.
// Both run as commands of their own, on one thread, in turn. What each figure means: bench/matching/README.md.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Duck, openDuck } from '#matching/duck'
import type { Accuracy } from '#matching/evaluation'
import { temporaryFolder } from '#testing/folder'
import {
  bestComponents,
  type Claims,
  calibration,
  judgeClusters,
  judgePairs,
  precisionOfSure,
  readClaims,
  readTruth,
  type Truth,
} from './matching/judge.ts'
import { writePlaceRecords } from './matching/place-records.ts'
import { writeSameKeys } from './matching/same-keys.ts'
import { forms, installSplink, runSplink, type Splink, type SplinkRun } from './matching/splink.ts'
import { type Benchmark, type BenchmarkResult, median, rounded } from './support/benchmark.ts'
import { measure, type Taken } from './support/processes.ts'

/** What must hold, by the figure's name: at least, or at most, so much. */
const bars = {
  errorRatio: { most: 0.5 },
  precisionAt95: { least: 0.985 },
  febrl4BestF1: { least: 0.999 },
  febrl4F1At95: { least: 0.997 },
  timeAgainstDemo: { least: 5 },
  timeAgainstTuned: { least: 2.5 },
  memoryAgainstTuned: { most: 1 },
  timeAgainstPairsExponent: { most: 1 },
} as const satisfies Record<string, { least: number } | { most: number }>
type Figures = { readonly [Name in keyof typeof bars]?: number | undefined }

const notYet = ['live search in process', 'live search in PostgreSQL']

type Say = (line: string) => void
type Runs = { readonly ours: readonly OurRun[]; readonly sameKeys: readonly OurRun[]; readonly theirs: readonly SplinkRun[] }
type OurRun = Taken & { readonly comparedPairs: number; readonly pairs: string; readonly clusters: string }
type Options = { readonly seed: number; readonly rounds: number | undefined; readonly folder: string }

export const run: Benchmark = async (progress, options) => {
  const { residents = '100000', sizes = residents, seed = '1', rounds, folder } = options
  const work = folder ?? temporaryFolder('matching')
  mkdirSync(work, { recursive: true })
  try {
    const installed = options.splink === 'no' ? [] : await installSplink(progress)
    const splinks = options.splink === 'newest' ? installed.slice(-1) : installed
    const given: Options = { seed: Number(seed), rounds: rounds ? Number(rounds) : undefined, folder: work }
    const febrl = await febrl4(work, splinks, progress)
    const measured = []
    for (const size of sizes
      .split(',')
      .map(Number)
      .sort((a, b) => a - b))
      measured.push(await onPlace(size, given, splinks, progress))
    return resultOf(measured, febrl)
  } finally {
    if (!folder) rmSync(work, { recursive: true, force: true })
  }
}

type OnPlace = Awaited<ReturnType<typeof onPlace>>
type Febrl = Awaited<ReturnType<typeof febrl4>>

function resultOf(measured: readonly OnPlace[], febrl: Febrl): BenchmarkResult {
  const [first, largest] = [measured[0]!, measured.at(-1)!]
  const figures: Figures = {
    errorRatio: largest.errorRatio,
    precisionAt95: largest.ours.precisionAt95 ?? undefined,
    febrl4BestF1: febrl?.ours.bestF1,
    febrl4F1At95: febrl?.ours.f1At95,
    timeAgainstDemo: largest.timeAgainstDemo,
    timeAgainstTuned: largest.timeAgainstTuned,
    memoryAgainstTuned: largest.memoryAgainstTuned,
    timeAgainstPairsExponent: measured.length > 1 ? exponentBetween(first.sameKeys, largest.sameKeys) : undefined,
  }
  const named = Object.entries(bars) as [keyof Figures, { least?: number; most?: number }][]
  const missed = named.filter(([name, { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }]) => {
    const figure = figures[name]
    return figure !== undefined && !(figure >= least && figure <= most)
  })
  return {
    name: 'matching',
    ok: missed.length === 0,
    ...(largest.errorRatio === undefined ? {} : { ratio: exact(largest.errorRatio) }),
    against:
      'Splink 4.0.16 and the newest 5 in the same run, on one thread, with the settings of bench/matching/splink_run.py; of the two the better one for each figure, for accuracy at its best threshold',
    ...Object.fromEntries(named.map(([name]) => [name, figures[name] === undefined ? null : exact(figures[name])])),
    bars,
    missed: missed.map(([name]) => name),
    unmeasured: named.filter(([name]) => figures[name] === undefined).map(([name]) => name),
    notYet,
    places: measured,
    febrl4: febrl ?? 'skipped: needs the acceptance data',
  }
}

/** By which power of the compared pairs the time grows. */
function exponentBetween(small: OnPlace['sameKeys'], large: OnPlace['sameKeys']): number {
  return Math.log(large.seconds / small.seconds) / Math.log(large.comparedPairs / small.comparedPairs)
}

/** Everything that is measured on a place of one size. */
async function onPlace(residents: number, { seed, rounds, folder }: Options, splinks: readonly Splink[], say: Say) {
  const table = await placeTable(residents, seed, folder, say)
  const runs = await inTurn(rounds ?? (residents > 500_000 ? 1 : 3), table, splinks, say)
  const duck = await openDuck({ folder: join(folder, 'judge'), threads: 1, memoryLimit: '4GB' })
  try {
    const truth = await readTruth(duck, table.truth)
    const ours = await judgeOurs(duck, truth, runs.ours)
    const sameKeys = await judgeOurs(duck, truth, runs.sameKeys)
    say(`Ours: F1 ${ours.f1}, precision ${ours.precision}, recall ${ours.recall}`)
    const theirs = []
    for (const group of byForm(runs.theirs)) {
      theirs.push(await judgeTheirs(duck, truth, group))
      say(`Splink ${theirs.at(-1)!.version}, ${group[0]!.form}: F1 ${theirs.at(-1)!.best.f1} at its best threshold`)
    }
    return {
      residents,
      seed,
      records: truth.persons.length,
      truePairs: truth.pairs,
      ours,
      sameKeys,
      splink: theirs,
      ...ratios(ours, sameKeys, theirs),
    }
  } finally {
    duck.close()
    rmSync(join(folder, 'judge'), { recursive: true, force: true })
  }
}

type Ours = Awaited<ReturnType<typeof judgeOurs>>
type Theirs = Awaited<ReturnType<typeof judgeTheirs>>

/** Against the better version of Splink in each: the more accurate one, the faster one, the smaller one. Time is that of the same keys. */
function ratios(ours: Ours, sameKeys: Ours, theirs: readonly Theirs[]) {
  if (theirs.length === 0) return {}
  const least = (form: string, figure: 'seconds' | 'peakMB') =>
    theirs.filter((one) => one.form === form).reduce((low, one) => Math.min(low, one[figure] ?? low), Number.POSITIVE_INFINITY)
  const smallest = least('tuned', 'peakMB')
  return {
    errorRatio: ours.error / theirs.reduce((low, one) => Math.min(low, one.best.error), 1),
    timeAgainstDemo: least('demo', 'seconds') / sameKeys.seconds,
    timeAgainstTuned: least('tuned', 'seconds') / sameKeys.seconds,
    ownKeysTimeAgainstDemo: rounded(least('demo', 'seconds') / ours.seconds),
    ownKeysTimeAgainstTuned: rounded(least('tuned', 'seconds') / ours.seconds),
    memoryAgainstTuned:
      ours.peakMB === null || sameKeys.peakMB === null || !Number.isFinite(smallest)
        ? undefined
        : Math.max(ours.peakMB, sameKeys.peakMB) / smallest,
  }
}

type Table = { readonly file: string; readonly truth: string; readonly folder: string }

/** The place as a table of records; one that stands there already from an earlier run is used again. */
async function placeTable(residents: number, seed: number, folder: string, say: Say): Promise<Table> {
  const own = join(folder, `${residents}-${seed}`)
  const [file, truth, place] = [join(own, 'records.csv'), join(own, 'truth.csv'), join(own, 'place')]
  if (!existsSync(truth)) {
    say(`Making a place of ${residents.toLocaleString('en-GB')} residents, seed ${seed} …`)
    mkdirSync(own, { recursive: true })
    await measure(process.execPath, ['src/place/main.ts', '--residents', `${residents}`, '--seed', `${seed}`, '--out', place])
    const records = await writePlaceRecords(place, file, `${truth}.part`)
    renameSync(`${truth}.part`, truth)
    rmSync(place, { recursive: true })
    say(`${records.toLocaleString('en-GB')} records`)
  }
  return { file, truth, folder: own }
}

/** Ours and theirs in turn, every other round the other way round, so that a machine that slows down is fair to both. */
async function inTurn(rounds: number, { file, folder }: Table, splinks: readonly Splink[], say: Say): Promise<Runs> {
  const ours: OurRun[] = []
  const sameKeys: OurRun[] = []
  const theirs: SplinkRun[] = []
  const [proposed, spec] = [join(folder, 'proposed.json'), join(folder, 'same-keys.json')]
  const turns = [
    async () => {
      const one = await runOurs('dedupe', [file], join(folder, 'ours'), ['--save', proposed])
      ours.push(one)
      return told('Ours', one)
    },
    async () => {
      writeSameKeys(proposed, spec)
      // Splink sets nothing aside, however many agree in a key.
      const one = await runOurs('dedupe', [file], join(folder, 'same-keys'), ['--spec', spec, '--cap', '1000000000'])
      sameKeys.push(one)
      return told('Ours with the keys of Splink', one)
    },
    ...splinks.flatMap((splink, at) =>
      forms.map((form) => async () => {
        const one = await runSplink(splink, 'place', form, [file], join(folder, `splink-${at}-${form}`))
        theirs.push(one)
        return told(`Splink ${one.version}, ${form}`, one)
      }),
    ),
  ]
  for (let round = 1; round <= rounds; round++)
    for (const turn of round % 2 === 1 ? turns : turns.toReversed()) say(`Round ${round}: ${await turn()}`)
  return { ours, sameKeys, theirs }
}

const told = (who: string, { seconds, peakMB }: Taken) => `${who}: ${seconds.toFixed(1)} s, ${peakMB ?? '?'} MB`

/** Our matching as a user runs it, with a model that it proposes itself: no setting but the number of threads, unless `more` says so. */
async function runOurs(
  mode: 'dedupe' | 'link',
  inputs: readonly string[],
  out: string,
  more: readonly string[] = [],
): Promise<OurRun> {
  const files = inputs.flatMap((file) => ['--in', file])
  const args = ['src/matching/main.ts', mode, ...files, '--out', `${out}.parquet`, '--threads', '1', ...more]
  const taken = await measure(process.execPath, args)
  return { ...taken, ...(JSON.parse(taken.lastLine) as Pick<OurRun, 'comparedPairs' | 'pairs' | 'clusters'>) }
}

async function judgeOurs(duck: Duck, truth: Truth, runs: readonly OurRun[]) {
  const { pairs, clusters, comparedPairs } = runs.at(-1)!
  const [claims, accuracy] = [await readClaims(duck, pairs), await judgeClusters(duck, clusters, truth)]
  return { ...takenBy(runs), comparedPairs, ...scores(accuracy), ...claimed(claims) }
}

/** One version in one form: as it comes out at 0.95, and as its components would at the threshold that suits them best. */
async function judgeTheirs(duck: Duck, truth: Truth, runs: readonly SplinkRun[]) {
  const { version, form, pairs, clusters, keptPairs, stepsSeconds } = runs.at(-1)!
  const claims = await readClaims(duck, pairs)
  const at95 = await judgeClusters(duck, clusters, truth)
  const { thresholdBits, ...best } = bestComponents(claims, truth)
  return {
    version,
    form,
    ...takenBy(runs),
    stepsSeconds,
    keptPairs,
    bestThresholdBits: thresholdBits,
    best: scores(best),
    at95: scores(at95),
    ...claimed(claims),
  }
}

const byForm = (runs: readonly SplinkRun[]): SplinkRun[][] => [
  ...Map.groupBy(runs, ({ version, form }) => `${version} ${form}`).values(),
]

const takenBy = (runs: readonly Taken[]) => ({
  seconds: rounded(median(runs.map((one) => one.seconds))),
  peakMB: runs.some((one) => one.peakMB === null) ? null : median(runs.map((one) => one.peakMB!)),
  rounds: runs.length,
})

const scores = ({ precision, recall, f1 }: Accuracy) => ({
  precision: exact(precision ?? 0),
  recall: exact(recall ?? 0),
  f1: exact(f1 ?? 0),
  error: exact(1 - (f1 ?? 0)),
})

const claimed = (claims: Claims) => {
  const sure = precisionOfSure(claims)
  return {
    precisionAt95: sure && exact(sure.rate),
    precisionAt95Range: sure && [exact(sure.low), exact(sure.high)],
    pairsAt95: sure?.of ?? 0,
    claimedLessTrue: calibration(claims),
  }
}

/** To five places: an error of one in a thousand shall still have two figures. */
const exact = (share: number): number => Number(share.toFixed(5))

/** The real set: two files of 5,000 records, each of A the same person as one of B. Undefined where it is not there. */
async function febrl4(folder: string, splinks: readonly Splink[], say: Say) {
  const data = join(process.env.COMMONWEAL_DATA ?? join(process.cwd(), '../shared/data'), 'real/linkage')
  const files = ['febrl4a.csv', 'febrl4b.csv'].map((name) => join(data, name))
  if (!files.every((file) => existsSync(file))) {
    say('FEBRL 4: skipped: needs the acceptance data')
    return undefined
  }
  const duck = await openDuck({ folder: join(folder, 'judge'), threads: 1, memoryLimit: '2GB' })
  try {
    const truth = join(folder, 'febrl4.truth.csv')
    writeFebrlTruth(files, truth)
    const { pairs: actual } = await readTruth(duck, truth)
    const judged = async (run: Taken & { readonly pairs: string }) => {
      const { best, at95 } = judgePairs(await readClaims(duck, run.pairs), actual)
      return { seconds: rounded(run.seconds), peakMB: run.peakMB, bestF1: exact(best), f1At95: exact(at95) }
    }
    const ours = await judged(await runOurs('link', files, join(folder, 'febrl4')))
    say(`FEBRL 4, ours: F1 ${ours.bestF1} at the best threshold, ${ours.f1At95} at 0.95`)
    const theirs = []
    for (const splink of splinks) {
      const run = await runSplink(splink, 'febrl4', 'demo', files, join(folder, 'febrl4-splink'))
      theirs.push({ version: run.version, ...(await judged(run)) })
      say(`FEBRL 4, Splink ${run.version}: F1 ${theirs.at(-1)!.bestF1} at the best threshold, ${theirs.at(-1)!.f1At95} at 0.95`)
    }
    return { truePairs: actual, ours, splink: theirs }
  } finally {
    duck.close()
    rmSync(join(folder, 'judge'), { recursive: true, force: true })
  }
}

/** "rec-N-org" of A and "rec-N-dup-0" of B are one person. */
function writeFebrlTruth(files: readonly string[], out: string): void {
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n').slice(1))
  const known = lines.map((line) => /^(rec-\d+)-\w+(-\d+)?/.exec(line)!).map(([id, person]) => `${id},${person}\n`)
  writeFileSync(out, `record_id,person\n${known.join('')}`)
}
