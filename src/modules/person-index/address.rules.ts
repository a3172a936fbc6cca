import { foldedPostcode, postcodeWithin } from './names.rules.ts'

/** An address as one sender wrote it. */
export type WrittenAddress = {
  readonly address: string
  readonly postcode?: string | null | undefined
  readonly uprn?: string | null | undefined
}

/** What identifies one home within an address. `number` is that of the house or, without one, its name. */
export type AddressParts = {
  readonly flat: string | null
  readonly number: string
  readonly street: string | null
  readonly town: string | null
  readonly postcode: string | null
}

const short: Readonly<Record<string, string>> = {
  st: 'street',
  str: 'street',
  rd: 'road',
  ave: 'avenue',
  av: 'avenue',
  ln: 'lane',
  cl: 'close',
  ct: 'court',
  crt: 'court',
  dr: 'drive',
  ter: 'terrace',
  terr: 'terrace',
  pl: 'place',
  sq: 'square',
  gdns: 'gardens',
  cres: 'crescent',
  gr: 'grove',
  wlk: 'walk',
}
const kinds = new Set(
  (
    'street road lane close avenue row walk terrace drive court place square gardens crescent grove way bank hill view rise mews yard ' +
    'green park parade quay wharf gate fold croft mount house buildings'
  ).split(' '),
)
const directions = new Set('north south east west upper lower'.split(' '))
const nowhere = /\b(no fixed|nfa|unknown|not known|withheld|c\/o|care of)\b/

/**
 * The parts of an address that tell one home from the next; null where they do not: no number and no name of the house, or a street
 * that cannot be told from the town. "Flat 2, 14 Mill Lane" is neither 14 nor 14B Mill Lane: how a house is divided is said by its
 * sender or not at all.
 */
