/** What an agency writes into a record: what happened, its help and who gives it, warnings, and needs. */
import { type Day, type Moment, minutesADay, moment } from '../days.ts'
import type { Staff } from '../staff.ts'
import type { Cluster, Happening, Help, Household, Human } from '../world/people.ts'
import type { Noted, Work } from './record.ts'
import type { Desk } from './sight.ts'

/** What an agency wrote down of something that happened; null: not by the as-of date. */
export function note(desk: Desk, happening: Happening): Noted | null {
  const { sight, dice } = desk
  const late = happening.who.script ? 0 : dice.below((sight.delay ?? 1) + 1)
  const recorded = happening.at + 45 + late * minutesADay
  if (recorded >= desk.end) return null
  return {
    ref: desk.number('event'),
    code: sight.events![happening.kind]!,
    at: happening.at,
    recorded,
    text: happening.text ?? null,
    role: happening.role ?? null,
    result: happening.result ?? null,
    amount: happening.amount ?? happening.incident ?? null,
    by: null,
    told: null,
  }
}

/** Help, as the agency that gives it has it on file for one person. */
export function work(desk: Desk, help: Help, human: Human, household: Household): Work {
  const { sight, staff, dice } = desk
  const opened = Math.max(help.opened, human.born)
  const recorded = Math.min(moment(opened, 620), desk.end - 60)
  return {
    ref: desk.number('work'),
    kind: help.kind,
    opened,
    closed: help.closed,
    recorded,
    contacts: help.contacts,
    next: help.next.map((next) => ({ ...next, what: next.what || dice.pick(sight.nextEvents) })),
    posts: posts(desk, help, human, household, staff),
    existence: help.existence ?? null,
  }
}

/** One worker for one help, whoever of the family it is for; one in fifty changed hands of late. */
function posts(desk: Desk, help: Help, human: Human, household: Household, staff: Staff): Work['posts'] {
  if (help.posts) return help.posts.map((one) => ({ post: staff.post(one.staffRef), from: one.from }))
  const own = desk.sight.post?.(human, household, desk)
  if (own) return [{ post: own, from: help.opened }]
  const known = assigned.get(help)
  if (known) return known
  const team = help.team ?? desk.sight.team(help, household, desk)
  const made = [{ post: staff.next(team), from: help.opened }]
  if (help.closed === null && !human.script && desk.dice.chance(0.02))
    made.push({ post: staff.next(team), from: desk.maker.asOf - 1 - desk.dice.below(60) })
  assigned.set(help, made)
  return made
}
const assigned = new WeakMap<Help, Work['posts']>()

/** Its warnings about this person. */
export function marks(desk: Desk, cluster: Cluster, human: Human, began: Moment): Noted[] {
  const { sight, staff } = desk
  return cluster.markers
    .filter(
      (marker) =>
        marker.feed === sight.feed && marker.who === human && sight.markers?.[marker.kind] && moment(marker.day, 600) < desk.end,
    )
    .map((marker) => ({
      ref: desk.number('marker'),
      code: sight.markers![marker.kind]!,
      at: moment(marker.day, 600),
      recorded: Math.max(began, moment(marker.day, 600)),
      text: marker.text,
      role: null,
      result: null,
      amount: null,
      by: human.script ? null : staff.next(sight.team({} as Help, human.household, desk)),
      told: marker.told,
    }))
}

/** The troubles that were there while the agency helped, as far as it asked. Those who need an interpreter are asked half as often. */
export function needs(desk: Desk, cluster: Cluster, human: Human, helps: Help[]): Noted[] {
  const { sight, dice } = desk
  const found: Noted[] = []
  for (const [kind, code] of Object.entries(sight.needs ?? {})) {
    const trouble = cluster.troubles.find(
      (t) => t.kind === kind && (t.who === human || (t.who === null && adultOf(human, desk.maker.asOf))),
    )
    const help =
      trouble &&
      helps.find((h) => (h.closed === null || h.closed > trouble.from) && (trouble.to === null || trouble.to > h.opened))
    if (!help || !(human.script || dice.chance(human.language ? 0.35 : 0.7))) continue
    const recorded = moment(Math.max(help.opened, trouble.from) + (human.script ? 0 : dice.below(20)), 800)
    if (recorded < desk.end)
      found.push({
        ref: '',
        code: code!,
        at: recorded,
        recorded,
        text: null,
        role: null,
        result: null,
        amount: null,
        by: null,
        told: null,
      })
  }
  return found
}

export const adultOf = (human: Human, asOf: Day): boolean => asOf - human.born >= 6575
