/** People who stand twice in one system: under an earlier identity, or by mistake. */
import { moment } from '../days.ts'
import { addresses } from './known-addresses.ts'
import { asBefore, writeDown } from './mistakes.ts'
import type { SourceRecord } from './record.ts'
import type { Desk } from './sight.ts'

/** The identity before adoption or a change of gender: another source person, which ends on that day. */
export function before(desk: Desk, record: SourceRecord): SourceRecord[] {
  const epoch = record.human.earlierEpoch
  if (!epoch || moment(epoch.until, 0) <= record.began) return []
  const key = desk.number('person')
  record.human.earlierKeys[desk.sight.feed] = [...(record.human.earlierKeys[desk.sight.feed] ?? []), key]
  const until = moment(epoch.until, 0)
  const early = { ...record, key, spelt: asBefore(record.human), epoch: 1 as const, epochReason: null, links: [] }
  early.works = record.works
    .filter((w) => w.recorded < until)
    .map((w) => ({ ...w, ref: `${w.ref}B`, closed: epoch.until, contacts: [], next: [] }))
  early.events = record.events.filter((e) => e.recorded < until).map((e) => ({ ...e, ref: `${e.ref}B` }))
  early.needs = []
  record.works = record.works
    .filter((w) => w.closed === null || w.closed >= epoch.until)
    .map((w) => ({ ...w, opened: Math.max(w.opened, epoch.until), recorded: Math.max(w.recorded, until) }))
  record.events = record.events.filter((e) => e.recorded >= until)
  record.homes = record.homes.map((home) => ({
    ...home,
    recorded: Math.max(home.recorded, until),
    from: Math.max(home.from ?? 0, epoch.until),
  }))
  record.began = until
  return [early]
}

/** Now and then somebody is put into the same system a second time, under another spelling, and half of what follows goes there. */
export function again(desk: Desk, record: SourceRecord): SourceRecord[] {
  const { sight, dice, maker } = desk
  if (record.human.script || record.events.length === 0 || !dice.chance(sight.twice ?? 0)) return []
  const key = desk.number('person')
  record.human.keys[sight.feed]!.push(key)
  const spelt = {
    ...writeDown(dice, record.human, { ...sight.clerk, misspelt: 0.4 }, maker.asOf, maker.asOf),
    nhs: null,
    oldNhs: null,
  }
  const events = record.events.slice(Math.ceil(record.events.length / 2) - (record.events.length === 1 ? 1 : 0))
  record.events = record.events.filter((event) => !events.includes(event))
  const began = Math.min(...events.map((event) => event.recorded))
  return [
    {
      ...record,
      key,
      spelt,
      began,
      events,
      works: [],
      markers: [],
      needs: [],
      links: [],
      homes: addresses(desk, record.human, began),
    },
  ]
}
