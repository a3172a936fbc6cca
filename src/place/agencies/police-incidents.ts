/** The police: one line for each person in each incident, or for a person with none. */
import { areaOf } from '../addresses.ts'
import { civil, compact, dayAt, utc } from '../days.ts'
import type { Happening } from '../world/people.ts'
import type { Agency } from './agency.ts'
import { hurried } from './mistakes.ts'
import type { Noted, Snapshot, WorkNow } from './record.ts'
import type { Sight } from './sight.ts'

/** How many years an incident stays in view: longest after a charge. */
const yearsInView = (result: string | null | undefined, role: string | null | undefined): number =>
  result === 'CHG' || result === 'CAU' ? 6 : role === 'suspect' ? 1 : 2

const leavesView = (day: number, event: { result?: string | null; role?: string | null }): number =>
  day + 365 * yearsInView(event.result, event.role)

const sight: Sight = {
  feed: 'police-incidents',
  clerk: { ...hurried, noNhs: 1 },
  keys: {
    person: (n) => `PN${100_000 + n}`,
    household: (n) => `PH${n}`,
    work: (n) => `NP${100_000 + n}`,
    event: (n) => String(n),
    marker: (n) => `WM${100_000 + n}`,
  },
  events: {
    domestic: 'DOM',
    asb: 'ASB',
    violence: 'VIO',
    theft: 'THF',
    burglary: 'BUR',
    missing: 'MIS',
    concern: 'CON',
    drugs: 'DRG',
    arrest: 'ARR',
    'custody-release': 'REL',
    'sudden-death': 'DTH',
  },
  eventsMakeRecords: true,
  markers: { dog: 'DG', weapons: 'WE', violence: 'VI', two: 'TW' },
  team: (_help, household) => `policing-${areaOf(household.ward)}`,
  nextEvents: ['Welfare call', 'Neighbourhood visit'],
  twice: 0.04,
  delay: 1,
  dropped: (happening: Happening, asOf) => leavesView(dayAt(happening.at), happening) <= asOf,
}

const roles: Record<string, string> = { victim: 'VIC', witness: 'WIT', reporter: 'REP', suspect: 'SUS', missing: 'MIS' }

const summaries: Record<string, readonly string[]> = {
  DOM: [
    'Argument between partners. No injury seen.',
    'Push and slap reported by neighbour.',
    'Repeated messages from a former partner.',
  ],
  ASB: ['Noise late at night.', 'Group drinking by the bus shelter.', 'Off-road bikes on the field.'],
  VIO: ['Fight outside a takeaway.', 'Assault without injury.', 'Threat made in the street.'],
  THF: ['Shop theft.', 'Bicycle taken from a hallway.', 'Parcel taken from a doorstep.'],
  BUR: ['Shed broken into.', 'Back door forced; nothing taken.'],
  MIS: ['Not home by the time agreed. Found at a friend’s.', 'Left after an argument. Came home by morning.'],
  CON: ['Concern for safety raised by family. Seen and safe.', 'Low mood; taken to hospital by ambulance.'],
  DRG: ['Small amount found in a search.'],
  ARR: ['Arrested and taken to Aldermere custody.'],
  REL: ['Released from custody on bail.'],
  DTH: ['Sudden death at home; not suspicious.'],
}

function incident(event: Noted) {
  const day = dayAt(event.at)
  const texts = summaries[event.code]!
  const number = String(event.amount ?? Number(event.ref)).padStart(7, '0')
  return {
    urn: `ALD/${String(civil(day).year).slice(2)}/${number}`,
    type: event.code,
    occurred: utc(event.at),
    role: roles[event.role ?? 'victim'],
    summary: event.text ?? texts[event.at % texts.length],
    result: event.result ?? 'OPN',
    leavesView: compact(leavesView(day, event)),
  }
}

const date = (day: number | null) => (day === null ? null : compact(day))

function policing(work: WorkNow | undefined) {
  if (!work) return null
  return {
    ref: work.ref,
    unit: work.post.team.name,
    officer: work.post.name,
    collar: work.post.staffRef,
    phone: work.post.team.phone,
    from: compact(work.opened),
    to: date(work.closed),
    lastContact: date(work.lastContact),
    next: work.next?.what ?? null,
    nextOn: date(work.next?.day ?? null),
  }
}

function lines(record: Snapshot): string[] {
  const { spelt, home } = record
  const warnings = record.markers.map((marker) => ({
    ref: marker.ref,
    code: marker.code,
    text: marker.text,
    from: compact(dayAt(marker.at)),
    review: compact(dayAt(marker.at) + 365),
    by: marker.by?.name ?? 'Control room',
    told: marker.told,
  }))
  const line = (event: Noted | null) =>
    JSON.stringify({
      nominal: record.key,
      name: { surname: spelt.family.toUpperCase(), forenames: [spelt.given, spelt.middle].filter(Boolean).join(' ') },
      formerSurname: spelt.former?.toUpperCase() ?? null,
      alias: spelt.alias,
      dob: date(spelt.born),
      sex: spelt.sex ?? 'U',
      died: date(record.died),
      restricted: record.restricted,
      address: home && { line: home.line, postcode: home.postcode, from: date(record.homeFrom) },
      phones: [record.mobile, record.landline].filter(Boolean),
      incident: event && incident(event),
      policing: policing(record.works[0]),
      warnings,
      recorded: utc(record.stamp),
    })
  return record.events.length === 0 ? [line(null)] : record.events.map(line)
}

export const policeIncidents: Agency = {
  sight,
  extension: 'ndjson',
  newline: '\n',
  encoding: 'utf-8',
  opening: () => '',
  closing: () => '',
  lines,
  faults: [
    { what: 'a day that is not in the calendar', spoil: (line) => line.replace(/"dob":("\d{8}"|null)/, '"dob":"19900230"') },
    { what: 'no nominal', spoil: (line) => line.replace(/"nominal":"[^"]*"/, '"nominal":null') },
    {
      what: 'a role that does not exist',
      spoil: (line) => line.replace(/"(VIC|WIT|REP|SUS)"/, '"OFF"').replace('"sex":"F"', '"sex":"W"'),
    },
    { what: 'half a line', spoil: (line) => line.slice(0, Math.floor(line.length / 2)) },
  ],
}
