import { clusterByAverage, type RecordPair } from '#matching/clustering'
import { Components } from '#matching/components'

/**
 * Which source persons are one human: what the model's comparisons say, within what people decided. Pure: the answer is a function
 * of the set of records and of the standing decisions alone, so that files arriving in any order end in the same people (I5).
 * For the same reason a pair that once was joined and now says less than `joinBits` is joined no longer: it is put up for
 * review. To keep it, as other systems do, would make the people depend on what came first.
 *
 * 1. What a person decided (together, apart) holds before everything.
 * 2. Two valid NHS numbers, neither of which the other's sender has replaced, are two people. No weighing comes against that.
 * 3. Else those are joined whose pairs say at least `joinBits` on average, strongest first.
 * 4. Where a record fits two who are not one, what the one says is taken off what the other says: a record that fits both alike is
 *    joined to neither. One of whom a person said that she is not the other leaves the record to the other.
 */

/** Joined for good at this: the model claims 0.985. Measured on the fictional place, one joined pair in two thousand is wrong. */
export const joinBits = 6
/** Put up for people to look at from here: as likely one person as not. Less is not worth their time. */
export const reviewBits = 0
/** Two who were compared and say less than this of one another are taken for two where a third record fits both: father and son of one name. */
const unlikeBits = 3
/** What a pair counts that shares no key, as in the batch: records of one person nearly always share one. */
const unseenBits = -6

/** One record with what decides beside the model. */
export type Member = {
  readonly source: string
  /** Two identities of different epochs are never one person, whoever says so. */
  readonly epoch: number
  /** Valid NHS numbers in use, and those that the sender replaced. */
  readonly numbers: readonly string[]
  readonly replaced: readonly string[]
  /** What the record says. Of two answers that are equally good, that counts which comes first by this, and not by when a file came. */
  readonly content: string
}
/** What two records say for being one person, in bits. */
export type Pair = { readonly one: string; readonly other: string; readonly bits: number }
/** `apart`: the source is not the other; it is the source that is set aside. `together` has no direction. */
export type StaffDecision = { readonly kind: 'together' | 'apart'; readonly source: string; readonly other: string }

