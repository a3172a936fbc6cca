/** The community and mental health trust: one FHIR R4 Bundle (UK Core) for each patient. */
import { areaOf } from '../addresses.ts'
import { compact, dayAt, utc } from '../days.ts'
import type { TroubleKind } from '../world/people.ts'
import type { Agency } from './agency.ts'
import { conditions, encounter, episode, related, services } from './fhir-care.ts'
import { local, patient, type Resource } from './fhir-patient.ts'
import { careful } from './mistakes.ts'
import type { Snapshot } from './record.ts'
import type { Sight } from './sight.ts'

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
