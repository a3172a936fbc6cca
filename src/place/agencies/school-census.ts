/** The schools' return: pupils, and the people whom a school rings about them. */
import { age, civil, clock, dayAt, dayOf, iso, local } from '../days.ts'
import { upn } from '../numbers.ts'
import { type School, schoolFor } from '../schools.ts'
import type { Household, Human } from '../world/people.ts'
import { termsBefore } from '../world/school.ts'
import { join, type Row, tableAgency } from './agency.ts'
import { careful } from './mistakes.ts'
import type { Snapshot } from './record.ts'
import type { Desk, Sight } from './sight.ts'

/** Each pupil's school and number, kept while the cluster is at hand. */
const places = new WeakMap<Human, { school: School; upn: string; formerUpn: string | null; entered: number }>()
const serials = new WeakMap<Desk, Map<number, number>>()

function place(human: Human, household: Household, desk: Desk) {
  const known = places.get(human)
  if (known) return known
  const { schools } = desk.staff
  const asOf = desk.maker.asOf
  const years = schoolAge(human, asOf)
  const school = schoolFor(schools, years, household.ward, desk.maker.streets.wards, human.script ? 0 : household.index)
  const startsAt = school.phase === 'primary' ? 4 : 11
  const startYear = civil(asOf).year - (civil(asOf).month < 9 ? 1 : 0) - (years - startsAt)
  const year = civil(human.born).year + 5
  const entered = Math.max(dayOf(startYear, 9, 3), household.stays[0]!.from)
  const made = {
    school,
    upn: upn(school.number, year, serial(desk, school.number * 100 + (year % 100))),
    formerUpn: null,
    entered,
  }
  places.set(human, made)
  return made
}

function serial(desk: Desk, of: number): number {
  const mine = serials.get(desk) ?? new Map<number, number>()
  serials.set(desk, mine)
  const next = (mine.get(of) ?? 0) + 1
  mine.set(of, next)
  return next
}

/** Age on the last 31 August, which decides the year group. */
function schoolAge(human: Human, asOf: number): number {
  const { year, month } = civil(asOf)
  return age(human.born, dayOf(month < 9 ? year - 1 : year, 8, 31))
}

const isPupil = (human: Human, asOf: number) => {
  const years = schoolAge(human, asOf)
  return years >= 4 && years <= 15 && !human.died
}

const sight: Sight = {
  feed: 'school-census',
  clerk: { ...careful, noNhs: 1 },
  keys: {
    person: (n) => `P${100_000 + n}`,
    household: (n) => `SF${n}`,
    work: (n) => `SE${n}`,
    event: (n) => `X${String(n).padStart(7, '0')}`,
    marker: (n) => `M${n}`,
  },
  people: (cluster, desk) => {
    const pupils = cluster.people.filter((human) => isPupil(human, desk.maker.asOf) && !human.script && desk.dice.chance(0.93))
    const contacts = pupils.flatMap((pupil) => pupil.parents.filter((parent) => !parent.script).slice(0, 2))
    return [...pupils, ...contacts]
  },
  events: { suspension: 'SUSP', exclusion: 'PERM', absence: 'ABS' },
  team: () => '',
  nextEvents: ['Meeting with parents', 'Pastoral review', 'Return after suspension'],
  kin: true,
  works: (human, household, desk) => {
    const asOf = desk.maker.asOf
    const pupil = isPupil(human, asOf)
    const opened = pupil ? place(human, household, desk).entered : Math.max(human.born + 5000, asOf - 900)
    return {
      feed: 'school-census',
      kind: pupil ? 'pupil' : 'contact',
      who: [human],
      opened,
      closed: null,
      contacts: [],
      next: [],
    }
  },
  post: (human, household, desk) =>
    desk.staff.lead(isPupil(human, desk.maker.asOf) ? place(human, household, desk).school : desk.staff.schools[0]!),
  delay: 2,
}

export const headings = (
  'URN,School Name,Record Type,Person ID,UPN,Former UPN,Surname,Forename,Middle Names,Former Surname,Date Of Birth,Sex,Deceased,' +
  'Address Withheld,Address,Postcode,Phone,Email,Linked Pupil ID,Link,Entry Date,Leaving Date,Year Group,Language,SEN,FSM,' +
  'Safeguarding Lead,Lead Staff Code,School Phone,Next Review,Next Review For,Sessions Possible,Sessions Missed,Absence From,Absence To,' +
  'Exclusion ID,Exclusion Type,Exclusion Start,Exclusion Sessions,Exclusion Reason,Extracted At'
).split(',')

const reasons = ['DB', 'PP', 'VP', 'PA', 'DA', 'OT', 'DB', 'VP', 'OW']
const date = (day: number | null | undefined) => (day === null || day === undefined ? '' : iso(day))

