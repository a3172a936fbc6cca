/** One household's life while its five years are played: its troubles, and the ways in which something is noted to have happened. */
import { type Day, minutesADay } from '../days.ts'
import type { Dice } from '../random.ts'
import type { Feed } from '../types.ts'
import type { Cluster, Happening, Help, Household, Human, Marker, Trouble, TroubleKind } from './people.ts'

export type Life = {
  cluster: Cluster
  household: Household
  dice: Dice
  asOf: Day
  hard: number
  /** The number of the next incident; shared by the whole place. */
  incident: () => number
  adults: Human[]
  young: Human[]
  troubles: Trouble[]
  /** Debts: how far each creditor has gone. */
  rentStage: number
  taxStage: number
}

export const openTrouble = (life: Life, kind: TroubleKind, who: Human | null = null): Trouble | undefined =>
  life.troubles.find((t) => t.kind === kind && t.who === who && t.to === null)

export function begin(life: Life, kind: TroubleKind, who: Human | null, from: Day): void {
  const trouble: Trouble = { kind, who, from, to: null }
  life.troubles.push(trouble)
  life.cluster.troubles.push(trouble)
}

/** Notes that something happened on a day, at an hour that suits it. Later than yesterday is not written. */
export function happen(life: Life, day: Day, kind: string, who: Human, more: Partial<Happening> = {}): void {
  const hours = kind === 'domestic' || kind === 'missing' || kind === 'ae' ? life.dice.below(1440) : 480 + life.dice.below(600)
  if (day < life.asOf) life.cluster.happenings.push({ at: day * minutesADay + hours, kind, who, ...more })
}

/** A warning that an agency writes down, from a day on. */
export function warn(life: Life, feed: Feed, kind: string, who: Human, day: Day, text: string, told: Marker['told']): void {
  if (day < life.asOf) life.cluster.markers.push({ feed, kind, who, day, text, told })
}

export const helping = (life: Life, feed: Feed, day: Day, kind?: string): Help | undefined =>
  life.cluster.helps.find(
    (h) => h.feed === feed && h.opened <= day && (h.closed === null || h.closed > day) && (!kind || h.kind === kind),
  )

/** Opens help for so many days; help that would still be going on the as-of date stays open, and has been in touch of late. */
export function help(life: Life, feed: Feed, kind: string, who: Human[], opened: Day, days: number): Help {
  const { dice, asOf } = life
  const closed = opened + Math.max(3, Math.round(days))
  const one: Help = { feed, kind, who, opened, closed: closed < asOf ? closed : null, contacts: [], next: [] }
  if (opened < asOf) life.cluster.helps.push(one)
  if (one.closed !== null) one.contacts.push(one.closed)
  else keepInTouch(one, dice, asOf)
  return one
}

/** The last contacts and the next date of help that is still open. */
function keepInTouch(one: Help, dice: Dice, asOf: Day): void {
  const first = Math.max(one.opened, asOf - 32 - dice.below(60))
  one.contacts.push(first)
  const latest = asOf - 1 - dice.below(45)
  if (latest > first && dice.chance(0.7)) one.contacts.push(latest)
  const last = one.contacts[one.contacts.length - 1]!
  if (dice.chance(0.75)) one.next.push({ recorded: last * minutesADay + 960, day: asOf + 1 + dice.below(28), what: '' })
}

/** A length of time that is usually short and now and then long, in days. */
export const about = (dice: Dice, mean: number): number => -Math.log(1 - dice.next() * 0.995) * mean
