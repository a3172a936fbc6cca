/** Care as FHIR R4 resources of the UK Core: episodes with who gives them, encounters, kin, conditions. */
import { dayAt, iso, moment, utc } from '../days.ts'
import { community } from '../organisations.ts'
import { local, type Resource } from './fhir-patient.ts'
import type { LinkKind, Noted, Snapshot, WorkNow } from './record.ts'

/** Our word for a kind of help → the service's name and its team; and whether the service is brokered. */
export const services: Record<string, { name: string; team: string; byArea: boolean; security?: 'PSY' | 'SUBSTANCE-ABUSE' }> = {
  'health-visiting': { name: 'Health visiting', team: 'health-visiting', byArea: true },
  'talking-therapies': { name: 'Talking therapies', team: 'talking-therapies', byArea: true },
  // Specialist mental health is brokered (practice K2): those who work there decide who may know.
  'mental-health': { name: 'Adult community mental health', team: 'cmht', byArea: true, security: 'PSY' },
  'specialist-mental-health': { name: 'Early psychosis service', team: 'cmht', byArea: true, security: 'PSY' },
  'drug-liaison': { name: 'Hospital drug and alcohol liaison', team: 'cmht', byArea: true, security: 'SUBSTANCE-ABUSE' },
  'district-nursing': { name: 'District nursing', team: 'nursing', byArea: true },
  camhs: { name: 'Child and adolescent mental health', team: 'camhs', byArea: false, security: 'PSY' },
}

const period = (from: number, to: number | null) => ({ start: iso(from), ...(to === null ? {} : { end: iso(to) }) })

export function episode(work: WorkNow, subject: string): Resource[] {
  const service = services[work.kind]!
  const { post } = work
  const [forename, ...rest] = post.name.split(' ')
  const security = service.security
    ? { meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: service.security }] } }
    : {}
  const contact =
    work.lastContact === null ? {} : { extension: [{ url: `${local}/last-contact`, valueDate: iso(work.lastContact) }] }
  const all: Resource[] = [
    {
      resourceType: 'EpisodeOfCare',
      id: work.ref,
      ...security,
      ...contact,
      status: work.closed === null ? 'active' : 'finished',
      type: [{ text: service.name }],
      patient: { reference: subject },
      managingOrganization: { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: community.slice(7) } },
      period: period(work.opened, work.closed),
      careManager: { reference: `Practitioner/${post.staffRef}` },
      team: [{ reference: `CareTeam/${post.team.id}` }],
    },
    {
      resourceType: 'Practitioner',
      id: post.staffRef,
      identifier: [{ system: `${local}/staff-number`, value: post.staffRef }],
      name: [{ text: post.name, family: rest.join(' '), given: [forename] }],
    },
    { resourceType: 'CareTeam', id: post.team.id, name: post.team.name, telecom: [{ system: 'phone', value: post.team.phone }] },
  ]
  if (work.next) {
    all.push({
      resourceType: 'Appointment',
      id: `AP-${work.ref}`,
      status: 'booked',
      description: work.next.what,
      start: utc(moment(work.next.day, 600)),
      participant: [{ actor: { reference: subject }, status: 'accepted' }],
    })
  }
  return all
}

const reasons = [
  'Minor injury',
  'Breathing difficulty',
  'Stomach pain',
  'Fever in a child',
  'Chest pain',
  'Cut or burn',
  'Back pain',
]
const kinds: Record<string, { code: string; text: string }> = {
  EMER: { code: 'EMER', text: 'A&E attendance' },
  IMP: { code: 'IMP', text: 'Hospital admission' },
  DIS: { code: 'IMP', text: 'Ready to leave hospital' },
  BIRTH: { code: 'IMP', text: 'Birth' },
}

export function encounter(event: Noted, subject: string): Resource {
  const kind = kinds[event.code]!
  const start = dayAt(event.at)
  const stay =
    event.code === 'IMP' && event.amount !== null
      ? { period: { start: utc(event.at), end: utc(event.at + event.amount * 1440) } }
      : null
  return {
    resourceType: 'Encounter',
    id: event.ref,
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: kind.code },
    type: [{ text: kind.text }],
    subject: { reference: subject },
    period: { start: utc(event.at) },
    ...stay,
    reasonCode: [
      {
        text: event.text ?? (event.code === 'BIRTH' ? 'Mother and baby are well' : reasons[(start + event.at) % reasons.length]),
      },
    ],
  }
}

const relations: Record<LinkKind, (sex: 'F' | 'M') => string> = {
  parent: (sex) => (sex === 'F' ? 'MTH' : 'FTH'),
  child: () => 'CHILD',
  partner: () => 'SPS',
  sibling: (sex) => (sex === 'F' ? 'SIS' : 'BRO'),
  grandparent: () => 'GRPRN',
  carer: () => 'CARER',
}

/** FHIR says what the other is to the patient; our link says what the patient is to the other. */
const turned: Partial<Record<LinkKind, LinkKind>> = { parent: 'child', child: 'parent', partner: 'partner', sibling: 'sibling' }

export function related({ links }: Snapshot, subject: string): Resource[] {
  const all: Resource[] = []
  for (const link of links) {
    const kind = turned[link.kind]
    if (!kind || kind === 'sibling') continue
    all.push({
      resourceType: 'RelatedPerson',
      id: `RP-${subject.slice(8)}-${link.key}`,
      patient: { reference: subject },
      identifier: [{ system: `${local}/patient-number`, value: link.key }],
      relationship: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleCode', code: relations[kind](link.other.sex) }] },
      ],
    })
  }
  return all
}

export function conditions({ needs }: Snapshot, subject: string): Resource[] {
  return needs.map((need) => ({
    resourceType: 'Condition',
    id: `CO-${subject.slice(8)}-${need.code}`,
    code: { coding: [{ system: `${local}/need`, code: need.code }] },
    subject: { reference: subject },
    recordedDate: iso(dayAt(need.at)),
  }))
}
