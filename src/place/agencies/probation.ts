/** Probation: one line for each person on supervision. */
import { dayAt, iso, offset } from '../days.ts'
import type { Agency } from './agency.ts'
import { careful } from './mistakes.ts'
import type { Snapshot } from './record.ts'
import type { Sight } from './sight.ts'

const sight: Sight = {
  feed: 'probation',
  clerk: { ...careful, noNhs: 1 },
  keys: {
    person: (n) => `X${100_000 + n}`,
    household: (n) => `XH${n}`,
    work: (n) => `O${100_000 + n}`,
    event: (n) => `C${100_000 + n}`,
    marker: (n) => `R${100_000 + n}`,
  },
  events: {
    'probation-attended': 'APPT',
    'probation-missed': 'FTA',
    'order-breach': 'BREACH',
    'prison-release': 'RELEASE',
    'prison-recall': 'RECALL',
  },
  needs: { homeless: 'ACCOM', substances: 'SUBST', debt: 'EMPLOY', 'low-mood': 'MH' },
  markers: { two: 'TWO', weapons: 'WEAP', violence: 'STAFF' },
  team: () => 'sentence-management',
  nextEvents: ['Office appointment', 'Home visit'],
}

const date = (day: number | null | undefined) => (day === null || day === undefined ? null : iso(day))
const genders = { F: 'Female', M: 'Male' }

function lines(record: Snapshot): string[] {
  const { spelt, home, works, events, markers, needs } = record
  const latest = works.at(-1)
  return [
    JSON.stringify({
      crn: record.key,
      surname: spelt.family,
      firstName: spelt.given,
      middleNames: spelt.middle,
      previousSurname: spelt.former,
      dateOfBirth: date(spelt.born),
      gender: spelt.sex ? genders[spelt.sex] : 'Other',
      diedOn: date(record.died),
      currentAddress: {
        noFixedAbode: home === null,
        restricted: record.restricted,
        line: home?.line ?? null,
        postcode: home?.postcode ?? null,
        startDate: date(record.homeFrom),
      },
      contactDetails: { mobile: record.mobile, telephone: record.landline, email: record.email },
      orders: works.map((work) => ({
        orderId: work.ref,
        type: work.kind,
        startDate: iso(work.opened),
        endDate: date(work.closed),
      })),
      manager: latest
        ? {
            name: latest.post.name,
            staffCode: latest.post.staffRef,
            team: latest.post.team.name,
            telephone: latest.post.team.phone,
          }
        : null,
      lastContact: date(latest?.lastContact),
      nextAppointment: latest?.next ? { date: iso(latest.next.day), type: latest.next.what } : null,
      contacts: events.map((event) => ({ contactId: event.ref, type: event.code, at: offset(event.at), notes: event.text })),
      registrations: markers.map((marker) => ({
        registrationId: marker.ref,
        type: marker.code,
        notes: marker.text,
        from: iso(dayAt(marker.at)),
        review: iso(dayAt(marker.at) + 365),
        by: marker.by?.name ?? latest?.post.name ?? null,
        told: marker.told,
      })),
      needs: needs.map((need) => ({ type: need.code, from: iso(dayAt(need.at)) })),
      lastUpdated: offset(record.stamp),
    }),
  ]
}

export const probation: Agency = {
  sight,
  extension: 'ndjson',
  newline: '\n',
  encoding: 'utf-8',
  opening: () => '',
  closing: () => '',
  lines,
  faults: [
    {
      what: 'a day that is not in the calendar',
      spoil: (line) => line.replace(/"dateOfBirth":[^,]*/, '"dateOfBirth":"1990-02-30"'),
    },
    { what: 'no case reference', spoil: (line) => line.replace(/"crn":"[^"]*"/, '"crn":""') },
    {
      what: 'an order that does not exist',
      spoil: (line) => line.replace(/"type":"(COMMUNITY|SUSPENDED|LICENCE|PSS)"/, '"type":"CURFEW"'),
    },
  ],
}