export function addressParts({ address, postcode }: WrittenAddress): AddressParts | null {
  const plain = address.toLowerCase().replace(/['’‘.]/g, '')
  if (nowhere.test(plain)) return null
  const code = foldedPostcode(postcode) ?? postcodeWithin(address)
  const flats = [...plain.matchAll(/\b(?:flat|apartment|apt|unit|room)\s+(?:no\s+)?(\d+[a-z]?|[a-z])\b/g)]
  if (flats.length > 1) return null
  const segments = plain
    .replace(/\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b/g, ',')
    .replace(flats[0]?.[0] ?? ',', ',')
    .split(/[,;\n]+/)
    .map((segment) => segment.trim().replace(/\s+/g, ' '))
    .filter(Boolean)
  const flat = flats[0]?.[1] ?? null
  const at = segments.findIndex((segment) => /^\d/.test(segment))
  return at < 0 ? namedHouse(segments, flat, code) : numberedHouse(segments.slice(at), flat, code)
}

function numberedHouse([first = '', ...after]: string[], flat: string | null, postcode: string | null): AddressParts | null {
  const written = /^(\d+(?:\s?[a-z](?![a-z]))?(?:\s?[-/]\s?\d+[a-z]?)?)(?:\s+(.*))?$/.exec(first)
  if (!written) return null
  const number = written[1]!.replaceAll(' ', '')
  // "14, Mill Lane": the street is the next part.
  const [street, rest] = written[2] ? [written[2], after] : [after[0], after.slice(1)]
  const split = street === undefined ? null : streetOf(street, rest.length > 0)
  return split && { flat, number, street: split.street, town: [...split.after, ...rest].join(' ') || null, postcode }
}

/** A house, or a block of flats, that has only a name: "Rose Cottage, Mill Lane", "Flat 5, Tannery Court". */
function namedHouse([name, ...after]: string[], flat: string | null, postcode: string | null): AddressParts | null {
  if (name === undefined) return null
  const { street: block, after: beside } = streetOf(name, after.length > 0) ?? { street: null, after: [] }
  if (flat !== null && block !== null) {
    return { flat, number: block, street: null, town: [...beside, ...after].join(' ') || null, postcode }
  }
  const street = after[0] === undefined || endsAsStreet(name) ? null : streetOf(after[0], true)
  return street && endsAsStreet(after[0]!)
    ? { flat, number: wordsOf(name).join(' '), street: street.street, town: after.slice(1).join(' ') || null, postcode }
    : null
}

const wordsOf = (text: string): string[] => text.split(/[^a-z0-9]+/).filter(Boolean)
const isKind = (word: string): boolean => kinds.has(short[word] ?? word)
const endsAsStreet = (text: string): boolean => wordsOf(text).some((word, at) => at > 0 && isKind(word))

/** The street at the beginning of a text, and what comes after it; null if nothing says where it ends. */
function streetOf(text: string, alone: boolean): { street: string; after: string[] } | null {
  const words = wordsOf(text)
  let end = words.findIndex((word, at) => at > 0 && isKind(word)) + 1
  if (end === 0) return alone && words.length > 0 ? { street: words.join(' '), after: [] } : null
  while (end < words.length && (isKind(words[end]!) || directions.has(words[end]!))) end++
  const street = words.slice(0, end).map((word, at) => (at > 0 ? (short[word] ?? word) : word))
  return { street: street.join(' '), after: words.slice(end) }
}

/** How it is known which home an address is: its sender gave the UPRN; its text is that of one home with a UPRN; or no UPRN is known. */
export type FoundBy = 'given' | 'text' | 'none'
/** `key`: the same for the same home, among the addresses that were recognised together; null where nothing safe can be said. */
export type Recognised = { readonly key: string | null; readonly uprn: string | null; readonly found: FoundBy }

/**
 * Which of these addresses are the same home, whoever wrote them: by UPRN, else by the text. A text that could be two of them is
 * neither. Pure, and of no other address than these: nothing is learned from a record that the reader may not see.
 */
export function recogniseAddresses(written: readonly WrittenAddress[]): Recognised[] {
  const all = written.map((one) => ({ uprn: plainUprn(one.uprn), parts: addressParts(one) }))
  const believed = new Set(
    [...Map.groupBy(all, ({ uprn }) => uprn)].flatMap(([uprn, its]) =>
      uprn !== null && !isShared(its.flatMap(({ parts }) => parts ?? [])) ? [uprn] : [],
    ),
  )
  const known = all.flatMap(({ uprn, parts }) => (uprn !== null && believed.has(uprn) && parts ? [{ uprn, parts }] : []))
  const withPostcode = all.flatMap(({ parts }) => (parts?.postcode ? [parts] : []))
  // The same text may come with a town and without: which of the two came last says nothing.
  const sameTexts = (one: AddressParts) => [
    ...Map.groupBy(
      withPostcode.filter((other) => isSame(one, other)),
      textOf,
    ).values(),
  ]
  return all.map(({ uprn, parts }): Recognised => {
    if (uprn !== null && believed.has(uprn)) return { key: `uprn ${uprn}`, uprn, found: 'given' }
    if (parts === null) return { key: null, uprn: null, found: 'none' }
    const whole = parts.postcode === null ? only(sameTexts(parts))?.[0] : parts
    const homes = new Set(known.filter((other) => isSame(whole ?? parts, other.parts)).map((other) => other.uprn))
    const [one] = homes
    if (homes.size === 1) return { key: `uprn ${one}`, uprn: one!, found: 'text' }
    if (homes.size > 1) return { key: null, uprn: null, found: 'none' }
    const key = whole ?? (parts.town === null || sameTexts(parts).length > 0 ? null : parts)
    return { key: key && `text ${textOf(key)}`, uprn: null, found: 'none' }
  })
}

/** For comparing only: it is text, and nobody counts with it. Noughts before it mean nothing; noughts alone are no UPRN. */
const plainUprn = (uprn: string | null | undefined): string | null =>
  /^0*([1-9]\d{0,11})$/.exec(uprn?.replaceAll(' ', '') ?? '')?.[1] ?? null

/** One number under homes of different postcodes and house numbers fills a column, and is nobody's UPRN. */
const isShared = (its: readonly AddressParts[]): boolean =>
  its.some((one) =>
    its.some(
      (other) =>
        one.postcode !== null && other.postcode !== null && one.postcode !== other.postcode && one.number !== other.number,
    ),
  )

const textOf = ({ flat, number, street, town, postcode }: AddressParts): string =>
  [flat, number, street, postcode ?? town].map((part) => part ?? '').join('|')

/** Where both give a postcode, it says what the town would; where one does not, the towns must be the same. */
const isSame = (one: AddressParts, other: AddressParts): boolean =>
  one.flat === other.flat &&
  one.number === other.number &&
  one.street === other.street &&
  (one.postcode !== null && other.postcode !== null
    ? one.postcode === other.postcode
    : one.town !== null && one.town === other.town)

const only = <T>(found: readonly T[]): T | undefined => (found.length === 1 ? found[0] : undefined)

/** What an address says of a place where many live who are no household. */
export type CommunalKind = 'care home' | 'hostel' | 'refuge' | 'hall of residence' | 'hospital' | 'prison' | 'hotel' | 'barracks'
const communal: readonly (readonly [CommunalKind, RegExp])[] = [
  ['care home', /\b(care|nursing|residential|rest|childrens) home\b/],
  ['refuge', /\b(womens )?refuge\b/],
  ['hostel', /\b(hostel|night shelter|foyer|supported lodgings)\b/],
  ['hall of residence', /\b(hall|halls) of residence\b|\bstudent (hall|halls|village)\b/],
  ['hospital', /\b(hospital|hospice|infirmary)\b(?! (street|road|lane|close|avenue|row|walk|terrace|drive|court|hill))/],
  ['prison', /\b(hmp|hmyoi|yoi|prison|secure training centre|immigration removal centre)\b(?! (street|road|lane))/],
  ['hotel', /\b(hotel|guest house|guesthouse|bed and breakfast|b&b)\b/],
  ['barracks', /\bbarracks\b(?! (street|road|lane))/],
]

/** Which kind of communal establishment an address names, if it does. A street that is called after one does not make it one. */
export function communalKindOf(address: string): CommunalKind | null {
  const plain = address.toLowerCase().replace(/['’‘.]/g, '')
  return communal.find(([, words]) => words.test(plain))?.[0] ?? null
}

/** How homes are recognised, for rules of other rooms: handed to them, since they may import none. */
export const addressRules = { recogniseAddresses, communalKindOf }
export type AddressRules = typeof addressRules
