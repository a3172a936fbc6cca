/**
 * What a run says of itself, beside its links: records that could never be linked, how it treats groups of people, and, where the
 * truth is known, how right it was and whether its probabilities come true.
 */
import { type AliasProposal, proposeAliases } from './aliases.ts'
import type { Run } from './batch.ts'
import { usualClustering } from './batch.ts'
import { patternSelect } from './compile/duckdb.ts'
import { allTests } from './compile/plan.ts'
import { type Duck, named } from './duck.ts'
import { accuracyOf, type Band, bandsOf, countPairs, errorsByGroup, type GroupError, type Rate, rateOf } from './evaluation.ts'
import type { Model } from './model.ts'
import { countPatterns, scorePairs } from './score.ts'

/** How one group of records fares. */
export type GroupReport = {
  readonly by: string
  readonly group: string
  readonly records: number
  /** Records that are with another one. */
  readonly linked: Rate
  /** Records that say too little to be linked with anything, even with themselves. */
  readonly unlinkable: Rate
}

export type Report = {
  readonly unlinkable: number
  readonly groups: readonly GroupReport[]
  /** Names that one person seems to use for another, and that the model does not know. */
  readonly aliases: readonly AliasProposal[]
  /** Where the truth is known. */
  readonly judged?: {
    readonly precision: number | null
    readonly recall: number | null
    readonly f1: number | null
    readonly bands: readonly Band[]
    readonly errors: readonly (GroupError & { readonly by: string })[]
  }
}

export type ReportOptions = {
  /** Columns whose groups are told apart; not given: sex, where there is one. Year of birth and gaps are always told. */
  readonly groups: readonly string[]
  /** The column that says who each record truly is. */
  readonly truth?: string | undefined
}

/** The bounds between bands of probability. */
const bounds = [0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99]
/** Groups of fewer records are not told: their shares would be chance, and might tell of one person. */
const fewest = 20

/** Makes the table `unlinkable` (id) and reports on a run whose `clusters` (id, person) are there. */
export async function report(duck: Duck, model: Model, run: Run, { groups, truth }: ReportOptions): Promise<Report> {
  await findUnlinkable(duck, model, run)
  const [[unlinkable]] = (await duck.rows<[bigint]>('select count(*) from unlinkable join clusters using (id)')) as [[bigint]]
  const ways = await waysOf(duck, model, groups)
  const reports: GroupReport[] = []
  for (const { by, sql } of ways) {
    const rows = await duck.rows<[string, number, number, number]>(`
      select ${sql} as own, count(*)::double, count(*) filter (s.n > 1)::double, count(u.id)::double
      from records r join input i on i.id = r.id join clusters c on c.id = r.id
      join (select person, count(*) as n from clusters group by person) s on s.person = c.person left join unlinkable u on u.id = r.id
      group by own having count(*) >= ${fewest} order by own`)
    reports.push(
      ...rows.map(([group, records, linked, alone]) => ({
        by,
        group,
        records,
        linked: rateOf(linked, records),
        unlinkable: rateOf(alone, records),
      })),
    )
  }
  const aliases = await proposeAliases(duck, model)
  return {
    unlinkable: Number(unlinkable),
    groups: reports,
    aliases,
    ...(truth ? { judged: await judge(duck, run, truth, ways) } : {}),
  }
}

/** Records that would not be taken for one person with themselves. */
async function findUnlinkable(duck: Duck, model: Model, run: Run): Promise<void> {
  await duck.run('create or replace temp table own as select id as a, id as b from records')
  await duck.run(`create or replace temp table own_vectors as ${patternSelect(model, { pairs: 'own', records: 'records' })}`)
  const counts = await countPatterns(duck, 'own_vectors')
  await duck.run('drop table if exists own_scores')
  await scorePairs(duck, model, run.weights, run.frequencies, { from: 'own_vectors', into: 'own_scores', counts })
  const { stop } = model.clustering ?? usualClustering
  await duck.run(
    `create or replace table unlinkable as select id from records where id not in (select a from own_scores where bits >= ${stop})`,
  )
}

/** A way to tell groups apart: SQL over a record `r` and its input `i`. */
type Way = { readonly by: string; readonly sql: string }

