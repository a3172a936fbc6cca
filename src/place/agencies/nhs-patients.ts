/** The community and mental health trust: one FHIR R4 Bundle (UK Core) for each patient. */
import { areaOf } from '../addresses.ts'
import { compact, dayAt, iso, moment, utc } from '../days.ts'
import { community } from '../organisations.ts'
import type { TroubleKind } from '../world/people.ts'
import type { Agency } from './agency.ts'
import { careful } from './mistakes.ts'
import type { LinkKind, Noted, Snapshot, WorkNow } from './record.ts'
import type { Sight } from './see.ts'

const local = 'https://aldermere-community.example.org'
const ukcore = 'https://fhir.hl7.org.uk'

/** Our word for a kind of help → the service's name and its team; and whether the service is brokered. */
const services: Record<string, { name: string; team: string; byArea: boolean; security?: 'PSY' | 'SUBSTANCE-ABUSE' }> = {
  'health-visiting': { name: 'Health visiting', team: 'health-visiting', byArea: true },
  'mental-health': { name: 'Adult community mental health', team: 'cmht', byArea: true },
  'specialist-mental-health': { name: 'Early psychosis service', team: 'cmht', byArea: true, security: 'PSY' },
  'drug-liaison': { name: 'Hospital drug and alcohol liaison', team: 'cmht', byArea: true, security: 'SUBSTANCE-ABUSE' },
  'district-nursing': { name: 'District nursing', team: 'nursing', byArea: true },
  camhs: { name: 'Child and adolescent mental health', team: 'camhs', byArea: false },
}

const needCodes: Partial<Record<TroubleKind, string>> = {
  frailty: 'frailty',
  'low-mood': 'mental-health',
  substances: 'substance-use',
  disability: 'disability',
}

const sight: Sight = {
  feed: 'nhs-patients',
  clerk: { ...careful, noNhs: 0.012, oldNhs: 0.25, misspelt: 0.01 },
  keys: {
    person: (n) => `RZC${100_000 + n}`,
    household: (n) => `NF${n}`,
    work: (n) => `EC${100_000 + n}`,
    event: (n) => `EN${100_000 + n}`,
    marker: (n) => `MK${n}`,
  },
  events: { ae: 'EMER', admission: 'IMP', 'discharge-ready': 'DIS', birth: 'BIRTH' },
  eventsMakeRecords: true,
  needs: needCodes,
  team: (help, household) => {
    const service = services[help.kind]!
    return service.byArea ? `${service.team}-${areaOf(household.ward)}` : service.team
  },
  nextEvents: ['Care review', 'Home visit', 'Clinic appointment', 'Two-year review'],
  twice: 0.007,
  kin: true,
  delay: 0,
  dropped: (happening, asOf) => dayAt(happening.at) < asOf - 365 && happening.kind === 'ae',
}

type Resource = Record<string, unknown>

const period = (from: number, to: number | null) => ({ start: iso(from), ...(to === null ? {} : { end: iso(to) }) })

function identifiers(record: Snapshot): Resource[] {
  const { nhs, oldNhs } = record.spelt
  const all: Resource[] = []
  if (nhs) {
    all.push({
      extension: [
        {
          url: `${ukcore}/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus`,
          valueCodeableConcept: {
            coding: [
              {
                system: `${ukcore}/CodeSystem/UKCore-NHSNumberVerificationStatusEngland`,
                code: nhs === oldNhs?.value ? 'number-present-but-not-traced' : 'number-present-and-verified',
              },
            ],
          },
        },
      ],
      use: 'official',
      system: 'https://fhir.nhs.uk/Id/nhs-number',
      value: nhs,
    })
  }
  if (oldNhs && nhs !== oldNhs.value && dayAt(record.stamp) >= oldNhs.until) {
    all.push({ use: 'old', system: 'https://fhir.nhs.uk/Id/nhs-number', value: oldNhs.value, period: { end: iso(oldNhs.until) } })
  }
  all.push({ system: `${local}/patient-number`, value: record.key })
  return all
}

function names({ spelt }: Snapshot): Resource[] {
  const { given, middle, family, former, alias, baby } = spelt
  if (baby) return [{ use: 'temp', text: `Baby of ${family}`, family }]
  const all: Resource[] = [{ use: 'official', family, given: [given, middle].filter(Boolean) }]
  if (former) all.push({ use: 'maiden', family: former })
  if (alias) all.push({ use: 'nickname', given: [alias] })
  return all
}