function common(record: Snapshot): Row {
  const { spelt, home } = record
  const wall = local(record.stamp)
  return {
    'Person ID': record.key,
    Surname: spelt.family,
    Forename: spelt.given,
    'Middle Names': spelt.middle,
    'Former Surname': spelt.former,
    Sex: spelt.sex,
    Deceased: date(record.died),
    'Address Withheld': record.restricted ? 'Y' : '',
    Address: home?.line.replace(', Aldermere', ''),
    Postcode: home?.postcode,
    Phone: record.mobile ?? record.landline,
    Email: record.email,
    'Extracted At': `${iso(dayAt(wall))}T${clock(wall)}`,
  }
}

/** Nine in ten contacts have no date of birth: it is asked for free meals only. */
const checkedForMeals = (human: Human) => human.script !== null || human.index % 9 === 0

function contactRows(record: Snapshot): Row[] {
  const pupils = record.links.filter((link) => places.has(link.other) && link.kind !== 'partner' && link.kind !== 'sibling')
  return pupils.map((link) => {
    const { school } = places.get(link.other)!
    const kind = link.kind === 'parent' ? (record.human.sex === 'F' ? 'MOT' : 'FAT') : link.kind === 'grandparent' ? 'GPA' : 'CAR'
    return {
      ...common(record),
      URN: school.urn,
      'School Name': school.name,
      'Record Type': 'C',
      'Date Of Birth': checkedForMeals(record.human) ? date(record.spelt.born) : '',
      'Linked Pupil ID': link.key,
      Link: kind,
    }
  })
}

function pupilRows(record: Snapshot): Row[] {
  const { human, works, events } = record
  const { school, upn: number, formerUpn, entered } = places.get(human)!
  const work = works[0]
  const exclusions = events.filter((event) => event.code !== 'ABS')
  const absences = events.filter((event) => event.code === 'ABS')
  const pupil: Row = {
    ...common(record),
    URN: school.urn,
    'School Name': school.name,
    'Record Type': 'P',
    UPN: number,
    'Former UPN': formerUpn,
    'Date Of Birth': date(record.spelt.born),
    'Entry Date': date(entered),
    'Year Group': String(Math.max(0, schoolAge(human, dayAt(record.stamp)) - 4)),
    Language: human.language ?? 'English',
    SEN: human.index % 29 === 0 ? 'E' : human.index % 7 === 0 ? 'K' : 'N',
    FSM: human.script || record.household.tenure === 'council' || human.household.index % 6 === 0 ? 'Y' : 'N',
    'Safeguarding Lead': work?.post.name,
    'Lead Staff Code': work?.post.staffRef,
    'School Phone': work?.post.team.phone,
    'Next Review': date(work?.next?.day),
    'Next Review For': work?.next?.what,
  }
  return join([exclusions, absences], (i) => ({
    ...pupil,
    ...exclusion(exclusions[i]),
    ...absence(absences[i], dayAt(record.stamp)),
  }))
}

function exclusion(event: Snapshot['events'][number] | undefined): Row {
  if (!event) return {}
  const sessions = event.code === 'PERM' ? '' : String(event.amount ?? 2)
  const start = date(dayAt(event.at))
  const reason = reasons[event.at % reasons.length]
  return {
    'Exclusion ID': event.ref,
    'Exclusion Type': event.code,
    'Exclusion Start': start,
    'Exclusion Sessions': sessions,
    'Exclusion Reason': reason,
  }
}

/** The term that ended before the absence was counted up. */
function absence(event: Snapshot['events'][number] | undefined, stamp: number): Row {
  if (!event) return {}
  const term = termsBefore(Math.max(stamp, dayAt(event.at) + 1)).findLast((one) => one.to < dayAt(event.at) + 1)
  if (!term) return {}
  return {
    'Sessions Possible': String(term.sessions),
    'Sessions Missed': String(event.amount ?? Math.ceil(term.sessions / 10)),
    'Absence From': date(term.from),
    'Absence To': date(term.to),
  }
}

export const schoolCensus = tableAgency({
  sight,
  headings,
  rows: (record) => (places.has(record.human) ? pupilRows(record) : contactRows(record)),
  faults: [
    { column: 'Date Of Birth', value: '2017-02-29', what: 'a day that is not in the calendar' },
    { column: 'Date Of Birth', value: '41580', what: 'a date that a spreadsheet turned into a number' },
    { column: 'Person ID', value: '', what: 'no person id' },
    { column: 'Sex', value: 'Q', what: 'a sex code that does not exist' },
    { column: 'Entry Date', value: '2025-9-3', what: 'a date in another form' },
  ],
})
