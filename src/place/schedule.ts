/** When each feed's files are made, what each covers, and in which order they arrive. */
import { type Day, moment, utc } from './days.ts'
import { type Feed, feeds } from './types.ts'

/** One file: it covers the days from the first to the one before `to`. */
export type FilePlan = {
  sequence: number
  name: string
  from: Day
  to: Day
  /** Everyone on file, and not only those who changed in the period. */
  full?: boolean
  /** The same bytes as the file before. */
  repeats?: boolean
}

/** Days before the as-of date at which a period ends. The last file ends on the as-of date itself. */
const ends: Partial<Record<Feed, readonly number[]>> = {
  'school-census': [68, 19, 1],
  'council-tax': [31, 1],
  'youth-justice': [31, 1],
  probation: [31, 8, 1],
}
const usualEnds = [31, 9, 1]

const fiveYears = 1826

/** The files of a feed, by sequence. */
export function filesOf(feed: Feed, asOf: Day): FilePlan[] {
  const cuts = (ends[feed] ?? usualEnds).map((days) => asOf - days)
  const files: FilePlan[] = [{ sequence: 1, name: 'opening', from: asOf - fiveYears, to: cuts[0]!, full: true }]
  for (let i = 1; i < cuts.length; i++) {
    files.push({ sequence: files.length + 1, name: 'changes', from: cuts[i - 1]!, to: cuts[i]! })
    // Family help pressed "send" twice.
    if (feed === 'council-early-help')
      files.push({ ...files.at(-1)!, sequence: files.length + 1, name: 'changes-again', repeats: true })
  }
  files.push({ sequence: files.length + 1, name: 'yesterday', from: cuts.at(-1)!, to: asOf })
  return files
}

export const fileName = (file: FilePlan, extension: string) =>
  `${String(file.sequence).padStart(4, '0')}-${file.name}.${extension}`

/** Each file is made at 05:00 UTC on the day on which its period ends. */
export const madeAt = (file: FilePlan) => moment(file.to, 300)

/** Files of the place that are not about people, and so in no feed. */
export type Publication = { id: string; organisation: string; extension: string; plans: readonly FilePlan[] }

export type Delivery = { feed: string; file: string; sequence: number; arrivesAt: string }

/** The order of arrival. The fire service's second file comes half an hour after its third; probation's two days late. */
export function deliveries(asOf: Day, extensionOf: (feed: Feed) => string, publications: readonly Publication[]): Delivery[] {
  const all = [
    ...feeds.flatMap((feed) =>
      filesOf(feed, asOf).map((plan) => ({ feed, plan, extension: extensionOf(feed), at: arrival(feed, plan, asOf) })),
    ),
    ...publications.flatMap(({ id, extension, plans }) => plans.map((plan) => ({ feed: id, plan, extension, at: madeAt(plan) }))),
  ]
  const order = [...new Set(all.map(({ feed }) => feed))]
  const inOrder = all.map((one) => ({ ...one, at: one.at + order.indexOf(one.feed) })).toSorted((a, b) => a.at - b.at)
  return inOrder.map(({ feed, plan, extension, at }) => ({
    feed,
    file: fileName(plan, extension),
    sequence: plan.sequence,
    arrivesAt: utc(at),
  }))
}

function arrival(feed: Feed, file: FilePlan, asOf: Day): number {
  if (feed === 'fire-home-safety' && file.sequence === 2) return moment(asOf, 300 + 45)
  if (feed === 'probation' && file.sequence === 2) return moment(file.to + 2, 300)
  return madeAt(file) + (file.repeats ? 15 : 0)
}
