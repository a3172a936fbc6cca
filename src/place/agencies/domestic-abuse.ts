/** The domestic abuse service. Its involvements are brokered or sealed, row by row. */
import { dayAt, iso, utc } from '../days.ts'
import { join, type Row, tableAgency } from './agency.ts'
import { careful } from './mistakes.ts'
import type { Snapshot } from './record.ts'
import type { Sight } from './sight.ts'

const sight: Sight = {
  feed: 'domestic-abuse',
  clerk: { ...careful, noNhs: 1 },
  keys: {
    person: (n) => `HA${1000 + n}`,
    household: (n) => `HH${n}`,
    work: (n) => `HS${1000 + n}`,
    event: (n) => `HV${1000 + n}`,
    marker: (n) => `HM${n}`,
  },
  events: { 'abuse-referred': 'REFERRED', 'abuse-marac': 'MARAC', 'abuse-refuge': 'REFUGE', 'abuse-closed': 'CLOSED' },
  needs: { abuse: 'SAFETY', homeless: 'HOUSING' },
  team: () => 'haven-advisers',
  nextEvents: ['Safety plan', 'Call at a safe time', 'Court support'],
}

export const headings = (
  'survivor_ref,first_name,family_name,former_family_name,date_of_birth,sex,date_died,address_protected,address,postcode,safe_phone,safe_times,' +
  'support_ref,existence,opened,closed,adviser,adviser_ref,team,duty_phone,last_contact,next_contact,next_contact_for,event_ref,event,' +
  'event_date,need,need_date,updated'
).split(',')

const date = (day: number | null | undefined) => (day === null || day === undefined ? '' : iso(day))

const safeTimes = ['Weekdays, 10 to 2', 'Only at work: 9 to 5', 'Text first']

function rows(record: Snapshot): Row[] {
  const { spelt, home, works, events, needs } = record
  const person: Row = {
    survivor_ref: record.key,
    first_name: spelt.given,
    family_name: spelt.family,
    former_family_name: spelt.former,
    date_of_birth: date(spelt.born),
    sex: spelt.sex ?? '',
    date_died: date(record.died),
    address_protected: record.restricted ? 'Y' : '',
    address: home?.line,
    postcode: home?.postcode,
    safe_phone: record.mobile,
    safe_times: record.mobile && safeTimes[Number(record.key.replace(/\D/g, '')) % safeTimes.length],
    updated: utc(record.stamp),
  }
  return join([works, events, needs], (i) => {
    const work = works[Math.min(i, works.length - 1)]
    const event = events[i]
    const need = needs[i]
    return {
      ...person,
      support_ref: work?.ref,
      existence: work && (work.existence ?? 'BROKERED'),
      opened: date(work?.opened),
      closed: date(work?.closed),
      adviser: work?.post.name,
      adviser_ref: work?.post.staffRef,
      team: work?.post.team.name,
      duty_phone: work?.post.team.phone,
      last_contact: date(work?.lastContact),
      next_contact: date(work?.next?.day),
      next_contact_for: work?.next?.what,
      event_ref: event?.ref,
      event: event?.code,
      event_date: event && date(dayAt(event.at)),
      need: need?.code,
      need_date: need && date(dayAt(need.at)),
    }
  })
}

export const domesticAbuse = tableAgency({
  sight,
  headings,
  rows,
  faults: [
    { column: 'date_of_birth', value: '1992-04-31', what: 'a day that is not in the calendar' },
    { column: 'survivor_ref', value: '', what: 'no reference' },
  ],
})
