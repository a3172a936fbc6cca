import type { Line } from './mapping-values.ts'
import type { JsonObject, JsonValue } from './readers/index.ts'

/**
 * A patient's FHIR record as lines of columns: one for the patient, and one each for her names, numbers, addresses,
 * telephones, relatives, episodes, encounters and conditions. Any sender's R4 Patient is read; what is not there stays empty.
 */
export function linesOfFhir(record: JsonObject): Line[] {
  const [patient] = list(record.Patient)
  if (!patient) return []
  // Never the NHS number: the key is the sender's own, and a patient's NHS number can change.
  const id =
    text(patient, 'id') || numbers(patient).find(({ system, value }) => value && !system.includes('nhs-number'))?.value || ''
  const base: Line = clean({
    id,
    recorded: text(patient, 'meta', 'lastUpdated') || text(record, 'timestamp'),
    birthDate: wholeDay(text(patient, 'birthDate')),
    gender: text(patient, 'gender'),
    deceased: wholeDay(text(patient, 'deceasedDateTime')),
    restricted: list(at(patient, 'meta', 'security')).some((one) => ['R', 'V', 'REDACTED'].includes(text(one, 'code')))
      ? 'R'
      : '',
    epoch: String(extension(patient, 'identity-epoch', 'valueInteger') ?? ''),
    language: text(list(at(patient, 'communication'))[0], 'language', 'text'),
  })
  const line = (more: Record<string, string>): Line => ({ ...base, ...clean(more) })
  return [
    ...(list(patient.name).length > 0 ? list(patient.name) : [{}]).map((name: JsonObject, n) =>
      line({
        nameKey: n === 0 ? id : `${id}-${n + 1}`,
        use: text(name, 'use') || 'usual',
        family: text(name, 'family'),
        given: text(list(name.given, true)[0]),
        other: list(name.given, true)
          .slice(1)
          .map((one) => text(one))
          .join(' '),
      }),
    ),
    ...numbers(patient)
      .filter((number) => number.system.includes('nhs-number'))
      .map((number) => line({ nhsNumber: number.value, nhsUntil: number.until })),
    ...homes(patient).map((address, n) =>
      line({
        addressKey: `${text(address, 'period', 'start') || n}${text(address, 'use') === 'temp' ? '-temp' : ''}`,
        addressLine: list(address.line, true)
          .map((one) => text(one))
          .filter(Boolean)
          .join(', '),
        postcode: text(address, 'postalCode'),
        uprn: uprnOf(address),
        addressFrom: wholeDay(text(address, 'period', 'start')),
        addressTo: wholeDay(text(address, 'period', 'end')),
      }),
    ),
    ...list(patient.telecom)
      .filter((one) => ['phone', 'email'].includes(text(one, 'system')))
      .map((one) => line({ contactSystem: text(one, 'system'), contactValue: text(one, 'value') })),
    ...list(record.RelatedPerson).map((one) =>
      line({
        relativeKey: numbers(one)[0]?.value ?? '',
        relation: text(list(at(list(one.relationship)[0], 'coding'))[0], 'code'),
      }),
    ),
    ...list(record.EpisodeOfCare).map((episode) => line(episodeOf(episode, record))),
    ...list(record.Encounter).map((one) =>
      line({
        encounterId: text(one, 'id'),
        encounterClass: text(one, 'class', 'code'),
        encounterType: text(list(one.type)[0], 'text'),
        encounterAt: text(one, 'period', 'start'),
        encounterReason: text(list(one.reasonCode)[0], 'text'),
        encounterResult: text(one, 'hospitalization', 'dischargeDisposition', 'text'),
      }),
    ),
    ...list(record.Condition).map((one) =>
      line({
        need: text(list(at(one, 'code', 'coding'))[0], 'code'),
        needText: text(one, 'code', 'text'),
        needFrom: wholeDay(text(one, 'onsetDateTime') || text(one, 'recordedDate')),
      }),
    ),
  ]
}

function episodeOf(episode: JsonObject, record: JsonObject): Record<string, string> {
  const find = (type: string, reference: string) =>
    list(record[type]).find((one) => reference.endsWith(text(one, 'id')) && text(one, 'id') !== '')
  const worker = find('Practitioner', text(episode, 'careManager', 'reference'))
  const team = find('CareTeam', text(list(episode.team)[0], 'reference'))
  const appointment = list(record.Appointment).find((one) => text(one, 'status') === 'booked')
  const hidden = list(at(episode, 'meta', 'security')).some((one) =>
    ['SUBSTANCE-ABUSE', 'PSY', 'ETH'].includes(text(one, 'code')),
  )
  return {
    episodeId: text(episode, 'id'),
    service: text(list(episode.type)[0], 'text') || 'Patient of this service',
    opened: wholeDay(text(episode, 'period', 'start')),
    closed: wholeDay(text(episode, 'period', 'end')),
    worker: text(list(worker?.name)[0], 'text'),
    workerRef: numbers(worker)[0]?.value ?? '',
    team: text(team, 'name'),
    teamPhone: text(list(team?.telecom)[0], 'value'),
    lastContact: String(extension(episode, 'last-contact', 'valueDate') ?? ''),
    next: text(episode, 'status') === 'active' ? text(appointment, 'description') : '',
    nextOn: text(episode, 'status') === 'active' ? text(appointment, 'start').slice(0, 10) : '',
    hidden: hidden ? 'brokered' : '',
  }
}

/** Where a patient lives or lived. An address for letters alone is none of these. */
const homes = (patient: JsonObject) => list(patient.address).filter((address) => text(address, 'use') !== 'billing')

const uprnOf = (address: JsonObject): string => {
  const keys = list(address.extension).filter((one) => text(one, 'url').endsWith('AddressKey'))
  const part = (key: JsonObject | undefined, name: string) => list(key?.extension).find((one) => text(one, 'url') === name)
  const key = keys.find((one) => text(part(one, 'type'), 'valueCoding', 'code') === 'UPRN')
  return text(part(key, 'value'), 'valueString')
}

const numbers = (resource: JsonObject | undefined) =>
  list(resource?.identifier).map((one) => ({
    system: text(one, 'system'),
    value: text(one, 'value'),
    until: wholeDay(text(one, 'period', 'end')),
  }))
const extension = (resource: JsonObject, name: string, value: string): JsonValue | undefined =>
  list(resource.extension).find((one) => text(one, 'url').endsWith(`/${name}`))?.[value]
/** The day of a FHIR date or time. FHIR allows a year or a month alone: that is no day, and stays unsaid. */
const wholeDay = (date: string): string => (/^\d{4}(-\d\d)?$/.test(date) ? '' : date.slice(0, 10))
const clean = (line: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(line).filter(([, value]) => value !== ''))

function at(value: JsonValue | undefined, ...path: string[]): JsonValue | undefined {
  let part = value
  for (const name of path) part = typeof part === 'object' && part !== null && !Array.isArray(part) ? part[name] : undefined
  return part
}
function text(value: JsonValue | undefined, ...path: string[]): string {
  const found = at(value, ...path)
  return typeof found === 'string' || typeof found === 'number' || typeof found === 'boolean' ? String(found) : ''
}
function list(value: JsonValue | undefined, anything?: false): JsonObject[]
function list(value: JsonValue | undefined, anything: true): JsonValue[]
function list(value: JsonValue | undefined, anything = false): JsonValue[] {
  if (!Array.isArray(value)) return []
  return anything ? value : value.filter((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
}
