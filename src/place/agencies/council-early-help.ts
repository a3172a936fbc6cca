/** Family help: one row for each parent link, event and need of a member of a family. */
import { areaOf } from '../addresses.ts'
import { age, clock, dayAt, local, monthName } from '../days.ts'
import { join, type Row, tableAgency } from './agency.ts'
import { hurried } from './mistakes.ts'
import type { Snapshot } from './record.ts'
import type { Sight } from './sight.ts'

const padded = (n: number, width: number) => String(n).padStart(width, '0')

const sight: Sight = {
  feed: 'council-early-help',
  clerk: { ...hurried, noNhs: 1 },
  keys: {
    person: (n) => `FP${padded(n, 6)}`,
    household: (n) => `FH${padded(n, 5)}`,
    work: (n) => `EP${padded(n, 6)}`,
    event: (n) => `EV${padded(n, 6)}`,
    marker: (n) => `M${n}`,
  },
  events: {
    'step-up': 'STEP-UP',
    'step-down': 'STEP-DOWN',
    'family-help-declined': 'REFERRAL DECLINED',
    'team-meeting': 'MEETING',
    'family-lead-changed': 'LEAD CHANGED',
  },
  needs: {
    debt: 'Money',
    overcrowding: 'Housing',
    school: 'School attendance',
    'low-mood': 'Parental mental health',
    abuse: 'Domestic abuse',
    caring: 'Caring role',
    disability: 'Disability',
  },
  team: (_help, household) => `family-help-${areaOf(household.ward)}`,
  nextEvents: ['Team around the family', 'Home visit', 'Review'],
  kin: true,
}

export const headings = (
  'Family ID,Person ID,First Name,Last Name,Known As,D.O.B.,Gender,Family Role,Parent ID,Protected Address,Deceased,Address,Postcode,Mobile,' +
  'Email,Interpreter,Episode ID,Support Type,Start Date,End Date,Worker,Worker Staff No,Team,Team Number,Last Home Visit,Next Meeting,' +
  'Next Meeting Date,Event ID,Event,Event Date,Event Note,Need,Need Date,Record Changed'
).split(',')

const date = (day: number | null | undefined) => (day === null || day === undefined ? '' : monthName(day))
const genders = { F: 'Female', M: 'Male' }

function role(record: Snapshot): string {
  const has = (kind: string) => record.links.some((link) => link.kind === kind)
  const woman = record.human.sex === 'F'
  if (age(record.human.born, dayAt(record.stamp)) < 18) return 'Child'
  if (has('parent')) return woman ? 'Mother' : 'Father'
  return has('grandparent') ? 'Grandparent' : 'Other adult'
}

function rows(record: Snapshot): Row[] {
  const { spelt, home, works, events, needs } = record
  const parents = record.links.filter((link) => link.kind === 'child')
  const wall = local(record.stamp)
  const person: Row = {
    'Family ID': record.householdKey,
    'Person ID': record.key,
    'First Name': spelt.given,
    'Last Name': spelt.baby ? `Baby of ${spelt.family}` : spelt.family,
    'Known As': spelt.alias,
    'D.O.B.': date(spelt.born),
    Gender: spelt.sex ? genders[spelt.sex] : 'Not stated',
    'Family Role': role(record),
    'Protected Address': record.restricted ? 'Yes' : '',
    Deceased: date(record.died),
    Address: home?.line,
    Postcode: home?.postcode,
    Mobile: record.mobile,
    Email: record.email,
    Interpreter: record.language,
    'Record Changed': `${monthName(dayAt(wall))} ${clock(wall)}`,
  }
  return join([works, parents, events, needs], (i) => {
    const work = works[Math.min(i, works.length - 1)]
    const event = events[i]
    const need = needs[i]
    return {
      ...person,
      'Parent ID': parents[i]?.key,
      'Episode ID': work?.ref,
      'Support Type': work?.kind,
      'Start Date': date(work?.opened),
      'End Date': date(work?.closed),
      Worker: work?.post.name,
      'Worker Staff No': work?.post.staffRef,
      Team: work?.post.team.name,
      'Team Number': work?.post.team.phone,
      'Last Home Visit': date(work?.lastContact),
      'Next Meeting': work?.next?.what,
      'Next Meeting Date': date(work?.next?.day),
      'Event ID': event?.ref,
      Event: event?.code,
      'Event Date': event && date(dayAt(event.at)),
      'Event Note': event?.text,
      Need: need?.code,
      'Need Date': need && date(dayAt(need.at)),
    }
  })
}

export const councilEarlyHelp = tableAgency({
  sight,
  headings,
  rows,
  faults: [
    { column: 'D.O.B.', value: '31-Jun-2015', what: 'a day that is not in the calendar' },
    { column: 'Person ID', value: '', what: 'no person id' },
    { column: 'Start Date', value: '12-Marc-2026', what: 'a month that does not exist' },
  ],
})
