/** Housing options: applications and duties, for each member of the household. */
import { clock, compact, dayAt, local } from '../days.ts'
import { join, type Row, tableAgency } from './agency.ts'
import { hurried } from './mistakes.ts'
import type { Snapshot } from './record.ts'
import type { Sight } from './sight.ts'

const padded = (n: number, width: number) => String(n).padStart(width, '0')

const sight: Sight = {
  feed: 'council-homelessness',
  clerk: { ...hurried, noNhs: 1 },
  keys: {
    person: (n) => `HP${padded(n, 6)}`,
    household: (n) => `HC${padded(n, 5)}`,
    work: (n) => `HW${n}`,
    event: (n) => `HE${padded(n, 6)}`,
    marker: (n) => `HM${n}`,
  },
  events: {
    'homeless-application': 'APP',
    'duty-accepted': 'ACC',
    'temporary-accommodation': 'TA',
    'rent-eviction': 'EVICT',
    'duty-ended': 'ENDED',
    'duty-contact-lost': 'LOST',
    rough: 'ROUGH',
  },
  needs: { abuse: 'DA', 'low-mood': 'MH', frailty: 'PHYS', substances: 'SUBS', offending: 'OFFEND', debt: 'DEBT' },
  team: () => 'housing-options',
  nextEvents: ['Personal housing plan review', 'Call landlord', 'Viewing', 'Duty decision'],
  kin: true,
}

export const headings = (
  'CASEREF|PERSONREF|MEMBER|MAINREF|SURNAME|FORENAME|DOB|SEX|DIED|PROTECTED|ADDRESS|POSTCODE|UPRN|ADDRESSFROM|TELEPHONE|EMAIL|DUTY|' +
  'DUTYSTART|DUTYEND|OFFICER|OFFICERNO|TEAM|TEAMTEL|LASTCONTACT|NEXTSTEP|NEXTSTEPDATE|EVENTREF|EVENT|EVENTDATE|EVENTNOTE|NEED|NEEDDATE|UPDATED'
).split('|')

const date = (day: number | null | undefined) => (day === null || day === undefined ? '' : compact(day))
const sexes = { F: 'FEMALE', M: 'MALE' }

function member(record: Snapshot): { code: string; main: string } {
  const main = record.household.members[0]!
  if (record.human === main) return { code: 'MA', main: record.key }
  const link = record.links.find((one) => one.other === main)
  if (!link) return { code: 'MA', main: record.key }
  return { code: link.kind === 'partner' ? 'PA' : link.kind === 'child' ? 'CH' : 'OT', main: link.key }
}

function rows(record: Snapshot): Row[] {
  const { spelt, home, works, events, needs } = record
  const { code, main } = member(record)
  const wall = local(record.stamp)
  const person: Row = {
    CASEREF: record.householdKey,
    PERSONREF: record.key,
    MEMBER: code,
    MAINREF: main,
    SURNAME: spelt.family.toUpperCase(),
    FORENAME: spelt.given,
    DOB: date(spelt.born),
    SEX: spelt.sex ? sexes[spelt.sex] : 'NOT KNOWN',
    DIED: date(record.died),
    PROTECTED: record.restricted ? '1' : '',
    ADDRESS: home?.line,
    POSTCODE: home?.postcode,
    UPRN: home?.uprn,
    ADDRESSFROM: date(record.homeFrom),
    TELEPHONE: record.mobile ?? record.landline,
    EMAIL: record.email,
    UPDATED: compact(dayAt(wall)) + clock(wall).replace(':', ''),
  }
  return join([works, events, needs], (i) => {
    const work = works[Math.min(i, works.length - 1)]
    const event = events[i]
    const need = needs[i]
    return {
      ...person,
      DUTY: work?.kind,
      DUTYSTART: date(work?.opened),
      DUTYEND: date(work?.closed),
      OFFICER: work?.post.name,
      OFFICERNO: work?.post.staffRef,
      TEAM: work?.post.team.name,
      TEAMTEL: work?.post.team.phone,
      LASTCONTACT: date(work?.lastContact),
      NEXTSTEP: work?.next?.what,
      NEXTSTEPDATE: date(work?.next?.day),
      EVENTREF: event?.ref,
      EVENT: event?.code,
      EVENTDATE: event && date(dayAt(event.at)),
      EVENTNOTE: event?.text,
      NEED: need?.code,
      NEEDDATE: need && date(dayAt(need.at)),
    }
  })
}

export const councilHomelessness = tableAgency({
  sight,
  headings,
  rows,
  delimiter: '|',
  faults: [
    { column: 'DOB', value: '19871301', what: 'a month that does not exist' },
    { column: 'PERSONREF', value: '', what: 'no person reference' },
    { column: 'DUTY', value: 'MAYB', what: 'a duty that does not exist' },
  ],
})
