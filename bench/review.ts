// How many answers of a reviewer it takes until who is one person is right in 99.9 of 100 pairs that are claimed, and for 99.9 of 100 that are
// true: in the order of the review desk, and in any order. The fictional place, whose truth is known; a reviewer who is always right.
import { createReadStream, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse'
import { Components } from '#matching/components'
import { hashKey } from '#matching/siphash'
import { temporaryFolder } from '#testing/folder'
import {
  type Comparable,
  compare,
  joinBits,
  type Member,
  matchRecordOf,
  mostHolders,
  type Pair,
  peopleOf,
  reviewBits,
  type StaffDecision,
  worth,
} from '../src/modules/person-index/testing.ts'
import { type recordColumns, writePlaceRecords } from './matching/place-records.ts'
import { type Benchmark, rounded } from './support/benchmark.ts'
import { measure } from './support/processes.ts'

/** Pairs that say less than this are not worth a reviewer's time in any order. */
const leastBits = -10
/** Precision and recall that are asked for, the last one by the issue. */
const wanted = [0.99, 0.995, 0.999] as const
/** What we aim at: that the desk's order needs at most this share of the answers that any order needs. */
const aimedRatio = 0.5

type Say = (line: string) => void
type Held = Member & { readonly comparable: Comparable; readonly keys: readonly bigint[]; readonly person: string }
type Judged = { readonly precision: number; readonly recall: number }

export const run: Benchmark = async (progress, { residents = '100000', seed = '1', folder }) => {
  const work = folder ?? temporaryFolder('review')
  mkdirSync(work, { recursive: true })
  try {
    const held = await recordsOf(work, residents, seed, progress)
    const pairs = comparedPairs(held)
    progress(`${held.length.toLocaleString('en-GB')} records, ${pairs.length.toLocaleString('en-GB')} pairs worth a look`)
    const orders = {
      desk: review(held, pairs, (pair, people) => worth({ ...people, probability: 1 / (1 + 2 ** -pair.bits) }), progress),
      random: review(held, pairs, (_, __, chance) => chance, progress),
    }
    const { desk, random } = orders
    const [asked, inAny] = [desk.reached.at(-1)!, random.reached.at(-1)!]
    return {
      name: 'review',
      ok: asked !== null && inAny !== null,
      ...(asked !== null && inAny !== null && { ratio: rounded(asked / inAny) }),
      residents: Number(residents),
      records: held.length,
      before: desk.before,
      answersAtTheDesk: desk.answersAtTheDesk,
      afterTheDesk: desk.afterTheDesk,
      wanted,
      answersInDeskOrder: desk.reached,
      answersInAnyOrder: random.reached,
      aimedRatio,
      against: 'the same pairs in random order, answered by the same reviewer, who is always right',
    }
  } finally {
    if (!folder) rmSync(work, { recursive: true, force: true })
  }
}

/** The records of a place as the live index holds them, with who they are. */
async function recordsOf(work: string, residents: string, seed: string, say: Say): Promise<Held[]> {
  say(`Making a place of ${Number(residents).toLocaleString('en-GB')} residents, seed ${seed} …`)
  const [place, records, truth] = [join(work, 'place'), join(work, 'records.csv'), join(work, 'truth.csv')]
  await measure(process.execPath, ['src/place/main.ts', '--residents', residents, '--seed', seed, '--out', place])
  await writePlaceRecords(place, records, truth)
  const personOf = new Map<string, string>()
  for await (const row of rowsOf<'record_id' | 'person'>(truth)) personOf.set(row.record_id, row.person)
  const secret = hashKey(Buffer.alloc(16, 7))
  const held: Held[] = []
  for await (const row of rowsOf<(typeof recordColumns)[number]>(records)) {
    const one = (value: string) => (value === '' ? [] : [value])
    const { epoch, comparable, keys } = matchRecordOf(
      {
        epoch: 1,
        protected: false,
        names: [{ given: row.forename || null, family: row.surname || null, other: null, use: 'usual' }],
        birthdays: one(row.dob),
        homes: one(row.address).map((address) => ({ address, postcode: row.postcode || null, left: false })),
        sexes: one(row.sex) as ('female' | 'male')[],
        contacts: (['phone', 'email'] as const).flatMap((system) => one(row[system]).map((value) => ({ system, value }))),
        identifiers: one(row.nhs_number).map((value) => ({ scheme: 'nhs-number', value, superseded: false })),
        references: [],
      },
      secret,
    )
    const { numbers, replaced } = comparable
    const content = `${row.source}|${JSON.stringify(comparable)}`
    held.push({
      source: row.record_id,
      epoch,
      numbers,
      replaced,
      content,
      comparable,
      keys,
      person: personOf.get(row.record_id)!,
    })
  }
  return held
}

const rowsOf = <Column extends string>(path: string): AsyncIterable<Record<Column, string>> =>
  createReadStream(path).pipe(parse({ columns: true }))

/** Every pair that shares a key which not too many hold, as the live index compares it: those worth a look, by the places of their records. */
function comparedPairs(held: readonly Held[]): Compared[] {
  const holders = new Map<bigint, number[]>()
  for (const [at, { keys }] of held.entries())
    for (const key of keys) {
      const its = holders.get(key)
      if (its) its.push(at)
      else holders.set(key, [at])
    }
  const seen = new Set<number>()
  const pairs: Compared[] = []
  for (const its of holders.values()) {
    if (its.length > mostHolders) continue
    for (const [nth, one] of its.entries())
      for (const other of its.slice(nth + 1)) {
        const id = one * held.length + other
        if (seen.has(id)) continue
        seen.add(id)
        const { bits } = compare(held[one]!.comparable, held[other]!.comparable)
        if (bits >= leastBits) pairs.push({ one, other, bits })
      }
  }
  return pairs
}
type Compared = { readonly one: number; readonly other: number; readonly bits: number }

/** What a pair's answer would change: how many pairs of records hang on it, and how many records must be read. */
type Sides = { readonly settles: number; readonly records: number }

/** Answers pair after pair, most worth first, until the last of the figures is reached: after how many answers each was. */
function review(held: readonly Held[], pairs: readonly Compared[], worthOf: WorthOf, say: Say) {
  const state = new People(held, pairs)
  const chance = randomNumbers()
  const inOrder = pairs
    .map((pair) => ({ pair, worth: worthOf(pair, state.sides(pair), chance()) }))
    .toSorted((a, b) => b.worth - a.worth)
  const before = state.judged()
  const reached: (number | null)[] = wanted.map(() => null)
  const note = (answers: number, { precision, recall }: Judged) => {
    for (const [at, figure] of wanted.entries()) if (precision >= figure && recall >= figure) reached[at] ??= answers
  }
  note(0, before)
  let answers = 0
  let [answersAtTheDesk, afterTheDesk] = [0, before]
  for (const { pair } of inOrder) {
    if (reached.at(-1) !== null) break
    if (!state.isOpen(pair)) continue
    state.answer(pair)
    answers++
    const judged = state.judged()
    note(answers, judged)
    // What says less than this is not put up at the desk today.
    if (pair.bits >= reviewBits) [answersAtTheDesk, afterTheDesk] = [answersAtTheDesk + 1, judged]
    if (answers % 2000 === 0)
      say(`${answers.toLocaleString('en-GB')} answers: precision ${judged.precision}, recall ${judged.recall}`)
  }
  return { before, reached, answersAtTheDesk, afterTheDesk }
}
type WorthOf = (pair: Compared, sides: Sides, chance: number) => number

/** Numbers from 0 to 1, the same in each run: mulberry32. */
function randomNumbers(state = 20261127): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Who is one person as answers come in: after each, the people of those that hang together with it are made anew by the rules. */
class People {
  readonly #held: readonly Held[]
  readonly #pairsOf = new Map<number, Compared[]>()
  readonly #decided: StaffDecision[][]
  readonly #personOf: Int32Array
  readonly #members = new Map<number, readonly number[]>()
  readonly #place: ReadonlyMap<string, number>
  #next = 0
  #claimed = 0
  #correct = 0
  readonly #actual: number

  constructor(held: readonly Held[], pairs: readonly Compared[]) {
    this.#held = held
    this.#place = new Map(held.map(({ source }, at) => [source, at]))
    this.#decided = held.map(() => [])
    this.#personOf = new Int32Array(held.length).fill(-1)
    for (const pair of pairs)
      for (const at of [pair.one, pair.other]) {
        const its = this.#pairsOf.get(at)
        if (its) its.push(pair)
        else this.#pairsOf.set(at, [pair])
      }
    const joined = new Components(held.length)
    for (const { one, other, bits } of pairs) if (bits >= joinBits) joined.join(one, other)
    const roots = joined.roots()
    for (const together of Map.groupBy(held.keys(), (at) => roots[at]!).values()) this.#makeAnew(together)
    this.#actual = [...Map.groupBy(held, ({ person }) => person).values()].reduce((sum, its) => sum + among(its.length), 0)
  }

  judged(): Judged {
    return { precision: rounded5(this.#correct / this.#claimed), recall: rounded5(this.#correct / this.#actual) }
  }

  sides({ one, other }: Compared): Sides {
    const [own, others] = [this.#of(one).length, this.#of(other).length]
    return { settles: own * others, records: own + others }
  }

  /** Whether there is anything to ask: they are two people now, nobody has said so, and no valid numbers say so. */
  isOpen({ one, other }: Compared): boolean {
    if (this.#personOf[one] === this.#personOf[other]) return false
    const [own, others] = [this.#of(one), this.#of(other)]
    const theirs = new Set(others.map((at) => this.#held[at]!.source))
    const known = own.some((at) =>
      this.#decided[at]!.some(({ source, other: another }) => theirs.has(source) || theirs.has(another)),
    )
    if (known) return false
    const numbers = [own, others].map((side) => side.flatMap((at) => this.#held[at]!.numbers))
    return numbers.some((some) => some.length === 0) || numbers[0]!.some((number) => numbers[1]!.includes(number))
  }

  /** What somebody who knows would say of the two whole sides. */
  answer({ one, other }: Compared): void {
    const isSame = this.#held[one]!.person === this.#held[other]!.person
    const [own, others] = [this.#of(one), this.#of(other)]
    const source = this.#held[one]!.source
    const decisions: StaffDecision[] = isSame
      ? [{ kind: 'together', source, other: this.#held[other]!.source }]
      : own.flatMap((at) =>
          others.map((its) => ({ kind: 'apart' as const, source: this.#held[at]!.source, other: this.#held[its]!.source })),
        )
    for (const decision of decisions)
      for (const at of [decision.source, decision.other]) this.#decided[this.#place.get(at)!]!.push(decision)
    this.#makeAnew(this.#reached([...own, ...others]))
  }

  #of(at: number): readonly number[] {
    return this.#members.get(this.#personOf[at]!)!
  }

  #reached(from: readonly number[]): number[] {
    const reached = new Set(from)
    for (const at of reached) {
      for (const { one, other, bits } of this.#pairsOf.get(at) ?? []) if (bits >= joinBits) reached.add(one === at ? other : one)
      for (const { kind, source, other } of this.#decided[at]!)
        if (kind === 'together') reached.add(this.#place.get(source)!).add(this.#place.get(other)!)
      for (const its of this.#of(at)) reached.add(its)
    }
    return [...reached]
  }

  #makeAnew(some: readonly number[]): void {
    const here = new Set(some)
    for (const person of new Set(some.map((at) => this.#personOf[at]!).filter((one) => one >= 0)))
      this.#count(this.#members.get(person)!, -1)
    const pairs: Pair[] = some.flatMap((at) =>
      (this.#pairsOf.get(at) ?? [])
        .filter(({ one, other }) => one === at && here.has(other))
        .map(({ one, other, bits }) => ({ one: this.#held[one]!.source, other: this.#held[other]!.source, bits })),
    )
    const decided = [...new Set(some.flatMap((at) => this.#decided[at]!))]
    for (const sources of peopleOf(
      some.map((at) => this.#held[at]!),
      pairs,
      decided,
    )) {
      const its = sources.map((source) => this.#place.get(source)!)
      const person = this.#next++
      this.#members.set(person, its)
      for (const at of its) this.#personOf[at] = person
      this.#count(its, 1)
    }
  }

  #count(its: readonly number[], sign: 1 | -1): void {
    this.#claimed += sign * among(its.length)
    for (const same of Map.groupBy(its, (at) => this.#held[at]!.person).values()) this.#correct += sign * among(same.length)
  }
}

const among = (records: number) => (records * (records - 1)) / 2
const rounded5 = (share: number) => Number(share.toFixed(5))
