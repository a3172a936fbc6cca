/** The council's housing system: one row for each person in a tenancy. */
import { clock, dayAt, dayFirst, local } from '../days.ts'
import { housingTeamId, patchName } from '../staff.ts'
import type { Household, Human } from '../world/people.ts'
import { join, type Row, tableAgency } from './agency.ts'
import { careful } from './mistakes.ts'
import type { Snapshot } from './record.ts'
import type { Desk, Sight } from './sight.ts'

const padded = (n: number, width: number) => String(n).padStart(width, '0')

/** The tenancy itself is the involvement: it opened when they moved in. */
function tenancy(_human: Human, household: Household, desk: Desk) {
  const { dice, maker } = desk
  const opened = household.stays.at(-1)!.from
  const asOf = maker.asOf
  const contact = asOf - 1 - dice.below(300)
  const contacts = contact > opened && !household.members[0]?.script ? [contact] : []
  const next =
    contacts.length > 0 && dice.chance(0.2) ? [{ recorded: contact * 1440 + 960, day: asOf + 1 + dice.below(60), what: '' }] : []
  return { feed: 'council-housing' as const, kind: 'tenancy', who: household.members, opened, closed: null, contacts, next }
}

const sight: Sight = {
  feed: 'council-housing',
  clerk: { ...careful, noNhs: 1, familiar: 0.03, noBirth: 0.015 },
  keys: {
    person: (n) => `H${padded(n, 7)}`,
    household: (n) => `T${padded(n, 6)}`,
    work: (n) => `W${n}`,
    event: (n) => `RA${padded(n, 6)}`,
    marker: (n) => `AL${padded(n, 6)}`,
  },
  people: (cluster) => cluster.households.filter((h) => h.tenure === 'council').flatMap((h) => h.members),
  events: {
    'rent-first-letter': 'A1',
    'rent-second-letter': 'A2',
    'rent-notice': 'NSP',
    'rent-court': 'CRT',
    'rent-order': 'SPO',
    'rent-eviction': 'EVN',
    'rent-cleared': 'CLR',
  },
  needs: { debt: 'DEBT', frailty: 'MOB', 'low-mood': 'MH', overcrowding: 'OVER', substances: 'ALC' },
  markers: { dog: 'DOG', two: 'TWO', violence: 'VIO', 'women-only': 'WON' },
  team: (_help, household) => housingTeamId(household.ward),
  nextEvents: ['Tenancy visit', 'Repairs inspection', 'Gas safety check', 'Arrears interview'],
  kin: true,
  works: (human, household, desk) =>
    human.script && !human.script.feeds.includes('council-housing') ? null : tenancy(human, household, desk),
  post: (_human, household, desk) => desk.workerFor(household, housingTeamId(household.ward)),
}

export const headings = (
  'Tenancy Ref,Person Ref,Main Tenant Ref,Relationship,Title,Forenames,Surname,Date of Birth,Gender,Deceased Date,Restricted,UPRN,Address,' +
  'Post Code,Home Tel,Mobile,Email,Language,Moved In,Moved Out,Patch,Housing Officer,Officer Payroll No,Office Tel,Case Opened,Case Closed,' +
  'Last Contact,Next Appointment,Next Appointment For,Rent Action Ref,Rent Action,Rent Action Date,Rent Balance,Alert Ref,Alert,Alert Detail,' +
  'Alert Raised,Alert Raised By,Alert Review,Tenant Told,Support Need,Support Need Date,Last Updated'
).split(',')

const date = (day: number | null | undefined) => (day === null || day === undefined ? '' : dayFirst(day))

/** How this person stands to the main tenant, who is the first of the household. */
function standing(record: Snapshot): { main: string; code: string } {
  const { human, key, links, household } = record
  const main = household.members[0]!
  if (main === human) return { main: key, code: 'MT' }
  const link = links.find((one) => one.other === main)
  const kind = link?.kind
  if (!link) return { main: main.keys['council-housing']?.[0] ?? key, code: 'LO' }
  const code = kind === 'partner' ? (human.index % 2 ? 'JT' : 'PT') : kind === 'child' ? 'CH' : kind === 'parent' ? 'PA' : 'OT'
  return { main: link.key, code }
}

const title = (record: Snapshot) => {
  if (record.human.sex === 'M') return record.links.some((l) => l.kind === 'child') ? '' : 'Mr'
  return record.links.some((l) => l.kind === 'partner') ? 'Mrs' : record.links.some((l) => l.kind === 'child') ? '' : 'Ms'
}

function rows(record: Snapshot): Row[] {
  const { spelt, home, works, events, markers, needs } = record
  const work = works[0]
  const { main, code } = standing(record)
  const wall = local(record.stamp)
  const person: Row = {
    'Tenancy Ref': record.householdKey,
    'Person Ref': record.key,
    'Main Tenant Ref': main,
    Relationship: code,
    Title: title(record),
    Forenames: [spelt.given, spelt.middle].filter(Boolean).join(' '),
    Surname: spelt.family,
    'Date of Birth': date(spelt.born),
    Gender: spelt.sex,
    'Deceased Date': date(record.died),
    Restricted: record.restricted ? 'Y' : '',
    UPRN: home?.uprn,
    Address: home?.line,
    'Post Code': home?.postcode,
    'Home Tel': record.landline,
    Mobile: record.mobile,
    Email: record.email,
    Language: record.language,
    'Moved In': date(record.homeFrom),
    Patch: patchName(record.household.ward),
    'Housing Officer': work?.post.name,
    'Officer Payroll No': work?.post.staffRef,
    'Office Tel': work?.post.team.phone,
    'Case Opened': date(work?.opened),
    'Case Closed': date(work?.closed),
    'Last Contact': date(work?.lastContact),
    'Next Appointment': date(work?.next?.day),
    'Next Appointment For': work?.next?.what,
    'Last Updated': `${dayFirst(dayAt(wall))} ${clock(wall)}`,
  }
  return join([events, markers, needs], (i) => {
    const event = events[i]
    const marker = markers[i]
    const need = needs[i]
    if (!event && !marker && !need) return person
    return {
      ...person,
      'Rent Action Ref': event?.ref,
      'Rent Action': event?.code,
      'Rent Action Date': event && date(dayAt(event.at)),
      'Rent Balance': event && ((event.amount ?? 0) / 100).toFixed(2),
      'Alert Ref': marker?.ref,
      Alert: marker?.code,
      'Alert Detail': marker?.text,
      'Alert Raised': marker && date(dayAt(marker.at)),
      'Alert Raised By': marker && (marker.by?.name ?? work?.post.name),
      'Alert Review': marker && date(dayAt(marker.at) + 365),
      'Tenant Told': marker ? (marker.told === null ? '' : marker.told ? 'Y' : 'N') : '',
      'Support Need': need?.code,
      'Support Need Date': need && date(dayAt(need.at)),
    }
  })
}

export const councilHousing = tableAgency({
  sight,
  headings,
  rows,
  faults: [
    { column: 'Date of Birth', value: '31/02/1987', what: 'a day that is not in the calendar' },
    { column: 'Person Ref', value: '', what: 'no person reference' },
    { column: 'Relationship', value: 'ZZ', what: 'a relationship code that does not exist' },
    { column: 'Last Updated', value: '45/13/2026 25:71', what: 'a moment that cannot be' },
  ],
})