/** The people that these records make. Everyone is in exactly one; people and their records are in the order of their ids. */
export function peopleOf(members: readonly Member[], pairs: readonly Pair[], decisions: readonly StaffDecision[]): string[][] {
  const inOrder = members.toSorted((a, b) => order(a.content, b.content) || order(a.source, b.source))
  const place = new Map(inOrder.map((member, at) => [member.source, at]))
  const decided = (kind: StaffDecision['kind']): RecordPair[] =>
    decisions.flatMap(({ kind: its, source, other }) => {
      const [one, two] = [place.get(source), place.get(other)]
      return its === kind && one !== undefined && two !== undefined && inOrder[one]!.epoch === inOrder[two]!.epoch
        ? [[one, two] as const]
        : []
    })
  const rules = new Rules(inOrder, decided('together'), decided('apart'))
  const compared = pairs.map(({ one, other, bits }) => ({ one: place.get(one)!, other: place.get(other)!, bits }))
  const weighed = againstRivals(compared, rules)
  const roots = clusterByAverage({
    records: inOrder.length,
    left: Int32Array.from(weighed, (pair) => pair.one),
    right: Int32Array.from(weighed, (pair) => pair.other),
    weight: Float64Array.from(weighed, (pair) => pair.bits),
    stop: joinBits,
    unseen: unseenBits,
    mustLink: rules.together,
    cannotLink: rules.cannotLink(weighed),
  })
  return [...Map.groupBy(inOrder.keys(), (at) => roots[at]!).values()]
    .map((people) => people.map((at) => inOrder[at]!.source).toSorted(order))
    .toSorted((a, b) => order(a[0]!, b[0]!))
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

type Weighed = { readonly one: number; readonly other: number; readonly bits: number }

/** Who cannot be one person, whatever the model says. Records are numbered by their places. */
class Rules {
  readonly together: readonly RecordPair[]
  /** Of those who were set aside: whom they are not. */
  readonly #apart = new Map<number, Set<number>>()
  /** What people joined counts as one record: the numbers of all of them. */
  readonly #block: Int32Array
  readonly #numbers = new Map<number, { readonly held: Set<string>; readonly replaced: Set<string> }>()

  constructor(members: readonly Member[], together: readonly RecordPair[], apart: readonly RecordPair[]) {
    this.together = together
    const blocks = new Components(members.length)
    for (const [one, other] of together) blocks.join(one, other)
    this.#block = blocks.roots()
    for (const [setAside, other] of apart) {
      const others = this.#apart.get(setAside) ?? new Set()
      this.#apart.set(setAside, others.add(other))
    }
    for (const [at, { numbers, replaced }] of members.entries()) {
      const its = this.#numbers.get(this.#block[at]!) ?? { held: new Set(), replaced: new Set() }
      this.#numbers.set(this.#block[at]!, its)
      for (const number of numbers) its.held.add(number)
      for (const number of replaced) its.replaced.add(number)
    }
  }

  /** Whether what fits `other` as well is no longer this one's: they cannot be one, or this one was said not to be the other. */
  yieldsTo(one: number, other: number): boolean {
    return !this.isTogether(one, other) && (this.#twoNumbers(one, other) || this.#isApart(one, other))
  }

  /** Whether people said that these are one, in however many steps. */
  isTogether(one: number, other: number): boolean {
    return this.#block[one] === this.#block[other]
  }

  /** The pairs that must not be joined, among those whom comparisons or people bring together at all. */
  cannotLink(pairs: readonly Weighed[]): RecordPair[] {
    const near = new Components(this.#block.length)
    for (const [one, other] of this.together) near.join(one, other)
    for (const { one, other, bits } of pairs) if (bits >= joinBits) near.join(one, other)
    const roots = near.roots()
    const together = Map.groupBy(roots.keys(), (at) => roots[at]!)
    return [...together.values()].flatMap((some) =>
      some.flatMap((one, at) =>
        some
          .slice(at + 1)
          .filter((other) => this.yieldsTo(one, other) || this.yieldsTo(other, one))
          .map((other): RecordPair => [one, other]),
      ),
    )
  }

  #isApart(one: number, other: number): boolean {
    return this.#apart.get(one)?.has(other) ?? false
  }

  #twoNumbers(one: number, other: number): boolean {
    const [a, b] = [this.#numbers.get(this.#block[one]!)!, this.#numbers.get(this.#block[other]!)!]
    if (a.held.size === 0 || b.held.size === 0) return false
    const apart = (some: Set<string>, others: Set<string>) => ![...some].some((number) => others.has(number))
    return apart(a.held, b.held) && apart(a.held, b.replaced) && apart(b.held, a.replaced)
  }
}

/** Takes off each pair what its rivals say: the odds of all whom the record might be, and who are not one another, add up to one. */
function againstRivals(pairs: readonly Weighed[], rules: Rules): Weighed[] {
  const fitting = new Map<number, { readonly at: number; readonly bits: number }[]>()
  const unlike = new Set<string>()
  const add = (one: number, other: number, bits: number) => fitting.set(one, [...(fitting.get(one) ?? []), { at: other, bits }])
  for (const { one, other, bits } of pairs) {
    if (bits >= joinBits) {
      add(one, other, bits)
      add(other, one, bits)
    } else if (bits < unlikeBits) unlike.add(`${one} ${other}`).add(`${other} ${one}`)
  }
  const rivalry = (of: number, fits: number) =>
    Math.log2(
      (fitting.get(fits) ?? [])
        .filter(({ at }) => at !== of && !rules.isTogether(of, at) && (rules.yieldsTo(of, at) || unlike.has(`${of} ${at}`)))
        .reduce((odds, rival) => odds + 2 ** rival.bits, 1),
    )
  return pairs.map((pair) =>
    pair.bits < joinBits
      ? pair
      : { ...pair, bits: pair.bits - Math.max(rivalry(pair.one, pair.other), rivalry(pair.other, pair.one)) },
  )
}
