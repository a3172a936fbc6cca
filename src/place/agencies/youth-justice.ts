/** Youth justice: children in diversion, prevention or under an order. */
import { clock, dayAt, dayFirst, local } from '../days.ts'
import { join, type Row, tableAgency } from './agency.ts'
import { careful } from './mistakes.ts'
import type { Snapshot } from './record.ts'
import type { Sight } from './sight.ts'

const sight: Sight = {
  feed: 'youth-justice',
  clerk: { ...careful, noNhs: 1, misspelt: 0.03 },
  keys: {
    person: (n) => `YJ${1000 + n}`,
    household: (n) => `YH${n}`,
    work: (n) => `YI${1000 + n}`,
    event: (n) => `YE${1000 + n}`,
    marker: (n) => `YM${n}`,
  },
  events: { 'first-entry': 'FTE', 'youth-court': 'COURT', 'youth-breach': 'BREACH', 'youth-ended': 'ENDED' },
  needs: { school: 'EDU', substances: 'SUBST' },
  team: () => 'youth-justice',
  nextEvents: ['Panel', 'Session', 'Home visit'],
}

export const headings = (
  'YJ Ref,SURNAME,First Name,Date Of Birth,Gender,Died,Address Confidential,Address,Postcode,Telephone,Parent Or Carer,Intervention Ref,' +
  'Intervention,Start,End,Case Manager,Manager Staff No,Team,Team Phone,Last Contact,Next Contact,Next Contact For,Event Ref,Event,' +
  'Event Date,Role,Outcome,Concern,Concern Date,Updated'
).split(',')

const date = (day: number | null | undefined) => (day === null || day === undefined ? '' : dayFirst(day))
const genders = { F: 'Female', M: 'Male' }

function rows(record: Snapshot): Row[] {
  const { spelt, home, human, works, events, needs } = record
  const parent = human.parents[0]
  const wall = local(record.stamp)
  const person: Row = {
    'YJ Ref': record.key,
    SURNAME: spelt.family.toUpperCase(),
    'First Name': spelt.given,
    'Date Of Birth': date(spelt.born),
    Gender: spelt.sex ? genders[spelt.sex] : '',
    Died: date(record.died),
    'Address Confidential': record.restricted ? 'TRUE' : '',
    Address: home?.line,
    Postcode: home?.postcode,
    Telephone: record.mobile ?? record.landline,
    'Parent Or Carer': parent && `${parent.given} ${parent.family}`,
    Updated: `${dayFirst(dayAt(wall))} ${clock(wall)}:00`,
  }
  return join([works, events, needs], (i) => {
    const work = works[Math.min(i, works.length - 1)]
    const event = events[i]
    const need = needs[i]
    return {
      ...person,
      'Intervention Ref': work?.ref,
      Intervention: work?.kind,
      Start: date(work?.opened),
      End: date(work?.closed),
      'Case Manager': work?.post.name,
      'Manager Staff No': work?.post.staffRef,
      Team: work?.post.team.name,
      'Team Phone': work?.post.team.phone,
      'Last Contact': date(work?.lastContact),
      'Next Contact': date(work?.next?.day),
      'Next Contact For': work?.next?.what,
      'Event Ref': event?.ref,
      Event: event?.code,
      'Event Date': event && date(dayAt(event.at)),
      Role: event && 'SUBJECT',
      Outcome: event?.text ?? (event?.code === 'FTE' ? 'Referral order' : ''),
      Concern: need?.code,
      'Concern Date': need && date(dayAt(need.at)),
    }
  })
}

export const youthJustice = tableAgency({
  sight,
  headings,
  rows,
  faults: [
    { column: 'Date Of Birth', value: '30/02/2010', what: 'a day that is not in the calendar' },
    { column: 'YJ Ref', value: '', what: 'no reference' },
  ],
})
