/** Children's services: one row for each link, involvement, event and factor of a person. */
import { areaOf } from '../addresses.ts'
import { dayAt, iso, utc } from '../days.ts'
import { mobile } from '../phones.ts'
import { join, type Row, tableAgency } from './agency.ts'
import { careful } from './mistakes.ts'
import type { LinkKind, Snapshot, Spelt } from './record.ts'
import type { Sight } from './sight.ts'

const sight: Sight = {
  feed: 'council-childrens-services',
  clerk: { ...careful, noNhs: 0.12, misspelt: 0.03 },
  keys: {
    person: (n) => String(1_000_000 + n),
    household: (n) => `F${10_000 + n}`,
    work: (n) => `I${100_000 + n}`,
    event: (n) => `E${100_000 + n}`,
    marker: (n) => `M${n}`,
  },
  // Parents and brothers and sisters are on file with the child.
  people: (cluster) => {
    const known = cluster.helps.filter((h) => h.feed === 'council-childrens-services').flatMap((h) => h.who)
    const referred = cluster.happenings.filter((h) => h.kind === 'referral').map((h) => h.who)
    return [...known, ...referred].flatMap((child) => [...child.parents, child, ...child.household.members])
  },
  events: {
    referral: 'REF',
    'referral-turned-away': 'REFNFA',
    s47: 'S47',
    'strategy-discussion': 'STRAT',
    'child-protection-conference': 'ICPC',
    'step-up': 'STEPUP',
    'step-down': 'STEPDOWN',
    'missing-from-care': 'MISS',
    'lead-changed': 'LEAD',
    'child-seen': 'VISIT',
  },
  eventsMakeRecords: true,
  needs: { abuse: 'DA', 'low-mood': 'MH', substances: 'SUB', school: 'BEH', disability: 'SEND', debt: 'NEG' },
  team: (_help, household) => `children-${areaOf(household.ward)}`,
  nextEvents: ['Child in need review', 'Home visit', 'Core group', 'Review conference', 'Looked-after review'],
  twice: 0.01,
  kin: true,
  asksSafeContact: true,
}

export const headings = (
  'person_id,person_type,full_name,previous_name,date_of_birth,gender,identity_epoch,epoch_reason,date_of_death,address_restricted,' +
  'nhs_number,upn,address,postcode,uprn,address_from,telephone,telephone_safe,telephone_safe_when,safe_contact,safe_contact_phone,safe_contact_when,household_id,related_person_id,related_as,involvement_id,involvement_type,' +
  'involvement_start,involvement_end,allocated_worker,worker_id,team,team_phone,last_seen,next_event,next_event_date,event_id,event_type,' +
  'event_at,event_text,factor,factor_date,updated_at'
).split(',')

const date = (day: number | null | undefined) => (day === null || day === undefined ? '' : iso(day))

/** "SURNAME, Forenames"; a baby without a name is "BABY OF SURNAME". */
export function fullName({ given, middle, family, baby }: Spelt): string {
  if (baby) return `BABY OF ${family.toUpperCase()}`
  return `${family.toUpperCase()}, ${[given, middle].filter(Boolean).join(' ')}`
}

function relatedAs(kind: LinkKind, sex: 'F' | 'M'): string {
  const words: Record<LinkKind, string> = {
    parent: sex === 'F' ? 'MOTHER OF' : 'FATHER OF',
    child: 'CHILD OF',
    sibling: 'SIBLING OF',
    partner: 'PARTNER OF',
    grandparent: 'GRANDPARENT OF',
    carer: 'CARER OF',
  }
  return words[kind]
}

const safeTimes = ['Weekdays, 9 to 3', 'Mornings only', 'Any time']
const safePeople = ['Their grandmother', 'Their school’s safeguarding lead', 'A friend of the family']

/** How the family may be reached without danger, which is asked where somebody is abused at home, or hides. */
function safeContact(record: Snapshot): Row {
  const n = record.household.index
  if (record.restricted) return { telephone_safe: 'Y', telephone_safe_when: safeTimes[n % safeTimes.length] }
  if (!record.safeContactAsked) return {}
  return {
    telephone_safe: 'N',
    safe_contact: safePeople[n % safePeople.length],
    safe_contact_phone: mobile(n * 37),
    safe_contact_when: safeTimes[n % safeTimes.length],
  }
}

const genders = { F: '2', M: '1' }

function person(record: Snapshot): Row {
  const { spelt, home, human } = record
  return {
    person_id: record.key,
    person_type: dayAt(record.stamp) - human.born < 6575 ? 'CHILD' : 'ADULT',
    full_name: fullName(spelt),
    previous_name: spelt.former ? `${spelt.former.toUpperCase()}, ${spelt.given}` : '',
    date_of_birth: date(spelt.born),
    gender: spelt.sex ? genders[spelt.sex] : '0',
    identity_epoch: String(record.epoch),
    epoch_reason: record.epochReason,
    date_of_death: date(record.died),
    address_restricted: record.restricted ? 'Y' : '',
    nhs_number: spelt.nhs,
    address: home?.line,
    postcode: home?.postcode,
    uprn: home?.uprn,
    address_from: date(record.homeFrom),
    telephone: record.mobile ?? record.landline,
    ...safeContact(record),
    household_id: record.householdKey,
    updated_at: utc(record.stamp),
  }
}

function rows(record: Snapshot): Row[] {
  const { works, events, needs, links, human } = record
  const base = person(record)
  return join([links, works, events, needs], (i) => {
    const link = links[i]
    // The last involvement is repeated, so that no row of a child hides it.
    const work = works[Math.min(i, works.length - 1)]
    const event = events[i]
    const need = needs[i]
    return {
      ...base,
      related_person_id: link?.key,
      related_as: link && relatedAs(link.kind, human.sex),
      involvement_id: work?.ref,
      involvement_type: work?.kind,
      involvement_start: date(work?.opened),
      involvement_end: date(work?.closed),
      allocated_worker: work?.post.name,
      worker_id: work?.post.staffRef,
      team: work?.post.team.name,
      team_phone: work?.post.team.phone,
      last_seen: date(work?.lastContact),
      next_event: work?.next?.what,
      next_event_date: date(work?.next?.day),
      event_id: event?.ref,
      event_type: event?.code,
      event_at: event && utc(event.at),
      event_text: event?.text,
      factor: need?.code,
      factor_date: need && date(dayAt(need.at)),
    }
  })
}

export const councilChildrensServices = tableAgency({
  sight,
  headings,
  rows,
  faults: [
    { column: 'date_of_birth', value: '2014-02-30', what: 'a day that is not in the calendar' },
    { column: 'person_id', value: '', what: 'no person id' },
    { column: 'gender', value: '7', what: 'a gender code that does not exist' },
    { column: 'updated_at', value: 'yesterday', what: 'a moment in words' },
  ],
})
