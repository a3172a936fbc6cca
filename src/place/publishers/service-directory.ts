/** What one can go to in Aldermere: the council's list of services as an Open Referral UK 3.0 page of `/services`. */
import { createHash } from 'node:crypto'
import { homeAt, wardName, wardsFor } from '../addresses.ts'
import { type Day, iso, moment, utc } from '../days.ts'
import { clearwater, community, council, fire, haven, lantern, mergingFrom } from '../organisations.ts'
import { duty } from '../phones.ts'
import { Dice } from '../random.ts'
import type { Organisation } from '../types.ts'

/** Name, organisation, kind of need, from and to which age, cost, what it is. */
type Line = readonly [name: string, organisation: string, topic: string, from: number, to: number, fees: string, about: string]

const everyAge = [0, 120] as const
const adults = [18, 120] as const
const charity = (code: string) => `GB-CHC-Z9000${code}`

const services: readonly Line[] = [
  [
    'Family help',
    council,
    'Family support',
    0,
    18,
    'Free',
    'A worker who comes to your home and helps the whole family with what is hard just now.',
  ],
  [
    'Lantern family support',
    lantern,
    'Family support',
    0,
    11,
    'Free',
    'Home visits, stay and play, and someone to talk to, for families with young children.',
  ],
  [
    'Lantern Families (North)',
    lantern,
    'Family support',
    0,
    11,
    'Free',
    'Family support in the north of Aldermere. Home visits and stay and play.',
  ],
  [
    'Health visiting',
    community,
    'Health in early childhood',
    0,
    5,
    'Free',
    'Nurses who see every baby and young child, at home and in clinics.',
  ],
  [
    'Talking therapies',
    community,
    'Mental health',
    ...adults,
    'Free',
    'Help with low mood, worry and panic. You can refer yourself.',
  ],
  [
    'Recovery service',
    clearwater,
    'Drugs and alcohol',
    ...adults,
    'Free',
    'Help to stop or cut down alcohol or drugs, for you or your family.',
  ],
  [
    'Helpline and safe advice',
    haven,
    'Domestic abuse',
    ...everyAge,
    'Free',
    'Someone to talk to about abuse, at any hour. We decide with you what is safe.',
  ],
  [
    'Home fire safety visit',
    fire,
    'Safe homes',
    ...everyAge,
    'Free',
    'We fit smoke alarms and look at what could start a fire in your home.',
  ],
  ['Housing options', council, 'Housing', 16, 120, 'Free', 'If you may lose your home or have none, see us as soon as you can.'],
  [
    'Debt and benefits advice',
    charity('04'),
    'Money',
    ...adults,
    'Free',
    'Free and confidential advice about debt, benefits and bills.',
  ],
  [
    'Money advice for tenants',
    mergingFrom,
    'Money',
    ...adults,
    'Free',
    'Help with rent arrears and benefits for tenants of Foundry Housing.',
  ],
  [
    'Food pantry',
    charity('05'),
    'Food',
    ...everyAge,
    '£4 a visit',
    'Choose about ten items of food for a small weekly fee. No referral needed.',
  ],
  [
    'Young carers group',
    charity('06'),
    'Caring for someone',
    8,
    18,
    'Free',
    'Time off, trips and someone who understands, for children who care for someone.',
  ],
  [
    'Night shelter',
    charity('07'),
    'Housing',
    ...adults,
    'Free',
    'A bed for the night from October to March, and help by day all year.',
  ],
  ['Befriending', charity('08'), 'Loneliness', 60, 120, 'Free', 'A visit or a call each week from the same volunteer.'],
  ['Welfare fund', charity('09'), 'Money', ...everyAge, 'Free', 'Small grants in a crisis, for anyone of any faith or none.'],
  [
    'Youth boxing',
    charity('10'),
    'Things to do',
    10,
    21,
    '£2 a session',
    'Training, a hot meal and a youth worker, three evenings a week.',
  ],
  ['Job club', charity('11'), 'Work', 16, 66, 'Free', 'Help with applications, interviews and the first weeks of a new job.'],
  ['Welfare calls', charity('12'), 'Loneliness', 65, 120, 'Free', 'A telephone call each morning to see that all is well.'],
  [
    'Carers’ assessment',
    council,
    'Caring for someone',
    ...adults,
    'Free',
    'We look with you at what would make caring possible for longer.',
  ],
  [
    'Short breaks',
    council,
    'Disability',
    0,
    18,
    'Some cost',
    'Clubs and days out for disabled children, and a rest for those who look after them.',
  ],
]

const hours = ['MO,TU,WE,TH,FR', 'MO,WE,FR', 'TU,TH', 'MO,TU,WE,TH,FR,SA,SU', 'SA'] as const

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
function hubs(residents: number): Line[] {
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
  [name, , topic, from, to, fees, about]: Line,
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
    service_at_locations: [{ id: id('at'), location: place(id, name, dice, residents) }],
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
  const address = { city: 'Aldermere', state_province: 'Aldermere', country: 'GB', address_type: 'physical' }
  return {
    id: id('location'),
    location_type: 'physical',
    name,
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
