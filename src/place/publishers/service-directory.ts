/** What one can go to in Aldermere: the council's list of services as an Open Referral UK 3.0 page of `/services`. */
import { createHash } from 'node:crypto'
import { homeAt, wardName, wardsFor } from '../addresses.ts'
import { type Day, iso, moment, utc } from '../days.ts'
import { council } from '../organisations.ts'
import { duty } from '../phones.ts'
import { Dice } from '../random.ts'
import type { Organisation } from '../types.ts'
import { type ServiceLine, services } from './services.ts'

const hours = ['MO,TU,WE,TH,FR', 'MO,WE,FR', 'TU,TH', 'MO,TU,WE,TH,FR,SA,SU', 'SA'] as const

/** Where such a service is, nobody is told in public. */
const hidesWhere = 'Domestic abuse'

/** One page with every service, as printed: two spaces, as the council's system saves it. */
export function serviceDirectory(
  seed: number,
  residents: number,
  asOf: Day,
  organisations: readonly Organisation[],
): { text: string; services: number } {
  const byId = new Map(organisations.map((organisation) => [organisation.id, organisation]))
  const contents = [...services, ...hubs(residents)].map((line) => service(line, byId.get(line[1])!, seed, residents, asOf))
  const page = { total_pages: 1, page_number: 1, first_page: true, last_page: true, empty: false }
  const text = `${JSON.stringify({ total_items: contents.length, ...page, size: contents.length, contents }, null, 2)}\n`
  return { text, services: contents.length }
}

/** Each ward has a family hub. */
function hubs(residents: number): ServiceLine[] {
  const about = 'Groups, clinics and advice for families, under one roof. Walk in.'
  return Array.from({ length: wardsFor(residents) }, (_, ward) => [
    `Family hub, ${wardName(ward)}`,
    council,
    'Family support',
    0,
    18,
    'Free',
    about,
  ])
}

function service(
  [name, , topic, from, to, fees, about]: ServiceLine,
  organisation: Organisation,
  seed: number,
  residents: number,
  asOf: Day,
) {
  const dice = new Dice(seed, 'service', name)
  const id = (what: string) => uuid(seed, `${name} ${organisation.id} ${what}`)
  const site = `https://${organisation.id.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}.example.org`
  // One in six was last checked more than two years ago: nobody noticed.
  const checked = asOf - (dice.chance(0.17) ? 760 + dice.below(400) : 10 + dice.below(350))
  const opens = dice.between(8, 10)
  const at = place(id, name, dice, residents)
  return {
    id: id('service'),
    name,
    description: about,
    url: `${site}/${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`,
    email: `services@${site.slice(8)}`,
    status: 'active',
    fees,
    minimum_age: from,
    maximum_age: to,
    assured_date: iso(checked),
    assurer_email: 'directory@council.aldermere.example.org',
    last_modified: utc(moment(checked, 600 + dice.below(400))),
    schedules: [
      {
        id: id('schedule'),
        freq: 'WEEKLY',
        interval: 1,
        byday: dice.pick(hours),
        opens_at: `${String(opens).padStart(2, '0')}:00:00`,
        closes_at: `${opens + dice.between(6, 8)}:00:00`,
        attending_type: dice.chance(0.3) ? 'Phone' : 'In person',
        description: `Ring ${duty(organisation.id)} first if you can.`,
      },
    ],
    service_areas: [{ id: id('area'), name: 'Aldermere', service_area: 'Aldermere' }],
    service_at_locations: topic === hidesWhere ? [] : [{ id: id('at'), location: at }],
    organization: {
      id: uuid(seed, organisation.id),
      name: organisation.name,
      description: `${organisation.name}, a partner in Aldermere`,
      website: site,
      organization_identifiers: organisation.identifiers.map(({ scheme, value }) => ({
        id: uuid(seed, `${scheme} ${value}`),
        identifier_scheme: scheme,
        identifier_type: scheme,
        identifier: value,
      })),
    },
    contacts: [{ id: id('contact'), name: organisation.dutyTeam, title: `Telephone ${duty(organisation.id)}` }],
    attributes: [
      {
        id: id('attribute'),
        link_type: 'service',
        taxonomy_term: {
          id: uuid(seed, `topic ${topic}`),
          name: topic,
          description: topic,
          taxonomy: 'Aldermere topics',
          term_uri: `https://council.aldermere.example.org/topics/${topic.toLowerCase().replaceAll(' ', '-')}`,
        },
      },
    ],
  }
}

function place(id: (what: string) => string, name: string, dice: Dice, residents: number) {
  const home = homeAt(dice.below(wardsFor(residents)), 900 + dice.below(90))
  // Aldermere lies in the North Sea, where nobody lives: wards in rows of four, some two kilometres across.
  const [north, east] = [Math.floor(home.ward / 4) + dice.below(1000) / 1000, (home.ward % 4) + dice.below(1000) / 1000]
  const address = { city: 'Aldermere', state_province: 'Aldermere', country: 'GB', address_type: 'physical' }
  return {
    id: id('location'),
    location_type: 'physical',
    name,
    latitude: Number((54.7 + north * 0.02).toFixed(5)),
    longitude: Number((2.1 + east * 0.03).toFixed(5)),
    external_identifier: home.uprn,
    external_identifier_type: 'UPRN',
    addresses: [{ id: id('address'), address_1: home.line.replace(', Aldermere', ''), postal_code: home.postcode, ...address }],
  }
}

/** A UUID that follows from a name (version 5 in shape): the same service has the same id in every edition. */
function uuid(seed: number, name: string): string {
  const hex = createHash('sha1').update(`Aldermere ${seed} ${name}`).digest('hex')
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16)
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, variant + hex.slice(17, 20), hex.slice(20, 32)].join('-')
}
