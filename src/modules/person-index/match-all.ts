import { rmSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import type { AliasProposal } from '#matching/aliases'
import { learnAnew, runBatch } from '#matching/batch'
import type { KeyReport } from '#matching/block'
import { Components } from '#matching/components'
import { openDuck } from '#matching/duck'
import type { Table } from '#matching/hypotheses'
import { withWeights } from '#matching/hypotheses'
import { type GroupReport, report } from '#matching/report'
import { openKey } from '#matching/siphash'
import { joinBits, type Member, type Pair, peopleOf, type StaffDecision } from './grouping.rules.ts'
import { type Comparable, compare, modelInUse } from './matching.ts'
import { mostHolders } from './records.repository.ts'

export type HeldRecord = Member & { readonly comparable: Comparable }

/** How the whole matching went: counts and shares, nothing of any person. */
export type MatchReport = {
  readonly keys: readonly KeyReport[]
  readonly pairs: number
  readonly patterns: number
  readonly unlinkable: number
  readonly groups: readonly GroupReport[]
  readonly aliases: readonly AliasProposal[]
  /** What this place's records would teach a model of the same form: as in the model in use, a number for each level of each comparison. */
  readonly learned: { readonly m: Table; readonly h: Table; readonly u: Table }
  readonly steps: readonly { readonly step: string; readonly ms: number }[]
}

/** The people that all these records make at once, by the batch engine under the model in use and what people decided. */
export type Matched = { readonly people: readonly (readonly string[])[]; readonly report: MatchReport }

const nothingMatched: MatchReport = {
  keys: [],
  pairs: 0,
  patterns: 0,
  unlinkable: 0,
  groups: [],
  aliases: [],
  learned: { m: [], h: [], u: [] },
  steps: [],
}
/** How many pairs are taken at random to see how strangers agree. */
const sample = 200_000

/** Half of the machine's memory, since the database and the pages need theirs; 300,000 residents took 2 GB. */
const mostMemory = (): string => `${Math.max(2048, Math.floor(totalmem() / 2 / 2 ** 20))}MB`

/**
 * Matches all records at once with the batch engine, which finds, compares and weighs pairs by other code than the live index; only how pairs are
 * put together is the same (`grouping.rules.ts`). Values are held in memory and never written: a place that needs more than half of the
 * machine's fails, and says so.
 */
export async function matchAll(
  records: readonly HeldRecord[],
  decided: readonly StaffDecision[],
  folder: string,
): Promise<Matched> {
  if (records.length === 0) return { people: [], report: nothingMatched }
  const duck = await openDuck({ folder, threads: Math.max(1, cpus().length - 1), memoryLimit: mostMemory() })
  try {
    const { model, weights, frequencies } = modelInUse
    // Two fields may read one column: the first of them holds what stands there.
    const fields = [...new Map(model.fields.toReversed().map((field) => [field.column, field])).values()]
    await duck.run(
      `create table input (id integer, source integer, nth integer, ${fields.map(({ column }) => `${column} varchar`).join(', ')})`,
    )
    // A record of several ways of writing is as many rows; a pair of records says what its strongest pair of rows says.
    const recordOf: number[] = []
    for (let from = 0; from < records.length; from += 5000) {
      const rows = records
        .slice(from, from + 5000)
        .flatMap(({ comparable }, at) => comparable.rows.map((row, nth) => ({ record: from + at, nth, row })))
      await duck.append('input', [
        rows.map((_, at) => recordOf.length + at),
        // Its source is the record: what too many share is counted by records, as in the live index.
        rows.map(({ record }) => record),
        rows.map(({ nth }) => nth),
        ...fields.map(({ name }) => rows.map(({ row }) => (row[name] == null ? null : String(row[name])))),
      ])
      for (const { record } of rows) recordOf.push(record)
    }
    const options = {
      link: false,
      seed: 1,
      hashKey: openKey,
      cap: mostHolders,
      capCounts: 'sources' as const,
      frequencies,
      // Two who were compared and say ever so little of one another are known to be unlike: that keeps a third from both.
      least: Number.NEGATIVE_INFINITY,
      sample,
      progress: () => {},
    }
    const run = await runBatch(duck, withWeights(model, weights), options)
    const { m, h, u } = await learnAnew(duck, model, run, options)
    const people = peopleOf(records, await strongestPairs(), decided)
    // Each record counts once in what is told of groups, by the first way in which it is written.
    await duck.run('create table clusters (id integer, person integer)')
    const personOf = new Map(people.flatMap((its, at) => its.map((source) => [source, at] as const)))
    await duck.run('create table person_of (record integer, person integer)')
    for (let from = 0; from < records.length; from += 20_000) {
      const part = records.slice(from, from + 20_000)
      await duck.append('person_of', [part.map((_, at) => from + at), part.map(({ source }) => personOf.get(source)!)])
    }
    await duck.run(
      'insert into clusters select i.id, p.person from input i join person_of p on p.record = i.source where i.nth = 0',
    )
    const { unlinkable, groups, aliases } = await report(duck, model, run, { groups: [] })
    const { keys, pairs, patterns, steps } = run
    return { people, report: { keys, pairs, patterns, unlinkable, groups, aliases, learned: { m, h, u }, steps } }

    /** What records that may be one person say of one another: those that hang together by pairs that join, or by people's word. */
    async function strongestPairs(): Promise<Pair[]> {
      const places = new Map(records.map(({ source }, at) => [source, at]))
      const together = new Components(records.length)
      for (const { kind, source, other } of decided)
        if (kind === 'together' && places.has(source) && places.has(other)) together.join(places.get(source)!, places.get(other)!)
      for await (const { one, other, bits } of comparedPairs()) if (bits >= joinBits) together.join(one, other)
      const roots = together.roots()
      const bitsOf = new Map<number, number>()
      for await (const { one, other, bits } of comparedPairs()) {
        if (roots[one] !== roots[other]) continue
        const pair = Math.min(one, other) * records.length + Math.max(one, other)
        bitsOf.set(pair, Math.max(bitsOf.get(pair) ?? Number.NEGATIVE_INFINITY, bits))
      }
      return Array.from(bitsOf, ([pair, bits]) => ({
        one: records[Math.floor(pair / records.length)]!.source,
        other: records[pair % records.length]!.source,
        bits,
      }))
    }

    /** Pairs of records of one identity epoch, by the places of their records. */
    async function* comparedPairs() {
      for await (const [a, b, bits] of duck.chunks('select a, b, bits::double from edges'))
        for (let at = 0; at < a!.length; at++) {
          const [one, other] = [recordOf[a![at] as number]!, recordOf[b![at] as number]!]
          const [left, right] = [records[one]!, records[other]!]
          if (one === other || left.epoch !== right.epoch) continue
          // A number that its sender replaced is no other number: the engine knows nothing of that.
          const isReplaced = left.replaced.length > 0 || right.replaced.length > 0
          yield { one, other, bits: isReplaced ? compare(left.comparable, right.comparable).bits : (bits![at] as number) }
        }
    }
  } finally {
    duck.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
