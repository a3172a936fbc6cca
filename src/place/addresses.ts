/** Streets, homes, postcodes and wards. The postcode areas used (AX, QX, XQ) belong to nobody. */
import type { Dice } from './random.ts'

export type Home = { uprn: string; line: string; postcode: string; ward: number }

const wardNames = (
  'North East South West Castle Riverside Quarry Foundry Abbey Harbour Meadows Hilltop Station Priory Weir Orchard Moorside ' +
  'Canalside Parkfields Bridgegate Eastmere Westmere Fairfield Saltings'
).split(' ')

/** How many wards a place of this size has: one for every 12,500 residents, four at least. */
export const wardsFor = (residents: number): number => Math.min(960, Math.max(4, Math.round(residents / 12_500)))

/** "North", and from the twenty-fifth on "North 2". */
export function wardName(ward: number): string {
  const round = Math.floor(ward / wardNames.length)
  return wardNames[ward % wardNames.length] + (round === 0 ? '' : ` ${round + 1}`)
}

/** North, east, south or west: the areas that teams work in. */
export const areas = ['north', 'east', 'south', 'west'] as const
export type Area = (typeof areas)[number]
export const areaOf = (ward: number): Area => areas[ward % 4]!

const first = (
  'Alder Beech Mill Church Station Victoria Albert Meadow Orchard Tannery Lock Weir Foundry Castle Priory Hawthorn Cedar Holly ' +
  'Elm Ash Oak Rowan Willow Park Queen King Chapel School Bridge Canal Market Tower Spring Well Green Hill Moor Heath Field Ridge ' +
  'Stone Slate Brick Cooper Weaver Miller Tanner Carter Fletcher Mason Linen Wool Silk Salt Ferry Harbour Quay Anchor Swan Heron ' +
  'Kingfisher Lapwing Plover Curlew'
).split(' ')
const second = ['Street', 'Road', 'Lane', 'Close', 'Avenue', 'Row', 'Walk', 'Terrace', 'Drive', 'Court']
const letters = 'ABDEFGHJLNPQRSTUWXYZ'
const homesInStreet = 36
const areasOfPostcodes = ['AX', 'QX', 'XQ', 'AQ', 'QZ', 'XZ', 'ZX', 'ZQ', 'QV', 'XV']

/** The postcode of the n-th group of some eighteen homes in a ward. */
function postcode(ward: number, group: number): string {
  const area = areasOfPostcodes[Math.floor(ward / 98)]
  const unit = letters[Math.floor(group / 9) % 20]! + letters[(Math.floor(group / 180) + group * 7) % 20]!
  return `${area}${(ward % 98) + 1} ${(group % 9) + 1}${unit}`
}

/** The n-th home of a ward. The same two numbers always give the same home. */
export function homeAt(ward: number, n: number): Home {
  const street = Math.floor(n / homesInStreet)
  const number = (n % homesInStreet) + 1
  const name = `${first[(street * 7 + ward * 11) % first.length]} ${second[(street + ward * 3 + Math.floor(street / first.length)) % second.length]}`
  const line = name.endsWith('Court') ? `Flat ${number}, ${name}` : `${number} ${name}`
  const uprn = '999' + String(ward).padStart(3, '0') + String(n + 1000).padStart(6, '0')
  return { uprn, line: `${line}, Aldermere`, postcode: postcode(ward, 20 + Math.floor(n / 18)), ward }
}

/** A home named in a story: in the north ward, with a number below those of all others. */
export function storyHome(n: number, line: string, code: string): Home {
  return { uprn: `999000${String(n).padStart(6, '0')}`, line: `${line}, Aldermere`, postcode: code, ward: 0 }
}

/** The wards of a place and which homes in them are taken. */
export class Streets {
  readonly wards: number
  private readonly taken: number[]

  constructor(residents: number) {
    this.wards = wardsFor(residents)
    this.taken = Array(this.wards).fill(0)
  }

  /** A home that nobody lives in yet. */
  next(ward: number): Home {
    return homeAt(ward, this.taken[ward]!++)
  }

  /** A home that somebody may have lived in before; in a ward drawn at random. */
  earlier(dice: Dice): Home {
    const ward = dice.below(this.wards)
    return homeAt(ward, dice.below(Math.max(200, this.taken[ward]!)))
  }
}

/** How poor a ward is, 0.5 (least) to 1.8 (most). The north ward is poor. */
export const hardship = (ward: number): number => 0.5 + (((ward * 5 + 9) % 14) / 13) * 1.3 + (ward === 0 ? 0.3 : 0)
