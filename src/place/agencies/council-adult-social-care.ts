/** Adult social care: clients and their carers. */
import { areaOf } from '../addresses.ts'
import { clock, dayAt, iso, local } from '../days.ts'
import { join, type Row, tableAgency } from './agency.ts'
import { careful } from './mistakes.ts'
import type { Snapshot } from './record.ts'
import type { Sight } from './sight.ts'

const sight: Sight = {
  feed: 'council-adult-social-care',
  clerk: { ...careful, noNhs: 0.1 },
  keys: {
    person: (n) => `AS${100_000 + n}`,
    household: (n) => `AH${n}`,
    work: (n) => `SV${100_000 + n}`,
    event: (n) => `AE${100_000 + n}`,
    marker: (n) => `AR${100_000 + n}`,
  },
  events: {
    'adult-contact': 'CONT',
    'adult-concern': 'SAFE',
    'adult-enquiry': 'S42',
    admission: 'ADM',
    'discharge-ready': 'DISCH',
    'care-review': 'REVIEW',
    death: 'DEATH',
  },
  needs: { frailty: 'FRAIL', disability: 'PHYS', 'low-mood': 'MH', caring: 'CARER' },
  markers: { falls: 'FALLS', 'self-neglect': 'SELFNEG', alone: 'ALONE' },
  team: (_help, household) => `adults-${areaOf(household.ward)}`,
  nextEvents: ['Package review', 'Home visit', 'Assessment meeting'],
  kin: true,
}

export const headings = (
  'ClientID,ClientName,PreviousName,BirthDate,Gender,DeathDate,AddressConfidential,NHSNo,HomeAddress,PostCode,UPRN,AddressFrom,Phone,Email,' +
  'Language,CarerForClientID,ServiceID,ServiceType,StartDate,EndDate,Worker,WorkerID,Team,TeamPhone,LastContact,NextEvent,NextEventDate,' +
  'EventID,EventType,EventDate,EventText,NeedCode,NeedDate,RiskID,RiskCode,RiskText,RiskDate,RiskReview,ModifiedOn'
).split(',')

const date = (day: number | null | undefined) => (day === null || day === undefined ? '' : iso(day))
const name = (given: string | null, family: string) => [given, family.toUpperCase()].filter(Boolean).join(' ')

function rows(record: Snapshot): Row[] {
  const { spelt, home, works, events, needs, markers } = record
  const cares = record.links.filter((link) => link.kind === 'carer')
  const wall = local(record.stamp)
  const person: Row = {
    ClientID: record.key,
    ClientName: name([spelt.given, spelt.middle].filter(Boolean).join(' '), spelt.family),
    PreviousName: spelt.former ? name(spelt.given, spelt.former) : '',
    BirthDate: date(spelt.born),
    Gender: spelt.sex ?? 'U',
    DeathDate: date(record.died),
    AddressConfidential: record.restricted ? 'Yes' : '',
    NHSNo: spelt.nhs,
    HomeAddress: home?.line,
    PostCode: home?.postcode,
    UPRN: home?.uprn,
    AddressFrom: date(record.homeFrom),
    Phone: record.landline ?? record.mobile,
    Email: record.email,
    Language: record.language,
    ModifiedOn: `${iso(dayAt(wall))} ${clock(wall)}:00`,
  }
  return join([works, cares, events, needs, markers], (i) => {
    const work = works[Math.min(i, works.length - 1)]
    const event = events[i]
    const need = needs[i]
    const marker = markers[i]
    return {
      ...person,
      CarerForClientID: cares[i]?.key,
      ServiceID: work?.ref,
      ServiceType: work?.kind,
      StartDate: date(work?.opened),
      EndDate: date(work?.closed),
      Worker: work?.post.name,
      WorkerID: work?.post.staffRef,
      Team: work?.post.team.name,
      TeamPhone: work?.post.team.phone,
      LastContact: date(work?.lastContact),
      NextEvent: work?.next?.what,
      NextEventDate: date(work?.next?.day),
      EventID: event?.ref,
      EventType: event?.code,
      EventDate: event && date(dayAt(event.at)),
      EventText: event?.text,
      NeedCode: need?.code,
      NeedDate: need && date(dayAt(need.at)),
      RiskID: marker?.ref,
      RiskCode: marker?.code,
      RiskText: marker?.text,
      RiskDate: marker && date(dayAt(marker.at)),
      RiskReview: marker && date(dayAt(marker.at) + 182),
    }
  })
}

export const councilAdultSocialCare = tableAgency({
  sight,
  headings,
  rows,
  faults: [
    { column: 'BirthDate', value: '1941-11-31', what: 'a day that is not in the calendar' },
    { column: 'ClientID', value: '', what: 'no client id' },
    { column: 'ServiceType', value: 'MEALS', what: 'a service type that does not exist' },
  ],
})
