import type { Fact } from '#modules/feeds'
import { type PlainDate, plainDate, Temporal } from '#platform/dates'
import { isInView, latestFirst, oneSource, only } from './facts-of.rules.ts'
import type { Home } from './household.rules.ts'
import type { Source } from './person.rules.ts'

export type TimelineEntry = {
  readonly on: PlainDate
  readonly title: string
  readonly text: string
  readonly role: string | null
  readonly result: string | null
  readonly source: Source
}
const roleWords: Record<string, string> = {
  victim: 'as victim',
  witness: 'as witness',
  reporter: 'as the one who reported it',
  suspect: 'as suspect',
  missing: 'as the missing person',
}
const inWords = (code: string) => code.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())

/** All agencies in one order, newest first. What has left the view by its date is not there. */
export function timelineOf(
  facts: readonly Fact[],
  homes: readonly Home[],
  today: PlainDate,
  from: (fact: Fact) => Source,
): TimelineEntry[] {
  const events = only(facts, 'event')
    .filter((fact) => isInView(fact, today))
    .map((fact) => ({
      on: plainDate(fact.content.occurredAt.slice(0, 10)),
      title: inWords(fact.content.type),
      text: fact.content.summary,
      role: roleWords[fact.content.role] ?? null,
      result: fact.content.result ?? null,
      source: from(fact),
    }))
  const involvements = only(facts, 'involvement').flatMap((fact) => {
    const entry = (on: string, title: string): TimelineEntry => ({
      on: plainDate(on),
      title,
      text: fact.content.service,
      role: null,
      result: null,
      source: from(fact),
    })
    return [
      entry(fact.content.openedOn, 'Involvement began'),
      ...(fact.content.closedOn ? [entry(fact.content.closedOn, 'Involvement ended')] : []),
    ]
  })
  return [...events, ...involvements, ...movesOf(homes, today)].toSorted(latestFirst((row) => row.on))
}

/** The days on which a source says that she came to a home and left it: only those that it gives itself, each agency's once. */
function movesOf(homes: readonly Home[], today: PlainDate): TimelineEntry[] {
  const moves = homes.flatMap(({ address, said }) =>
    address === null
      ? []
      : said.flatMap(({ source, from, to, replaced }) => [
          ...(from ? [{ on: from, title: 'Moved in', text: address, role: null, result: null, source }] : []),
          ...(to && !replaced ? [{ on: to, title: 'Moved out', text: address, role: null, result: null, source }] : []),
        ]),
  )
  const past = moves.filter(({ on }) => Temporal.PlainDate.compare(on, today) <= 0)
  return [...Map.groupBy(past, ({ on, title, text, source }) => `${on} ${title} ${text} ${source.agency}`).values()].map(
    (its) => ({
      ...its[0]!,
      source: oneSource(its.map(({ source }) => source)),
    }),
  )
}