async function waysOf(duck: Duck, model: Model, asked: readonly string[]): Promise<Way[]> {
  const columns = new Set((await duck.rows<[string]>('select column_name from (describe input)')).map(([name]) => name))
  const sex = model.fields.find((field) => /^(sex|gender)$/i.test(field.name))?.column
  const plain = asked.length > 0 ? asked : sex ? [sex] : []
  const birth = model.fields.find((field) => field.kind === 'date')
  const fields = model.fields.filter((field) => field.kind !== 'turned-date' && field.kind !== 'house')
  // Of encoded records there are columns that only keys take.
  const tested = new Set(allTests(model).flatMap((test) => ('field' in test ? [test.field] : [])))
  const compared = fields.filter((field) => field.kind !== 'given' || tested.has(field.name))
  const ways: [by: string, sql: string][] = [
    ...plain.filter((name) => columns.has(name)).map((name): [string, string] => [name, `i.${named(name)}::varchar`]),
    ...(birth
      ? [
          ['born', `case when r.${named(birth.name)} like '____-%' then left(r.${named(birth.name)}, 3) || '0s' end`] as [
            string,
            string,
          ],
        ]
      : []),
    ['fields that are missing', `(${compared.map((field) => `(r.${named(field.name)} is null)::integer`).join(' + ')})::varchar`],
  ]
  return ways.map(([by, sql]) => ({ by, sql: `coalesce(${sql}, 'not known')` }))
}

async function judge(duck: Duck, run: Run, truth: string, ways: readonly Way[]): Promise<NonNullable<Report['judged']>> {
  const persons = new Int32Array(run.records)
  let id = 0
  for await (const [some] of duck.chunks(
    `select (dense_rank() over (order by ${named(truth)}))::integer - 1 from input order by id`,
  )) {
    persons.set(some as number[], id)
    id += some!.length
  }
  const [[pairs]] = (await duck.rows<[bigint]>('select count(*) from edges')) as [[bigint]]
  const score = new Float64Array(Number(pairs))
  const match = new Uint8Array(Number(pairs))
  let pair = 0
  for await (const [a, b, bits] of duck.chunks('select a, b, bits from edges')) {
    for (let at = 0; at < a!.length; at++, pair++) {
      score[pair] = bits![at] as number
      match[pair] = persons[a![at] as number] === persons[b![at] as number] ? 1 : 0
    }
  }
  const errors = []
  for (const { by, sql } of ways)
    for (const one of errorsByGroup(run.clusters, persons, await groupsOf(duck, sql))) errors.push({ by, ...one })
  return { ...accuracyOf(countPairs(run.clusters, persons)), bands: bandsOf({ score, match }, bounds), errors }
}

/** The group of each record. A result has a text of its own for every row; of each group only one is kept. */
async function groupsOf(duck: Duck, sql: string): Promise<string[]> {
  const [groups, known] = [[] as string[], new Map<string, string>()]
  for await (const [some] of duck.chunks(`select ${sql} from records r join input i on i.id = r.id order by r.id`))
    for (const group of some as string[]) {
      // One text for all records of a group, however many they are.
      if (!known.has(group)) known.set(group, group)
      groups.push(known.get(group)!)
    }
  return groups
}

const percent = (rate: Rate): string =>
  rate ? `${(rate.rate * 100).toFixed(1)} % (${(rate.low * 100).toFixed(1)} to ${(rate.high * 100).toFixed(1)})` : 'none'

/** The report as lines of text. */
export function reportInWords({ unlinkable, groups, aliases, judged }: Report): string[] {
  const lines = [`${unlinkable.toLocaleString('en-GB')} records say too little to be linked with anything`]
  for (const one of groups)
    lines.push(
      `  ${one.by} ${one.group}: ${one.records.toLocaleString('en-GB')} records, linked ${percent(one.linked)}, unlinkable ${percent(one.unlinkable)}`,
    )
  for (const { one, other, people, timesChance } of aliases)
    lines.push(`  “${one}” and “${other}” may be one name: ${people} people have both, ${timesChance} times as many as by chance`)
  if (!judged) return lines
  const share = (value: number | null) => value?.toFixed(4) ?? 'none'
  lines.push(`against the truth: precision ${share(judged.precision)}, recall ${share(judged.recall)}, F1 ${share(judged.f1)}`)
  for (const band of judged.bands)
    if (band.actual)
      lines.push(
        `  probability ${band.from} to ${band.to}: ${band.actual.of.toLocaleString('en-GB')} pairs claim ${(band.claimed! * 100).toFixed(1)} %, and ${percent(band.actual)} are right`,
      )
  for (const one of judged.errors)
    if (one.missed && one.missed.of >= fewest)
      lines.push(`  ${one.by} ${one.group}: missed ${percent(one.missed)}, wrong ${percent(one.wrong)}`)
  return lines
}
