/** A patient as a FHIR R4 resource of the UK Core: identifiers, names, address, telephone. */
import { dayAt, iso, utc } from '../days.ts'
import type { Snapshot } from './record.ts'

/** Where the trust's own codes stand, and the UK Core's. */
export const local = 'https://aldermere-community.example.org'
export const ukcore = 'https://fhir.hl7.org.uk'

export type Resource = Record<string, unknown>

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

export function patient(record: Snapshot): Resource {
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
