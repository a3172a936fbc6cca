import type { Fact } from '#modules/feeds'
import type { AddressRules } from '#modules/person-index'
import { type PlainDate, Temporal } from '#platform/dates'
import { addressOf, type Of, oneSource, only } from './facts-of.rules.ts'
import type { RecordInput, Source } from './person.rules.ts'

/** What one source says of a stay: half-open days, null where it gives none. */
export type Said = {
  readonly source: Source
  readonly from: PlainDate | null
  readonly to: PlainDate | null
  readonly stand: 'now' | 'past' | 'coming'
  /** Its source gave no end: it has written another address from that day. */
  readonly replaced: boolean
  /** Of somebody else in the home: whether the source says that they live together, or only the same address of both. */
  readonly by: 'household' | 'address'
}
/** `disputed`: one source says that it ended while another still says that it goes on. */
export type Stand = Said['stand'] | 'disputed'

type Recognised = ReturnType<AddressRules['recogniseAddresses']>[number]
/** Half-open days, null where nothing says them. */
export type Days = { readonly from: PlainDate | null; readonly to: PlainDate | null }
/** A stay as its source states it. `key` is that of the home, null where nothing safe can be said; `group` never is. */
export type Stay = Days & {
  readonly fact: Of<'residence'>
  readonly key: string | null
  readonly group: string
  readonly uprn: string | null
  readonly found: Recognised['found']
  readonly replaced: boolean
}
export const daysOf = (fact: Fact): Days => ({ from: fact.validFrom, to: fact.validTo })
const isBefore = (one: PlainDate, other: PlainDate): boolean => Temporal.PlainDate.compare(one, other) < 0

/** The stays of each person, newest statement first, with their homes recognised among all of them together. */
export function staysOf(people: readonly Fact[][], { homes }: RecordInput, today: PlainDate): Map<Fact[], Stay[]> {
  const written = people.map((facts) => only(facts, 'residence'))
  const recognised = homes.recogniseAddresses(written.flat().map((fact) => fact.content))
  let at = 0
  return new Map(
    written.map((residences, person) => {
      const found = residences.map((fact) => {
        const { key, uprn, found } = recognised[at++]!
        return {
          fact,
          key,
          uprn,
          found,
          group:
            key ??
            `as written ${addressOf(fact)
              .toLowerCase()
              .replace(/[^a-z0-9]/g, '')}`,
        }
      })
      return [
        people[person]!,
        found.map((stay) => {
          const next = stay.fact.validTo ? undefined : followedBy(stay, found, today)
          return { ...stay, from: stay.fact.validFrom, to: next ?? stay.fact.validTo, replaced: next !== undefined }
        }),
      ]
    }),
  )
}

/**
 * The day from which the same record has another address that was written down later: many systems keep no end. Two that were written
 * at one time, or that begin on no day, stand side by side.
 */
function followedBy(
  stay: Pick<Stay, 'fact' | 'group'>,
  all: readonly Pick<Stay, 'fact' | 'group'>[],
  today: PlainDate,
): PlainDate | undefined {
  const { fact, group } = stay
  return all
    .filter(
      (other) =>
        other.group !== group &&
        other.fact.sourcePersonId === fact.sourcePersonId &&
        other.fact.validFrom !== null &&
        !isBefore(today, other.fact.validFrom) &&
        (fact.validFrom === null || isBefore(fact.validFrom, other.fact.validFrom)) &&
        Temporal.Instant.compare(other.fact.eventAt, fact.eventAt) > 0,
    )
    .map((other) => other.fact.validFrom!)
    .toSorted(Temporal.PlainDate.compare)[0]
}

/** The days that are in both; undefined if none is. */
export function shared(one: Days, other: Days): Days | undefined {
  const from =
    [one.from, other.from]
      .filter((day) => day !== null)
      .toSorted(Temporal.PlainDate.compare)
      .at(-1) ?? null
  const to = [one.to, other.to].filter((day) => day !== null).toSorted(Temporal.PlainDate.compare)[0] ?? null
  return from !== null && to !== null && !isBefore(from, to) ? undefined : { from, to }
}

export const standOn = ({ from, to }: Days, today: PlainDate): Said['stand'] =>
  to !== null && !isBefore(today, to) ? 'past' : from !== null && isBefore(today, from) ? 'coming' : 'now'

export const saidOf = (
  fact: Fact,
  { from, to }: Days,
  today: PlainDate,
  source: (fact: Fact) => Source,
  by: Said['by'],
  replaced = false,
): Said => ({ source: source(fact), from, to, stand: standOn({ from, to }, today), replaced, by })

/** One dataset's word of the same days once, what says that they live together before what says only where. */
export const once = (said: readonly Said[]): Said[] =>
  [...Map.groupBy(said, ({ source, from, to }) => `${source.datasetId} ${from} ${to}`).values()].map((its) => ({
    ...its[0]!,
    source: oneSource(its.map(({ source }) => source)),
  }))

/** A dataset that says that they live together and, beside it, where: one word, with the days that it gives of either. */
export function onceEach(said: readonly Said[]): Said[] {
  const all = once(said)
  const undated = ({ from, to, by }: Said) => by === 'household' && from === null && to === null
  return all.flatMap((one) => {
    const beside = (other: Said) => other.source.datasetId === one.source.datasetId && other.stand === one.stand && other !== one
    if (undated(one)) return all.some((other) => beside(other) && other.by === 'address') ? [] : [one]
    return all.some((other) => beside(other) && undated(other)) ? [{ ...one, by: 'household' as const }] : [one]
  })
}

/** An end that one dataset states, of a stay that another says had begun before it and goes on, is a contradiction. */
export function standOf(said: readonly Said[]): Stand {
  const now = said.filter(({ stand }) => stand === 'now')
  if (now.length === 0) return said.some(({ stand }) => stand === 'coming') ? 'coming' : 'past'
  const ended = said.filter(({ stand, replaced }) => stand === 'past' && !replaced)
  const isAtOdds = ended.some((end) =>
    now.some(({ source, from }) => source.datasetId !== end.source.datasetId && (from === null || isBefore(from, end.to!))),
  )
  return isAtOdds ? 'disputed' : 'now'
}