function address({ home, homeFrom }: Snapshot): Resource[] {
  if (!home) return []
  const uprn = {
    url: `${ukcore}/StructureDefinition/Extension-UKCore-AddressKey`,
    extension: [
      { url: 'type', valueCoding: { system: `${ukcore}/CodeSystem/UKCore-AddressKeyType`, code: 'UPRN' } },
      { url: 'value', valueString: home.uprn },
    ],
  }
  const start = homeFrom === null ? {} : { period: { start: iso(homeFrom) } }
  return [{ extension: [uprn], use: 'home', line: home.line.split(', '), postalCode: home.postcode, ...start }]
}

function telecom(record: Snapshot): Resource[] {
  const all: Resource[] = []
  if (record.mobile) all.push({ system: 'phone', value: record.mobile, use: 'mobile' })
  if (record.landline) all.push({ system: 'phone', value: record.landline, use: 'home' })
  if (record.email) all.push({ system: 'email', value: record.email })
  return all
}

function patient(record: Snapshot): Resource {
  const { spelt } = record
  const security = record.restricted
    ? { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'R' }] }
    : {}
  return {
    resourceType: 'Patient',
    id: record.key,
    meta: { lastUpdated: utc(record.stamp), profile: [`${ukcore}/StructureDefinition/UKCore-Patient`], ...security },
    ...(record.epoch === 2 ? { extension: [{ url: `${local}/identity-epoch`, valueInteger: 2 }] } : {}),
    identifier: identifiers(record),
    name: names(record),
    telecom: telecom(record),
    gender: spelt.sex === 'F' ? 'female' : spelt.sex === 'M' ? 'male' : 'unknown',
    ...(spelt.born === null ? {} : { birthDate: iso(spelt.born) }),
    ...(record.died === null ? {} : { deceasedDateTime: iso(record.died) }),
    address: address(record),
    ...(record.language ? { communication: [{ language: { text: record.language } }] } : {}),
  }
}

function episode(work: WorkNow, subject: string): Resource[] {
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

function encounter(event: Noted, subject: string): Resource {
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
    ...(event.code === 'BIRTH' ? {} : { reasonCode: [{ text: event.text ?? reasons[(start + event.at) % reasons.length] }] }),
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

function related({ links }: Snapshot, subject: string): Resource[] {
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

function conditions({ needs }: Snapshot, subject: string): Resource[] {
  return needs.map((need) => ({
    resourceType: 'Condition',
    id: `CO-${subject.slice(8)}-${need.code}`,
    code: { coding: [{ system: `${local}/need`, code: need.code }] },
    subject: { reference: subject },
    recordedDate: iso(dayAt(need.at)),
  }))
}

function lines(record: Snapshot): string[] {
  const subject = `Patient/${record.key}`
  const resources = [
    patient(record),
    ...distinct(record.works.flatMap((work) => episode(work, subject))),
    ...record.events.map((event) => encounter(event, subject)),
    ...related(record, subject),
    ...conditions(record, subject),
  ]
  const id = `${record.key}-${compact(dayAt(record.stamp))}`
  return [
    JSON.stringify({
      resourceType: 'Bundle',
      id,
      type: 'collection',
      timestamp: utc(record.stamp),
      entry: resources.map((resource) => ({ fullUrl: `${local}/fhir/${resource.resourceType}/${resource.id}`, resource })),
    }),
  ]
}

/** A worker or team named by two episodes stands in the bundle once. */
function distinct(resources: Resource[]): Resource[] {
  const seen = new Set<string>()
  return resources.filter((one) => {
    const name = `${one.resourceType}/${one.id}`
    return seen.has(name) ? false : seen.add(name)
  })
}

export const nhsPatients: Agency = {
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
      spoil: (line) => line.replace(/"birthDate":"[^"]*"/, '"birthDate":"2019-02-31"'),
    },
    {
      what: 'no patient number',
      spoil: (line) =>
        line.replaceAll(/\{"system":"[^"]*patient-number","value":"[^"]*"\}/g, '{}').replace(/"id":"RZC[^"]*","meta"/, '"meta"'),
    },
    { what: 'a gender that does not exist', spoil: (line) => line.replace(/"gender":"[^"]*"/, '"gender":"F"') },
    { what: 'another kind of resource', spoil: (line) => line.replace('"resourceType":"Bundle"', '"resourceType":"Bundel"') },
  ],
}
