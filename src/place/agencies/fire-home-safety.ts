/** Fire and rescue: home safety referrals and visits, and fires in homes. */
import { clock, dayAt, dayFirst, local } from '../days.ts'
import { join, type Row, tableAgency } from './agency.ts'
import { byEar } from './mistakes.ts'
import type { Snapshot } from './record.ts'
import type { Sight } from './sight.ts'

const sight: Sight = {
  feed: 'fire-home-safety',
  clerk: { ...byEar, noBirth: 0.3 },
  keys: {
    person: (n) => `FO${String(n).padStart(6, '0')}`,
    household: (n) => `P${String(n).padStart(5, '0')}`,
    work: (n) => `FR${String(n).padStart(6, '0')}`,
    event: (n) => `FV${String(n).padStart(6, '0')}`,
    marker: (n) => `FW${String(n).padStart(5, '0')}`,
  },
  events: { 'fire-visit': 'VISIT', 'house-fire': 'FIRE', 'fire-rescue': 'RESCUE' },
  eventsMakeRecords: true,
  needs: { frailty: 'ALONE', debt: 'FUEL', substances: 'SMOK', 'low-mood': 'HOARD' },
  markers: { dog: 'DOG', violence: 'AGGR', two: 'TWOUP' },
  team: () => 'fire-prevention',
  nextEvents: ['Alarm check', 'Second visit'],
}

export const headings = (
  'Property No,Occupier Ref,Occupier Name,Born,Sex,Died,Keep Address Private,Address,Postcode,UPRN,Tel,Referral No,Opened,Closed,Officer,' +
  'Officer No,Station,Station Tel,Last Contact,Next Visit,Next Visit For,Visit No,Visit Date,Outcome,Incident No,Incident Date,Incident,' +
  'Risk,Risk Stated,Risk Note,Warning No,Crew Warning,Warning Note,Warning From,Warning Review,Warning By,Entered'
).split(',')

const date = (day: number | null | undefined) => (day === null || day === undefined ? '' : dayFirst(day, '.'))
const outcomes = ['FITTED', 'FITTED', 'ADVICE', 'NO ACCESS', 'FITTED', 'REFUSED']
const incidents = ['KITCHEN', 'ALARM', 'KITCHEN', 'DELIB']
const notes: Record<string, string> = {
  ALONE: 'Lives alone and frail',
  FUEL: 'Heats one room only: “can’t afford more”',
  SMOK: 'Smokes in bed',
  HOARD: 'Rooms full to the ceiling – no way out at the back',
}

function name({ spelt, human }: Snapshot): string {
  const title = human.sex === 'M' ? 'Mr' : spelt.former ? 'Mrs' : 'Ms'
  return [title, spelt.given, spelt.family.toUpperCase()].filter(Boolean).join(' ')
}

function rows(record: Snapshot): Row[] {
  const { home, works, events, markers, needs, spelt } = record
  const visits = events.filter((event) => event.code === 'VISIT')
  const fires = events.filter((event) => event.code !== 'VISIT')
  const wall = local(record.stamp)
  const person: Row = {
    'Property No': record.householdKey,
    'Occupier Ref': record.key,
    'Occupier Name': name(record),
    Born: date(spelt.born),
    Sex: spelt.sex ?? '-',
    Died: date(record.died),
    'Keep Address Private': record.restricted ? 'YES' : '',
    Address: home?.line,
    Postcode: home?.postcode,
    UPRN: home?.uprn,
    Tel: record.mobile ?? record.landline,
    Entered: `${dayFirst(dayAt(wall), '.')} ${clock(wall)}`,
  }
  return join([works, visits, fires, needs, markers], (i) => {
    const work = works[Math.min(i, works.length - 1)]
    const visit = visits[i]
    const fire = fires[i]
    const need = needs[i]
    const marker = markers[i]
    return {
      ...person,
      'Referral No': work?.ref,
      Opened: date(work?.opened),
      Closed: date(work?.closed),
      Officer: work?.post.name,
      'Officer No': work?.post.staffRef,
      Station: work?.post.team.name,
      'Station Tel': work?.post.team.phone,
      'Last Contact': date(work?.lastContact),
      'Next Visit': date(work?.next?.day),
      'Next Visit For': work?.next?.what,
      'Visit No': visit?.ref,
      'Visit Date': visit && date(dayAt(visit.at)),
      Outcome: visit && outcomes[visit.at % outcomes.length],
      'Incident No': fire?.ref.replace('FV', 'FI'),
      'Incident Date': fire && date(dayAt(fire.at)),
      Incident: fire && (fire.code === 'RESCUE' ? 'RESCUE' : incidents[fire.at % incidents.length]),
      Risk: need?.code,
      'Risk Stated': need && date(dayAt(need.at)),
      'Risk Note': need && notes[need.code],
      'Warning No': marker?.ref,
      'Crew Warning': marker?.code,
      'Warning Note': marker?.text,
      'Warning From': marker && date(dayAt(marker.at)),
      'Warning Review': marker && date(dayAt(marker.at) + 365),
      'Warning By': marker && (marker.by?.name ?? work?.post.name),
    }
  })
}

export const fireHomeSafety = tableAgency({
  sight,
  old: true,
  headings,
  rows,
  faults: [
    { column: 'Born', value: '30.02.1944', what: 'a day that is not in the calendar' },
    { column: 'Occupier Ref', value: '', what: 'no occupier reference' },
    { column: 'Entered', value: '', what: 'no moment of entry' },
  ],
})
