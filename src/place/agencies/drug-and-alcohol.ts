/** The recovery service. That somebody is known here is never for others to see: every involvement is brokered. */
import { clock, dayAt, iso, local } from '../days.ts'
import { join, type Row, tableAgency } from './agency.ts'
import { hurried } from './mistakes.ts'
import type { Snapshot } from './record.ts'
import type { Sight } from './sight.ts'

const sight: Sight = {
  feed: 'drug-and-alcohol',
  clerk: { ...hurried, noNhs: 1 },
  keys: {
    person: (n) => `CR${10_000 + n}`,
    household: (n) => `CH${n}`,
    work: (n) => `CE${10_000 + n}`,
    event: (n) => `CV${10_000 + n}`,
    marker: (n) => `CM${n}`,
  },
  events: {
    'recovery-triage': 'TRIAGE',
    'recovery-start': 'START',
    'recovery-missed': 'DNA',
    'recovery-complete': 'COMPLETE',
    'recovery-dropout': 'DROPOUT',
  },
  team: () => 'clearwater-recovery',
  nextEvents: ['Key-work', 'Group', 'Prescribing clinic'],
}

export const headings = (
  'client_ref,forename,surname,birth_date,sex,date_died,address_private,address,postcode,phone,email,episode_ref,opened,closed,keyworker,' +
  'keyworker_ref,team,team_phone,last_seen,next_contact,next_contact_for,event_ref,event,event_date,substance,substance_date,saved_at'
).split(',')

const date = (day: number | null | undefined) => (day === null || day === undefined ? '' : iso(day))
const sexes = { F: '2', M: '1' }

function rows(record: Snapshot): Row[] {
  const { spelt, home, works, events } = record
  const wall = local(record.stamp)
  const person: Row = {
    client_ref: record.key,
    forename: spelt.given,
    surname: spelt.family,
    birth_date: date(spelt.born),
    sex: spelt.sex ? sexes[spelt.sex] : '9',
    date_died: date(record.died),
    address_private: record.restricted ? 'Y' : '',
    address: home?.line,
    postcode: home?.postcode,
    phone: record.mobile,
    email: record.email,
    saved_at: `${iso(dayAt(wall))}T${clock(wall)}`,
  }
  return join([works, events], (i) => {
    const work = works[Math.min(i, works.length - 1)]
    const event = events[i]
    return {
      ...person,
      episode_ref: work?.ref,
      opened: date(work?.opened),
      closed: date(work?.closed),
      keyworker: work?.post.name,
      keyworker_ref: work?.post.staffRef,
      team: work?.post.team.name,
      team_phone: work?.post.team.phone,
      last_seen: date(work?.lastContact),
      next_contact: date(work?.next?.day),
      next_contact_for: work?.next?.what,
      event_ref: event?.ref,
      event: event?.code,
      event_date: event && date(dayAt(event.at)),
      substance: work?.kind,
      substance_date: date(work?.opened),
    }
  })
}

export const drugAndAlcohol = tableAgency({
  sight,
  headings,
  rows,
  faults: [
    { column: 'birth_date', value: '1979-06-31', what: 'a day that is not in the calendar' },
    { column: 'client_ref', value: '', what: 'no client reference' },
  ],
})
